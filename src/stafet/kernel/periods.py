"""Periods of days: half-open, decided here once for the whole product.

A period holds from its first day up to, not including, the day it ends: ``[starts_on, ends_on)``. An
end of ``None`` means that it is still running. People are shown the last day it held, ``last_day``.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from stafet.kernel.sentences import SentenceError, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable


class PeriodEndsTooSoon(SentenceError):
    """A period was told to end on or before the day it starts."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``starts_on`` up to, not including, ``ends_on`` (``None``: still running)."""

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on <= self.starts_on:
            raise PeriodEndsTooSoon(
                sentence(
                    "A period that starts on %(starts_on)s can't end on %(ends_on)s: "
                    "it must hold for at least one day.",
                    starts_on=self.starts_on,
                    ends_on=self.ends_on,
                ),
                field="ends_on",
            )

    @property
    def is_open(self) -> bool:
        """Whether no end is known."""
        return self.ends_on is None

    @property
    def last_day(self) -> date | None:
        """The last day it holds, for showing to people; ``None`` while no end is known."""
        return None if self.ends_on is None else self.ends_on - timedelta(days=1)

    @property
    def days(self) -> int | None:
        """How many days it holds; ``None`` while no end is known."""
        return None if self.ends_on is None else (self.ends_on - self.starts_on).days

    def covers(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def contains(self, other: Period) -> bool:
        """Whether every day of the other is one of its own."""
        return self.starts_on <= other.starts_on and _ends_no_later(other.ends_on, self.ends_on)

    def overlaps(self, other: Period) -> bool:
        """Whether they share at least one day."""
        return self.covers(other.starts_on) or other.covers(self.starts_on)

    def meets(self, other: Period) -> bool:
        """Whether the other starts on the very day this one ends: no gap, no shared day."""
        return self.ends_on == other.starts_on

    def intersection(self, other: Period) -> Period | None:
        """The days they share, or ``None``."""
        if not self.overlaps(other):
            return None
        ends_on = self.ends_on if _ends_no_later(self.ends_on, other.ends_on) else other.ends_on
        return Period(max(self.starts_on, other.starts_on), ends_on)


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same days as the fewest periods, in order: what overlaps or meets is joined."""
    joined: list[Period] = []
    for period in sorted(periods, key=_start):
        if joined and (joined[-1].overlaps(period) or joined[-1].meets(period)):
            joined[-1] = _joined(joined[-1], period)
        else:
            joined.append(period)
    return tuple(joined)


def gaps(periods: Iterable[Period], within: Period) -> tuple[Period, ...]:
    """The days of ``within`` that none of the periods holds, in order."""
    found: list[Period] = []
    uncovered_from: date | None = within.starts_on
    for period in merged(periods):
        if uncovered_from is None or not _is_before(period.starts_on, within.ends_on):
            break
        if uncovered_from < period.starts_on:
            found.append(Period(uncovered_from, period.starts_on))
        uncovered_from = _later(uncovered_from, period.ends_on)
    if uncovered_from is not None and _is_before(uncovered_from, within.ends_on):
        found.append(Period(uncovered_from, within.ends_on))
    return tuple(found)


def overlapping_pairs(periods: Iterable[Period]) -> tuple[tuple[Period, Period], ...]:
    """Every two of the periods that share a day, the earlier first."""
    ordered = sorted(periods, key=_start)
    return tuple((a, b) for a, b in combinations(ordered, 2) if a.overlaps(b))


def months_after(day: date, months: int) -> date:
    """The same day of the month some months later; the month's last day where it is too short."""
    years, month_index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month_index + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def birthday(birth_date: date, age: int) -> date:
    """The day on which a person reaches an age.

    A leap-day child does so on 28 February in ordinary years: rights that come with age come no later,
    and a custody holder's sight ends no later, than anyone may claim.
    """
    return months_after(birth_date, 12 * age)


def age_on(birth_date: date, day: date) -> int:
    """Whole years lived on a day; negative before birth."""
    years = day.year - birth_date.year
    return years if birthday(birth_date, years) <= day else years - 1


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year and the name people call it by, such as "2026/27"."""

    period: Period
    label: str


def school_year(starting_in: int) -> SchoolYear:
    """The school year that starts in a calendar year: 1 August up to the next 1 August.

    The Danish school year runs to 31 July. The Swedish läsår ends in June, but its July belongs to no
    other year, so both countries share the boundary and every day falls in exactly one school year.
    """
    period = Period(date(starting_in, 8, 1), date(starting_in + 1, 8, 1))
    return SchoolYear(period, f"{starting_in}/{(starting_in + 1) % 100:02d}")


def school_year_of(day: date) -> SchoolYear:
    """The school year a day falls in."""
    return school_year(day.year if day >= date(day.year, 8, 1) else day.year - 1)


def _start(period: Period) -> date:
    return period.starts_on


def _is_before(day: date, end: date | None) -> bool:
    return end is None or day < end


def _ends_no_later(end: date | None, other_end: date | None) -> bool:
    return other_end is None or (end is not None and end <= other_end)


def _later(day: date, end: date | None) -> date | None:
    return None if end is None else max(day, end)


def _joined(earlier: Period, later: Period) -> Period:
    ends_later = _ends_no_later(earlier.ends_on, later.ends_on)
    return Period(earlier.starts_on, later.ends_on if ends_later else earlier.ends_on)
