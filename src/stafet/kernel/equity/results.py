"""What comes out: intervals, positions in a funnel, and what may be said of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stafet.kernel.equity.counts import Counted


class Statement(StrEnum):
    """What may be said of a unit. There is no better and no worse.

    ``UNLIKELY_CHANCE``: outside the outer limits. ``WORTH_A_LOOK``: outside the inner ones, as one in twenty is by chance.
    ``TOO_FEW``: so few people that no figure could have been outside.
    """

    AS_EXPECTED = "as_expected"
    WORTH_A_LOOK = "worth_a_look"
    UNLIKELY_CHANCE = "unlikely_chance"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Interval:
    """From 0 to 1, or a difference from −1 to 1; both ends belong to it."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Band:
    """The limits of a funnel for so many people: shares that chance alone keeps within, in 95 and in 99.8 of 100."""

    people: int
    inner: Interval
    outer: Interval


@dataclass(frozen=True, slots=True)
class Position:
    """A unit in the funnel: its figures, its limits, what may be said, and the smallest difference it could show."""

    counted: Counted
    band: Band
    statement: Statement
    detectable: float | None


@dataclass(frozen=True, slots=True)
class Shrunken:
    """A unit's share drawn towards all units', the more the fewer people it has, with an interval.

    ``own``: how much of it is the unit's own figure, from 0 to 1.
    """

    counted: Counted
    share: float
    interval: Interval
    own: float


@dataclass(frozen=True, slots=True)
class Unestimable:
    """It can't be told from so few units. ``needed``: from how many on it can."""

    units: int
    needed: int
