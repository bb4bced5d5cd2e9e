"""Shares with intervals, and two groups held against each other."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from scipy.special import betaincinv

from stafet.kernel.equity.counts import Counted
from stafet.kernel.equity.results import Interval

FEWEST_PEOPLE, FEWEST_CASES = 30, 10
"""Below so many people in a group, or cases in both together, groups are not held against each other (34 CFR 300.647)."""


def wilson(counted: Counted, *, level: int = 95) -> Interval:
    """Wilson's interval of a share. It covers what it says down to five people; with nobody it is all there is."""
    if not counted.people:
        return Interval(0.0, 1.0)
    z, n, p = _far(level), counted.people, counted.cases / counted.people
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z * float(np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))) / (1 + z**2 / n)
    return Interval(max(middle - reach, 0.0), min(middle + reach, 1.0))


def exact(counted: Counted, *, level: int = 95) -> Interval:
    """Clopper and Pearson's interval: never too narrow, mostly too wide."""
    tail, cases, others = (1 - level / 100) / 2, counted.cases, counted.people - counted.cases
    low = float(betaincinv(cases, others + 1, tail)) if cases else 0.0
    high = float(betaincinv(cases + 1, others, 1 - tail)) if others else 1.0
    return Interval(low, high)


def _far(level: int) -> float:
    return NormalDist().inv_cdf(0.5 + level / 200)


@dataclass(frozen=True, slots=True)
class Difference:
    """One group's share less another's, with Newcombe's interval, and their ratio.

    ``is_enough``: whether there are people and cases enough to say anything. ``ratio`` is ``None`` where the other group has
    no case; its interval adds half a case everywhere where one is nought.
    """

    difference: float
    interval: Interval
    ratio: float | None
    ratio_interval: Interval
    is_enough: bool

    @property
    def could_be_chance(self) -> bool:
        """Whether no difference lies within the interval."""
        return self.interval.low <= 0 <= self.interval.high


def difference(one: Counted, other: Counted, *, level: int = 95) -> Difference | None:
    """Hold two groups against each other. ``None``: one of them is empty."""
    if not one.people or not other.people:
        return None
    p, q = one.cases / one.people, other.cases / other.people
    mine, theirs = wilson(one, level=level), wilson(other, level=level)
    low = p - q - float(np.hypot(p - mine.low, theirs.high - q))
    high = p - q + float(np.hypot(mine.high - p, q - theirs.low))
    is_enough = min(one.people, other.people) >= FEWEST_PEOPLE and one.cases + other.cases >= FEWEST_CASES
    return Difference(p - q, Interval(low, high), p / q if q else None, _ratio(one, other, level), is_enough)


def _ratio(one: Counted, other: Counted, level: int) -> Interval:
    """The log-Wald interval of a ratio of shares."""
    more = 0.5 if 0 in {one.cases, other.cases} else 0.0
    a, b = one.cases + more, other.cases + more
    n, m = one.people + more, other.people + more
    reach = _far(level) * float(np.sqrt(max(1 / a - 1 / n + 1 / b - 1 / m, 0.0)))
    middle = float(np.log((a / n) / (b / m)))
    return Interval(float(np.exp(middle - reach)), float(np.exp(middle + reach)))
