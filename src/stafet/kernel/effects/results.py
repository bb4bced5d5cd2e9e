"""What comes out: plain numbers for a table and a picture, each with its interval, its base and how it was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from stafet.kernel.effects.averages import Average, LeftOut


class Basis(StrEnum):
    """What an interval stands on: shuffles of who started when, or standard errors by unit."""

    SHUFFLES = "shuffles"
    ERRORS = "errors"


class Aspect(StrEnum):
    """What was changed to see whether the answer hangs on it."""

    WITHOUT_UNIT = "without_unit"
    WINDOW = "window"
    COMPARISON = "comparison"
    WEIGHTING = "weighting"
    ESTIMATOR = "estimator"


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect in the unit of the outcome (of a share: 0.03 is three percentage points), with ``[low, high]``.

    ``p``: how often as much comes out where nothing works. ``se``: by unit, as published; ``None`` where units are too
    few for it to mean anything. ``units`` = ``starting`` + those compared with; ``people``: person-periods counted.
    """

    effect: float
    low: float
    high: float
    p: float
    basis: Basis
    se: float | None
    units: int
    starting: int
    people: int
    smallest_shown: float
    """The smallest effect it would have found in four of five such roll-outs."""

    @property
    def comparing(self) -> int:
        """How many units did not start within the window."""
        return self.units - self.starting

    @property
    def excludes_nought(self) -> bool:
        """Whether "no effect" lies outside the interval."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, one point of the picture."""

    average: Average
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Checks:
    """Whether units went the same way before. Passing proves nothing; failing says a lot.

    ``before_p``: of all periods before the starts together, ``None`` where there are too few to look at. ``placebo``: the
    effect of a start that never was, in the middle of the time before the first one.
    """

    before_p: float | None
    placebo: Estimate | None


@dataclass(frozen=True, slots=True)
class Variation:
    """The effect with something changed; ``what``: the unit, the window or the choice."""

    aspect: Aspect
    what: str
    effect: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole answer to a locked design. The same design and the same data give the same answer, to the last digit."""

    design_digest: str
    data_digest: str
    headline: Estimate
    rows: tuple[Row, ...]
    checks: Checks
    variations: tuple[Variation, ...]
    left_out: Mapping[str, LeftOut]
