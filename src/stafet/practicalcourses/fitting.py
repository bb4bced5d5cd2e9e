"""Which course for whom: rules that anybody can follow, and the same answer every time. No pupil is compared with another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from stafet.practicalcourses.states import FitReason


@dataclass(frozen=True, slots=True)
class Seeker:
    """What is known of somebody who looks: the model's days, their grade, what they want to become, where they were.

    ``said_no`` are courses they have had before, or did not want.
    """

    starts_in: int
    weekdays: frozenset[int]
    grade: int | None
    direction: str
    branch: str
    said_no: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Option:
    """A course with a free seat for the seeker's town."""

    course_id: UUID
    name: str
    starts_in: int
    weekdays: frozenset[int]
    grades: frozenset[int]
    branch: str
    directions: tuple[str, ...]
    at_vocational_school: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """A course that fits, and why."""

    option: Option
    reasons: tuple[FitReason, ...]


def best_fit(seeker: Seeker, options: Iterable[Option]) -> Fit | None:
    """The course with the first reason in the list of reasons; among equals the first by name. ``None``: none fits."""
    fits = [Fit(option, reasons_for(seeker, option)) for option in options if is_possible(seeker, option)]
    return min(fits, key=_rank, default=None)


def is_possible(seeker: Seeker, option: Option) -> bool:
    """Whether it is of the school year, on a day of the model, for the grade, and not one they have said no to."""
    return (
        option.starts_in == seeker.starts_in
        and bool(option.weekdays & seeker.weekdays)
        and (seeker.grade is None or seeker.grade in option.grades)
        and option.course_id not in seeker.said_no
    )


def reasons_for(seeker: Seeker, option: Option) -> tuple[FitReason, ...]:
    """Why it fits, in the order of the list."""
    wish = seeker.direction.casefold()
    said = {
        FitReason.DIRECTION: any(word and word.casefold() in wish for word in option.directions),
        FitReason.BRANCH: bool(seeker.branch) and seeker.branch == option.branch,
        FitReason.WEEKDAY: bool(option.weekdays & seeker.weekdays),
        FitReason.VOCATIONAL: option.at_vocational_school,
    }
    return tuple(reason for reason, is_so in said.items() if is_so)


def _rank(fit: Fit) -> tuple[Sequence[bool], str, UUID]:
    return [reason not in fit.reasons for reason in FitReason], fit.option.name, fit.option.course_id
