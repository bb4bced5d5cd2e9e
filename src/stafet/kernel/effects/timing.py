"""When it happens: how many are still there, and how many have left in which way, day by day.

Works on counts by day, so that no row about a person is needed. *Still there* is Kaplan and Meier's curve with Greenwood's
variance. Where there are several ways to leave – drop-out, re-choice, completion – each one's share is Aalen and
Johansen's; one minus Kaplan–Meier would count as drop-outs those who had completed. The curves describe. What a method changed is
estimated from cells of "left within so many months", where schools are the units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from stafet.kernel.effects.panel import Floats


@dataclass(frozen=True, slots=True)
class Day:
    """What happened after so many days (or weeks): way of leaving → how many, and of how many nothing more is known.

    Whoever is lost sight of on a day on which others leave is counted as still there on it.
    """

    day: int
    left: Mapping[str, int]
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A share on a day with its interval, and how many were still there just before."""

    day: int
    share: float
    low: float
    high: float
    at_risk: int


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    days: list[int]
    at_risk: Floats
    all_left: Floats
    left: Mapping[str, Floats]


def still_there(days: Sequence[Day], *, level: int = 95) -> tuple[Point, ...]:
    """The share that has not left, for each day on which somebody left. Intervals on the log-log scale."""
    counts = _counted(days)
    share = np.cumprod(1 - counts.all_left / counts.at_risk, dtype=np.float64)
    with np.errstate(divide="ignore"):
        greenwood = np.cumsum(counts.all_left / (counts.at_risk * (counts.at_risk - counts.all_left)))
    return _points(counts, share, share**2 * greenwood, level)


def left_by(days: Sequence[Day], way: str, *, level: int = 95) -> tuple[Point, ...]:
    """The share that has left in one way by each day, those who left in other ways counted as gone, not as unknown."""
    counts = _counted(days)
    mine = counts.left.get(way, np.zeros(len(counts.days)))
    before = np.concatenate([[1.0], np.cumprod(1 - counts.all_left / counts.at_risk)[:-1]])
    share = np.cumsum(before * mine / counts.at_risk)
    return _points(counts, share, _variance(counts, mine, before, share), level)


def _variance(counts: _Counts, mine: Floats, before: Floats, share: Floats) -> Floats:
    """The delta method's variance of a cumulative share (Marubini and Valsecchi 1995, 10.12)."""
    risk, gone = counts.at_risk, counts.all_left
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = np.where(risk > gone, gone / (risk * (risk - gone)), 0.0)
    own = before**2 * mine * (risk - mine) / risk**3
    cross = before * mine / risk**2
    first = np.cumsum(hazard)
    second = np.cumsum(share * hazard)
    third = np.cumsum(share**2 * hazard)
    variance: Floats = (
        share**2 * first
        - 2 * share * second
        + third
        + np.cumsum(own)
        - 2 * (share * np.cumsum(cross) - np.cumsum(share * cross))
    )
    return variance


def _counted(days: Sequence[Day]) -> _Counts:
    ordered = sorted(days, key=lambda each: each.day)
    left = np.array([sum(each.left.values()) for each in ordered], dtype=float)
    gone = left + np.array([each.unknown for each in ordered], dtype=float)
    at_risk = gone.sum() - np.concatenate([[0.0], np.cumsum(gone)[:-1]])
    happened = left > 0
    ways = sorted({way for each in ordered for way in each.left})
    return _Counts(
        [each.day for each, has_left in zip(ordered, happened, strict=True) if has_left],
        at_risk[happened],
        left[happened],
        {way: np.array([each.left.get(way, 0) for each in ordered], dtype=float)[happened] for way in ways},
    )


def _points(counts: _Counts, share: Floats, variance: Floats, level: int) -> tuple[Point, ...]:
    """Shares with intervals on the log-log scale, which stay between 0 and 1."""
    far = NormalDist().inv_cdf(0.5 + level / 200)
    inside = (share > 0) & (share < 1) & np.isfinite(variance)
    safe = np.where(inside, share, 0.5)
    reach = far * np.sqrt(np.where(inside, variance, 0.0)) / np.abs(safe * np.log(safe))
    low = np.where(inside, safe ** np.exp(reach), share)
    high = np.where(inside, safe ** np.exp(-reach), share)
    rows = zip(counts.days, share, low, high, counts.at_risk, strict=True)
    return tuple(
        Point(day, float(value), float(least), float(most), int(risk))
        for day, value, least, most, risk in rows
    )


def share_on(points: Sequence[Point], day: int, *, at_first: float) -> float:
    """The share on a day: that of the last point up to it, or what it was at first."""
    known = [point.share for point in points if point.day <= day]
    return known[-1] if known else at_first
