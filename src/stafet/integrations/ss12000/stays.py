"""A person's enrolments made into stays: one for each school, kind of education and programme, years joined.

Systems write one enrolment for each school year, or one for all of them; an enrolment has no key of its own. So
enrolments of the same person, school, kind and programme that meet, or have only a holiday between them, are one stay.
The latest keeps the name ``person@school:kind:programme`` for ever; earlier ones also carry their start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Stay:
    """Where a person is, was or will be. ``ends_on`` is the first day they no longer are.

    ``is_cancelled``: the system says that it was broken off before its end.
    """

    school: str
    kind: str
    programme_code: str
    programme_name: str
    grade: int | None
    starts_on: date
    ends_on: date | None
    is_cancelled: bool = False

    @property
    def where(self) -> str:
        """What years are joined by."""
        return f"{self.school}:{self.kind}:{self.programme_code}".rstrip(":")


def joined(stays: Iterable[Stay], longest_holiday_days: int) -> list[tuple[str, Stay]]:
    """The fewest stays, each with its name, the earliest first."""
    by_place: dict[str, list[Stay]] = {}
    for stay in stays:
        by_place.setdefault(stay.where, []).append(stay)
    found: list[tuple[str, Stay]] = []
    for where, years in by_place.items():
        together = _together(sorted(years, key=_order), longest_holiday_days)
        *earlier, latest = together
        found += [(f"{where}~{stay.starts_on}", stay) for stay in earlier]
        found.append((where, latest))
    return sorted(found, key=lambda named: (_order(named[1]), named[0]))


def _together(years: list[Stay], holiday: int) -> list[Stay]:
    found: list[Stay] = []
    for stay in years:
        if found and not _has_left(found[-1], stay, holiday):
            found[-1] = _one(found[-1], stay)
        else:
            found.append(stay)
    return found


def _has_left(earlier: Stay, later: Stay, holiday: int) -> bool:
    return earlier.ends_on is not None and (later.starts_on - earlier.ends_on).days > holiday


def _one(earlier: Stay, later: Stay) -> Stay:
    """Both as one: from the first start, with what the later one says. It ends when both have ended."""
    last = earlier if (earlier.ends_on or date.max) > (later.ends_on or date.max) else later
    grade = later.grade if later.grade is not None else earlier.grade
    return replace(last, starts_on=earlier.starts_on, grade=grade)


def _order(stay: Stay) -> tuple[date, date]:
    return stay.starts_on, stay.ends_on or date.max
