"""What became of the break-offs: each counted once, drop-out apart from re-choice, few hidden."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, a_person, a_spell, covered
from tests.rechoice.conftest import acting

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.kernel.sentences import sentence
from stafet.kernel.shares import Share
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import CaseState
from stafet.responsibility import api as responsibility

SINCE, UNTIL = TODAY - timedelta(days=30), TODAY + timedelta(days=1)


def break_offs(everyone: Cast, how_many: int) -> list[rechoice.Case]:
    with access.job_scope(everyone.hedeby.pk):
        for number in range(how_many):
            person = a_person(everyone.hedeby, "Barn", f"Nummer {number:02}", birth_date=date(2010, 1, 1))
            covered(person, everyone.guidance, user=everyone.bo)
            spell = a_spell(person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION)
            responsibility.record_break_off(spell=spell, reason_code="", on=TODAY, by=SYSTEM, at=NOW)
        return list(rechoice.Case.objects.order_by("pk"))


def reached(everyone: Cast, cases: list[rechoice.Case], days: int) -> None:
    """They were talked to so many days after, and have started something on the same day."""
    on = TODAY + timedelta(days=days)
    with access.job_scope(everyone.hedeby.pk):
        rechoice.Case.objects.filter(pk__in=[case.pk for case in cases]).update(
            state=CaseState.STARTED, contact_on=on, started_on=on, stable_on=on
        )


def test_each_break_off_is_counted_once(everyone: Cast) -> None:
    cases = break_offs(everyone, 12)
    reached(everyone, cases[:6], days=3)
    with acting(everyone.bo):
        found = rechoice.case_measures(since=SINCE, until=UNTIL)
    assert (found.became.rechosen.count, found.became.rechosen.base) == (6, 12)
    assert found.became.dropped_out.count == 6
    assert found.became.rechosen.percent == 50
    assert (found.to_contact.median, found.to_contact.base) == (3, 6)
    assert (found.contacted_in_time.count, found.contacted_in_time.base) == (6, 12)


@pytest.mark.parametrize(("how_many", "median"), [(4, None), (5, 2.0)])
def test_too_few_are_not_shown(everyone: Cast, how_many: int, median: float | None) -> None:
    cases = break_offs(everyone, 10)
    reached(everyone, cases[:how_many], days=2)
    with acting(everyone.bo):
        found = rechoice.case_measures(since=SINCE, until=UNTIL)
    assert found.to_contact.median == median
    assert found.became.rechosen.is_suppressed is (median is None)


def test_what_was_broken_off_at_another_time_does_not_count(everyone: Cast) -> None:
    break_offs(everyone, 3)
    with acting(everyone.bo):
        found = rechoice.case_measures(since=SINCE, until=TODAY)
    assert found.became.dropped_out.base == 0


def test_whoever_sees_nobody_counts_nobody(everyone: Cast) -> None:
    break_offs(everyone, 3)
    with acting(everyone.viggo):
        assert rechoice.case_measures(since=SINCE, until=UNTIL).became.rechosen.base == 0


@pytest.mark.parametrize(
    ("counts", "is_hidden"),
    [
        ((10, 8, 6, 3), True),
        ((10, 8, 0, 3), True),
        ((10, 8, 1, 2), True),
        ((10, 8, 3, 4), False),
        ((10, 8, 0, 0), False),
        ((10, 8, 6, 7), False),
        ((0, 0, 0, 0), False),
    ],
)
def test_what_could_be_worked_out_from_the_others_is_not_shown(
    counts: tuple[int, int, int, int], is_hidden: bool
) -> None:
    window = sentence("Break-offs of a year")
    became = rechoice.Became(*(Share(count, sum(counts), window, 5) for count in counts))
    assert became.is_hidden is is_hidden
