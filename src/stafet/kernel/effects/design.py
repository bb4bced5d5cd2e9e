"""What is asked, written down before anybody knows the answer: a design that can be locked by its digest.

``written`` turns it into one text, and the text's digest is what locks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stafet.kernel.periods import months_after


class Kind(StrEnum):
    """What a cell holds: a share of people to whom it happened, or a mean (hours of absence)."""

    SHARE = "share"
    MEAN = "mean"


class Better(StrEnum):
    """Which way is better. Drop-out: lower."""

    LOWER = "lower"
    HIGHER = "higher"


class Estimator(StrEnum):
    """How the effect is worked out.

    ``GROUP_TIME``: for each start and each period against units without it (Callaway and Sant'Anna 2021).
    ``BEFORE_AFTER``: difference in differences of two means; all start in the same period.
    ``UNIT_EFFECTS``: regression with an effect for each unit and each period. Where starts are staggered and
    the effect grows, it is too small (Goodman-Bacon 2021): it is there to compare with.
    """

    GROUP_TIME = "group_time"
    BEFORE_AFTER = "before_after"
    UNIT_EFFECTS = "unit_effects"


class Comparison(StrEnum):
    """Against whom: units that never start within the window, or all that have not started yet."""

    NEVER = "never"
    NOT_YET = "not_yet"


class Weighting(StrEnum):
    """Whether each person counts the same, or each unit."""

    PEOPLE = "people"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is looked at.

    ``key``: the measure and its version. ``matters``: the smallest effect worth knowing of, in the unit of the outcome
    (of a share: 0.03 is three percentage points). It decides what "none seen" may mean, so it is fixed beforehand.
    """

    key: str
    kind: Kind
    better: Better
    matters: float


@dataclass(frozen=True, slots=True)
class Criterion:
    """Who is counted: those of whom ``about`` has one of the ``values``."""

    about: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Which time: ``periods`` periods of ``months`` months each, the first one from ``starts_on``."""

    starts_on: date
    months: int
    periods: int

    def start_of(self, period: int) -> date:
        """The first day of a period; periods are counted from nought."""
        return months_after(self.starts_on, period * self.months)

    @property
    def ends_on(self) -> date:
        """The first day after the window."""
        return self.start_of(self.periods)

    def period_of(self, day: date) -> int:
        """In which period a day lies; below nought or beyond the last one it is outside the window."""
        months = (day.year - self.starts_on.year) * 12 + day.month - self.starts_on.month
        period = months // self.months
        while day < self.start_of(period):
            period -= 1
        while day >= self.start_of(period + 1):
            period += 1
        return period


@dataclass(frozen=True, slots=True)
class Part:
    """A shorter window to see whether the answer hangs on where it begins and ends: ``[first, last)`` periods."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Design:
    """Everything that decides the figures besides the data.

    ``exposure``: which method, and which stage of it counts as having started. ``anticipation``: how many periods before
    the start something may already have changed. ``subgroups``: of which groups it is also asked; groups nobody
    named here are not looked into. ``seed`` and ``draws``: how units are shuffled. ``level``: of intervals, in percent.
    """

    question: str
    exposure: str
    outcome: Outcome
    population: tuple[Criterion, ...]
    window: Window
    estimator: Estimator = Estimator.GROUP_TIME
    comparison: Comparison = Comparison.NOT_YET
    weighting: Weighting = Weighting.PEOPLE
    anticipation: int = 0
    subgroups: tuple[str, ...] = ()
    other_windows: tuple[Part, ...] = ()
    seed: str = "stafet"
    draws: int = 9_999
    level: int = 95

    @property
    def alpha(self) -> float:
        """The share of intervals that may miss."""
        return 1 - self.level / 100
