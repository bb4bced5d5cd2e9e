"""Why a row is not simply new or changed: the sentence that says so, how to mend it, and what may be decided.

The comparison happens in the database and knows causes by their codes; this table gives them their words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stafet.kernel.sentences import Sentence, sentence
from stafet.registers.states import Choice, Verdict

_OUT = (Choice.LEAVE_OUT,)


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause. ``verdict`` is empty for a remark on a row that is taken all the same."""

    verdict: Verdict | None
    what: Sentence
    mend: Sentence | None
    choices: tuple[Choice, ...] = ()
    is_taken: bool = False


def _conflict(what: Sentence, mend: Sentence, *choices: Choice) -> Cause:
    return Cause(Verdict.CONFLICT, what, mend, choices or _OUT)


def _rejected(what: Sentence, mend: Sentence) -> Cause:
    return Cause(Verdict.REJECTED, what, mend, _OUT)


def _passed_over(what: Sentence) -> Cause:
    return Cause(Verdict.UNCHANGED, what, None)


def _remark(what: Sentence, mend: Sentence, verdict: Verdict | None = None) -> Cause:
    return Cause(verdict, what, mend, is_taken=True)


_FIRST_MEND_THAT = sentence("Mend that row first; this one then follows by itself.")

CAUSES: Mapping[str, Cause] = MappingProxyType(
    {
        "left_out": _passed_over(sentence("Left out, as you chose.")),
        "twice": _passed_over(sentence("The same row stands more than once; it counts once.")),
        "never_known": _passed_over(sentence("To be taken back, but it was never here.")),
        "contradiction": _conflict(
            sentence("Two rows with the key “%(key)s” say different things."),
            sentence("Keep the right one in the register, and load the file again."),
        ),
        "organisation_recognised": _remark(
            sentence("“%(name)s” is known already by its name and kind, and is now linked to this register."),
            sentence("If it is another one, say so here."),
            Verdict.CHANGED,
        ),
        "organisation_several": _conflict(
            sentence("There are several organisations called “%(name)s”."),
            sentence("Say that this is another one, or merge those that are the same first."),
            Choice.ANOTHER,
            Choice.LEAVE_OUT,
        ),
        "organisation_namesakes": _conflict(
            sentence("The file has several organisations called “%(name)s”."),
            sentence("If they are different, say so. If not, keep one of them in the register."),
            Choice.ANOTHER,
            Choice.LEAVE_OUT,
        ),
        "organisation_of_what_kind": _rejected(
            sentence("“%(name)s” is new, and the file does not say what kind of organisation it is."),
            sentence(
                "Say which column tells the kind of education, or say it for the whole register; then it follows."
            ),
        ),
        "organisation_kind_inferred": _remark(
            sentence(
                "“%(name)s” is new. What kind of place it is follows from what the rows say people do there."
            ),
            sentence("If that is not so, correct the kind of education in the rows."),
        ),
        "organisation_missing": _rejected(
            sentence("There is no organisation with the key “%(other)s”, neither in the file nor here."),
            sentence("Load the organisations together with this file, or correct the key."),
        ),
        "follows_organisation": _conflict(
            sentence("The row of the organisation “%(other)s” can't be applied, so this one can't either."),
            _FIRST_MEND_THAT,
        ),
        "class_missing": _rejected(
            sentence("There is no class with the key “%(other)s”, neither in the file nor here."),
            sentence("Load the classes together with this file, or correct the key."),
        ),
        "follows_class": _conflict(
            sentence("The row of the class “%(other)s” can't be applied, so this one can't either."),
            _FIRST_MEND_THAT,
        ),
        "class_recognised": _remark(
            sentence(
                "The class “%(name)s” is known already at this place, and is now linked to this register."
            ),
            sentence("Nothing needs to be done."),
            Verdict.CHANGED,
        ),
        "number_of_two": _conflict(
            sentence("The national number of %(name)s stands at two people in the file."),
            sentence(
                "One of the numbers is wrong, or one person is registered twice. Mend it in the register."
            ),
        ),
        "number_taken": _conflict(
            sentence("The national number of %(name)s belongs to somebody else here."),
            sentence(
                "Find out whose it is. If one person was registered twice, let the administration merge them."
            ),
        ),
        "two_keys_for_one": _conflict(
            sentence("Two rows of the file are about the same person: %(name)s."),
            sentence("Keep one of them in the register, and load the file again."),
        ),
        "perhaps_known": _conflict(
            sentence("Somebody called %(name)s, born %(birth_date)s, is known here already."),
            sentence("Decide whether this is the same person or somebody else."),
            Choice.SAME,
            Choice.ANOTHER,
            Choice.LEAVE_OUT,
        ),
        "perhaps_one_of_several": _conflict(
            sentence("%(count)s people called %(name)s, born %(birth_date)s, are known here already."),
            sentence("Say that this is somebody else, or add the national number in the register."),
            Choice.ANOTHER,
            Choice.LEAVE_OUT,
        ),
        "person_recognised": _remark(
            sentence("%(name)s is known already by the national number, and is now linked to this register."),
            sentence("Nothing needs to be done."),
            Verdict.CHANGED,
        ),
        "person_missing": _rejected(
            sentence("There is no person with the key “%(key)s”, neither in the file nor here."),
            sentence("Load the people together with this file, or correct the key."),
        ),
        "follows_person": _conflict(
            sentence("The row of the person “%(key)s” can't be applied, so this one can't either."),
            _FIRST_MEND_THAT,
        ),
        "activity_unknown": _rejected(
            sentence(
                "Nobody can tell what kind of activity this is: neither the row nor its organisation says so."
            ),
            sentence("Add the kind in the file, in the column mapping, or choose it for the whole register."),
        ),
        "ends_too_soon": _rejected(
            sentence(
                "It starts on %(starts_on)s and ends on %(ends_on)s: it would hold for less than a day."
            ),
            sentence("Correct one of the days. If they never started, take the row out."),
        ),
        "starts_too_far_ahead": _rejected(
            sentence("It starts on %(starts_on)s, which lies too far ahead to be true."),
            sentence("Correct the year, or check in which order the register writes day, month and year."),
        ),
        "two_places": _conflict(
            sentence(
                "The file says that the same person is also at %(other)s in the same weeks (row %(other_row)s)."
            ),
            sentence("Give one of the two an end, or say that both are true."),
            Choice.BOTH,
            Choice.LEAVE_OUT,
        ),
        "spell_overlaps": _conflict(
            sentence(
                "From %(starts_on)s on it overlaps two periods at the same place that are known already."
            ),
            sentence("Correct the start or the end in the register."),
        ),
        "grade_and_age": _remark(
            sentence("Grade %(grade)s is unusual for somebody born %(birth_date)s."),
            sentence("Check the birth date and the grade. The row is applied all the same."),
        ),
        "event_in_the_future": _rejected(
            sentence("It is said to have happened on %(starts_on)s, which is still to come."),
            sentence("Correct the day, or send the event again when it has happened."),
        ),
        "person_unknown": _conflict(
            sentence("%(name)s is not known here."),
            sentence("Take them in as new, or ask the institution whether it is the right municipality."),
            Choice.TAKE_IN,
            Choice.LEAVE_OUT,
        ),
        "person_unknown_and_unnamed": _rejected(
            sentence("The person is not known here, and the file does not give a name."),
            sentence(
                "Ask the institution to send the name as well, or whether it is the right municipality."
            ),
        ),
    }
)
