"""Many memberships of one person at one school, made into the one stay that they are evidence of.

Rosters say who is in which class and which subject. We want to know when a person was at the school. Per
person and school the dates come from the best evidence there is:

1. homeroom classes, when at least one of them has dates of its own;
2. the person's role at the school, when it has both a start and an end;
3. homeroom classes with the dates of their terms;
4. subject classes, from the first start to the last end;
5. the role alone.

Stays that overlap or meet, or have only a holiday between them, are one. The latest stay of a person at a school
is called ``person@school``, so that it keeps its name when an export drops what is long over; earlier stays
also carry their start.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Days(NamedTuple):
    """The days of one membership, half-open. ``starts_on`` is ``None`` when nothing tells it."""

    starts_on: date | None
    ends_on: date | None
    is_inferred: bool = False


class Homeroom(NamedTuple):
    """A membership of a homeroom class."""

    days: Days
    group: str
    grade: int | None


@dataclass(frozen=True, slots=True)
class Stay:
    """A person's time at a school. ``row`` is the first row that told of it, ``file`` where that stands."""

    external_id: str
    person: str
    school: str
    days: Days
    group: str
    grade: int | None
    file: str
    row: int


@dataclass(slots=True)
class _Evidence:
    file: str
    row: int
    homerooms: list[Homeroom] = field(default_factory=list)
    courses: list[Days] = field(default_factory=list)
    roles: list[Days] = field(default_factory=list)


class Memberships:
    """Collects memberships and gives the stays they are evidence of, in the order people were first met."""

    def __init__(self, longest_holiday_days: int) -> None:
        self._holiday = longest_holiday_days
        self._evidence: dict[tuple[str, str], _Evidence] = {}

    def add_homeroom(self, person: str, school: str, homeroom: Homeroom, *, file: str, row: int) -> None:
        """Say that the person is in a homeroom class of the school."""
        homerooms = self._of(person, school, file, row).homerooms
        if homeroom not in homerooms:
            homerooms.append(homeroom)

    def add_course(self, person: str, school: str, days: Days, *, file: str, row: int) -> None:
        """Say that the person follows a subject at the school."""
        courses = self._of(person, school, file, row).courses
        if days not in courses:
            courses.append(days)

    def add_role(self, person: str, school: str, days: Days, *, file: str, row: int) -> None:
        """Say that the person is a pupil of the school."""
        self._of(person, school, file, row).roles.append(days)

    def people(self) -> set[str]:
        """Everybody of whom anything is known."""
        return {person for person, _ in self._evidence}

    def has(self, person: str, school: str) -> bool:
        """Whether anything is known of the person at the school."""
        return (person, school) in self._evidence

    def stays(self) -> Iterator[Stay]:
        """Every stay; of one person at one school the earliest first."""
        for (person, school), evidence in self._evidence.items():
            stays = _joined(_best(evidence), self._holiday)
            for number, days in enumerate(stays, start=1):
                group, grade = _homeroom_during(evidence.homerooms, days)
                name = _name(person, school, days, is_latest=number == len(stays))
                yield Stay(name, person, school, days, group, grade, evidence.file, evidence.row)

    def _of(self, person: str, school: str, file: str, row: int) -> _Evidence:
        key = (person, school)
        evidence = self._evidence.get(key)
        if evidence is None:
            evidence = self._evidence[key] = _Evidence(file, row)
        return evidence


def _name(person: str, school: str, days: Days, *, is_latest: bool) -> str:
    return f"{person}@{school}" if is_latest else f"{person}@{school}~{days.starts_on}"


def _best(evidence: _Evidence) -> list[Days]:
    homerooms = [homeroom.days for homeroom in evidence.homerooms]
    if any(not days.is_inferred for days in homerooms):
        return homerooms
    dated = [days for days in evidence.roles if days.starts_on and days.ends_on and not days.is_inferred]
    return dated or homerooms or evidence.courses or evidence.roles


def _joined(memberships: list[Days], holiday: int) -> list[Days]:
    """The fewest stays; a membership without a start joins the first that has one."""
    with_start = [days for days in memberships if days.starts_on is not None]
    if not with_start:
        return [Days(None, _latest([days.ends_on for days in memberships]), is_inferred=True)]
    stays: list[Days] = []
    for days in sorted(with_start, key=_order):
        if stays and not _is_leaving(stays[-1], days, holiday):
            stays[-1] = _together(stays[-1], days)
        else:
            stays.append(days)
    return stays


def _order(days: Days) -> tuple[date, date, bool]:
    return days.starts_on or date.min, days.ends_on or date.max, days.is_inferred


def _is_leaving(earlier: Days, later: Days, holiday: int) -> bool:
    if earlier.ends_on is None or later.starts_on is None:
        return False
    return (later.starts_on - earlier.ends_on).days > holiday


def _together(earlier: Days, later: Days) -> Days:
    """Both as one stay. Its start is inferred only when everything that starts then is."""
    starts_alike = later.starts_on == earlier.starts_on
    is_inferred = earlier.is_inferred and (later.is_inferred or not starts_alike)
    return Days(earlier.starts_on, _latest([earlier.ends_on, later.ends_on]), is_inferred)


def _latest(ends: list[date | None]) -> date | None:
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def _homeroom_during(homerooms: list[Homeroom], stay: Days) -> tuple[str, int | None]:
    """The class a person was in at the end of a stay, and its grade; the first by name when there are several."""
    during = [homeroom for homeroom in homerooms if _overlaps(homeroom.days, stay)]
    if not during:
        return "", None
    last_start = max(homeroom.days.starts_on or date.min for homeroom in during)
    chosen = min(
        (homeroom for homeroom in during if (homeroom.days.starts_on or date.min) == last_start),
        key=lambda homeroom: homeroom.group,
    )
    return chosen.group, chosen.grade


def _overlaps(one: Days, other: Days) -> bool:
    starts_before_end = other.ends_on is None or (one.starts_on or date.min) < other.ends_on
    ends_after_start = one.ends_on is None or (other.starts_on or date.min) < one.ends_on
    return starts_before_end and ends_after_start
