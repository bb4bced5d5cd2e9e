"""Whether somebody may enter an offer: an aid for a talk, in words. It puts no person before another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from stafet.kernel.activities import EDUCATION, ActivityKind
from stafet.kernel.sentences import Sentence, sentence
from stafet.offers.states import EntryCondition

_LAST_GRADE = 9


class Fit(StrEnum):
    """What the check says."""

    FITS = "fits"
    DOES_NOT = "does_not"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an offer asks of whoever enters."""

    from_age: int | None = None
    to_age: int | None = None
    from_grade: int | None = None
    conditions: frozenset[EntryCondition] = frozenset()


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is known of somebody on a day. ``None``: it is not known."""

    age: int | None
    completed_grade: int | None
    doing: frozenset[ActivityKind] | None


@dataclass(frozen=True, slots=True)
class EntryCheck:
    """The answer, and every reason for it."""

    fit: Fit
    reasons: tuple[Sentence, ...]


_Judged = tuple[Fit, Sentence]


def check_entry(entry: Entry, who: Applicant) -> EntryCheck:
    """One thing that does not fit decides; else one thing that is not known; else it fits."""
    judged = tuple(_judge(entry, who))
    for fit in (Fit.DOES_NOT, Fit.CANNOT_TELL):
        reasons = tuple(reason for found, reason in judged if found is fit)
        if reasons:
            return EntryCheck(fit, reasons)
    return EntryCheck(Fit.FITS, ())


def _judge(entry: Entry, who: Applicant) -> Iterator[_Judged]:
    yield from _age(entry, who.age)
    yield from _grade(entry.from_grade, who.completed_grade)
    for condition in EntryCondition:
        if condition in entry.conditions:
            yield from _condition(condition, who)


def _age(entry: Entry, age: int | None) -> Iterable[_Judged]:
    if entry.from_age is None and entry.to_age is None:
        return ()
    if age is None:
        return ((Fit.CANNOT_TELL, sentence("The age is not known.")),)
    if entry.from_age is not None and age < entry.from_age:
        return ((Fit.DOES_NOT, sentence("It begins at %(age)d years.", age=entry.from_age)),)
    if entry.to_age is not None and age > entry.to_age:
        return ((Fit.DOES_NOT, sentence("It is for those up to %(age)d years.", age=entry.to_age)),)
    return ()


def _grade(asked: int | None, completed: int | None) -> Iterable[_Judged]:
    if asked is None:
        return ()
    if completed is None:
        words = sentence("Whether grade %(grade)d is completed is not known.", grade=asked)
        return ((Fit.CANNOT_TELL, words),)
    if completed < asked:
        return ((Fit.DOES_NOT, sentence("Grade %(grade)d is completed first.", grade=asked)),)
    return ()


def _condition(condition: EntryCondition, who: Applicant) -> Iterable[_Judged]:
    if condition is EntryCondition.FINISHED_SCHOOL:
        return _grade(_LAST_GRADE, who.completed_grade)
    if condition is EntryCondition.NOT_IN_EDUCATION:
        return _not_in_education(who.doing)
    return ((Fit.CANNOT_TELL, _TO_ASK[condition]),)


def _not_in_education(doing: frozenset[ActivityKind] | None) -> Iterable[_Judged]:
    if doing is None:
        return ((Fit.CANNOT_TELL, sentence("What they do now is not known.")),)
    if doing & EDUCATION:
        return ((Fit.DOES_NOT, sentence("It is for those who are in no education now.")),)
    return ()


_TO_ASK = {
    EntryCondition.ASSESSED: sentence("The municipality decides first that they belong to the target group."),
    EntryCondition.TALK_FIRST: sentence("Whoever offers it talks with them first."),
    EntryCondition.TEST: sentence("Whoever offers it asks for a test or marks."),
    EntryCondition.AGREEMENT: sentence("It needs an agreement with a workplace."),
}
