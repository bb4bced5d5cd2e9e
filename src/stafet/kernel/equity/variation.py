"""How much of all variation lies between units: the ICC, only from enough units and never without its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import fdtri

from stafet.kernel.equity.counts import Counted
from stafet.kernel.equity.results import Interval, Unestimable

FEWEST_UNITS = 15
"""Below so many units the ICC can't be estimated: with 8 units of 60 it comes out from −0.01 to 0.06 when it is 0.02."""


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Of several units: people, mean and variance within each (with n − 1)."""

    people: Sequence[float]
    means: Sequence[float]
    variances: Sequence[float]


@dataclass(frozen=True, slots=True)
class Between:
    """``icc``: the share of variance between units; may be below nought, which stands for nought."""

    icc: float
    interval: Interval
    units: int


def icc(units: Sequence[Counted], *, level: int = 95) -> Between | Unestimable:
    """The share of variance between units of a yes-or-no outcome, by moments; at least fifteen units of two people."""
    these = [unit for unit in units if unit.people > 1]
    if len(these) < FEWEST_UNITS:
        return Unestimable(len(these), FEWEST_UNITS)
    people = [float(unit.people) for unit in these]
    means = [unit.cases / unit.people for unit in these]
    variances = [mean * (1 - mean) * n / (n - 1) for mean, n in zip(means, people, strict=True)]
    return _between(Moments(people, means, variances), level)


def squares(moments: Moments) -> tuple[float, float, float]:
    """Mean square between and within, and the typical size of a unit."""
    people = np.asarray(moments.people, dtype=float)
    means, variances = np.asarray(moments.means), np.asarray(moments.variances)
    whole, count = people.sum(), len(people)
    between = (people * (means - (people * means).sum() / whole) ** 2).sum() / (count - 1)
    within = (variances * (people - 1)).sum() / (whole - count)
    size = (whole - (people**2).sum() / whole) / (count - 1)
    return float(between), float(within), float(size)


def _between(moments: Moments, level: int) -> Between:
    between, within, size = squares(moments)
    count, whole = len(moments.people), float(sum(moments.people))
    tail = (1 - level / 100) / 2
    if between + within == 0:
        return Between(0.0, Interval(0.0, 1.0), count)
    free = (count - 1, whole - count)
    ratio = between / within if within else np.inf
    low, high = (_of_ratio(ratio / float(fdtri(*free, each)), size) for each in (1 - tail, tail))
    return Between(_of_ratio(ratio, size), Interval(max(low, 0.0), max(high, 0.0)), count)


def _of_ratio(ratio: float, size: float) -> float:
    return float((ratio - 1) / (ratio - 1 + size)) if np.isfinite(ratio) else 1.0
