"""The entry check is an aid in words: it fits, it does not, or nobody can tell yet; and why."""

from __future__ import annotations

import pytest

from stafet.kernel.activities import ActivityKind
from stafet.offers.api import Applicant, EntryCondition, Fit
from stafet.offers.entry import Entry, check_entry

SIXTEEN = Applicant(16, 9, frozenset())


@pytest.mark.parametrize(
    ("entry", "who", "fit", "why"),
    [
        (Entry(), Applicant(None, None, None), Fit.FITS, ()),
        (Entry(15, 24, 9), SIXTEEN, Fit.FITS, ()),
        (Entry(from_age=16), SIXTEEN, Fit.FITS, ()),
        (Entry(from_age=17), SIXTEEN, Fit.DOES_NOT, ("It begins at 17 years.",)),
        (Entry(to_age=16), SIXTEEN, Fit.FITS, ()),
        (Entry(to_age=15), SIXTEEN, Fit.DOES_NOT, ("It is for those up to 15 years.",)),
        (Entry(from_age=15), Applicant(None, 9, None), Fit.CANNOT_TELL, ("The age is not known.",)),
        (Entry(from_grade=10), SIXTEEN, Fit.DOES_NOT, ("Grade 10 is completed first.",)),
        (
            Entry(from_grade=9),
            Applicant(16, None, None),
            Fit.CANNOT_TELL,
            ("Whether grade 9 is completed is not known.",),
        ),
    ],
)
def test_age_and_grade_decide(entry: Entry, who: Applicant, fit: Fit, why: tuple[str, ...]) -> None:
    check = check_entry(entry, who)
    assert (check.fit, tuple(map(str, check.reasons))) == (fit, why)


@pytest.mark.parametrize(
    ("condition", "who", "fit"),
    [
        (EntryCondition.FINISHED_SCHOOL, SIXTEEN, Fit.FITS),
        (EntryCondition.FINISHED_SCHOOL, Applicant(15, 8, frozenset()), Fit.DOES_NOT),
        (EntryCondition.NOT_IN_EDUCATION, SIXTEEN, Fit.FITS),
        (EntryCondition.NOT_IN_EDUCATION, Applicant(16, 9, None), Fit.CANNOT_TELL),
        (
            EntryCondition.NOT_IN_EDUCATION,
            Applicant(16, 9, frozenset({ActivityKind.BASIC_SCHOOL})),
            Fit.DOES_NOT,
        ),
        (EntryCondition.ASSESSED, SIXTEEN, Fit.CANNOT_TELL),
        (EntryCondition.TALK_FIRST, SIXTEEN, Fit.CANNOT_TELL),
        (EntryCondition.TEST, SIXTEEN, Fit.CANNOT_TELL),
        (EntryCondition.AGREEMENT, SIXTEEN, Fit.CANNOT_TELL),
    ],
)
def test_conditions_are_judged_or_left_to_the_provider(
    condition: EntryCondition, who: Applicant, fit: Fit
) -> None:
    assert check_entry(Entry(conditions=frozenset({condition})), who).fit is fit


def test_what_does_not_fit_is_said_before_what_is_not_known() -> None:
    check = check_entry(Entry(17, None, 9, frozenset({EntryCondition.TALK_FIRST})), SIXTEEN)
    assert check.fit is Fit.DOES_NOT
    assert [str(reason) for reason in check.reasons] == ["It begins at 17 years."]
