"""Effects for each start and each period, and their averages, after Callaway and Sant'Anna (2021).

The names are the paper's: ATT(g, t) is the average effect in period t on those who start in period g. Without
covariates it is a difference of two differences of means. Periods before the start are compared with the period before
them, as R's ``did`` does ("varying base"); periods from the start on with the last one before it.

Everything here is worked out for many tables of starts at once: the real one, and as many shuffled ones as are wanted.
Periods are counted from nought, and what is averaged keeps the weights of units.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from stafet.kernel.effects.averages import OVERALL, Average, Of
from stafet.kernel.effects.design import Comparison
from stafet.kernel.effects.panel import NEVER, Floats, Ints, Panel


@dataclass(frozen=True, slots=True)
class Pair:
    """A start g and a period t; ``base``: the period it is compared with."""

    start: int
    period: int
    base: int

    @property
    def since(self) -> int:
        """Periods since the start; below nought before it."""
        return self.period - self.start


def pairs_of(table: Panel, *, comparison: Comparison, anticipation: int = 0) -> tuple[Pair, ...]:
    """Every (g, t) there is somebody to compare with."""
    return tuple(
        pair
        for pair in _pairs(table, anticipation)
        if compares(table.starts, pair, comparison=comparison, anticipation=anticipation).any()
    )


def _pairs(table: Panel, anticipation: int) -> Iterator[Pair]:
    for start in sorted({int(each) for each in table.starts if each < NEVER}):
        for period in range(1, table.periods):
            yield Pair(
                start, period, start - anticipation - 1 if period >= start - anticipation else period - 1
            )


def compares(starts: Ints, pair: Pair, *, comparison: Comparison, anticipation: int = 0) -> Floats:
    """1 for each unit that may be compared with, in the shape of ``starts``."""
    if comparison is Comparison.NEVER:
        may_be: Floats = (starts == NEVER).astype(float)
    else:
        may_be = (starts > max(pair.period, pair.base) + anticipation).astype(float) * (starts != pair.start)
    return may_be


def effects(
    values: Floats,
    weights: Floats,
    starts: Ints,
    pairs: tuple[Pair, ...],
    *,
    comparison: Comparison,
    anticipation: int,
) -> Floats:
    """ATT(g, t): draws × pairs. ``starts`` has a row for each draw."""
    treated = {start: _sums(values, weights * (starts == start)) for start in {pair.start for pair in pairs}}
    others: dict[int, Floats] = {}
    found = np.empty((len(starts), len(pairs)))
    for at, pair in enumerate(pairs):
        latest = NEVER - 1
        if comparison is Comparison.NOT_YET:
            latest = max(pair.period, pair.base) + anticipation
        if latest not in others:
            others[latest] = _sums(values, weights * (starts > latest))
        mine, theirs = treated[pair.start], others[latest]
        if pair.start > latest:
            theirs = theirs - mine
        found[:, at] = _change(mine, pair) - _change(theirs, pair)
    return found


def _sums(values: Floats, weights: Floats) -> Floats:
    """Weighted sums of each period, and in the last column the weight: draws × (periods + 1)."""
    return np.column_stack([weights @ values, weights.sum(axis=1)])


def _change(sums: Floats, pair: Pair) -> Floats:
    change: Floats = (sums[:, pair.period] - sums[:, pair.base]) / sums[:, -1]
    return change


def shares(weights: Floats, starts: Ints, pairs: tuple[Pair, ...]) -> Floats:
    """How much of all weight starts when the pair does: draws × pairs."""
    by_start = {
        start: (starts == start) @ weights / weights.sum() for start in {pair.start for pair in pairs}
    }
    return np.column_stack([by_start[pair.start] for pair in pairs])


def averages_of(pairs: tuple[Pair, ...]) -> tuple[Average, ...]:
    """Every average that these pairs allow: the headline, each time since the start, each start."""
    events = sorted({pair.since for pair in pairs})
    after = sorted({pair.start for pair in pairs if pair.since >= 0})
    if not after:
        return ()
    return (
        OVERALL,
        Average(Of.EVERY_PERIOD),
        Average(Of.SINCE_START),
        *(Average(Of.EVENT, since) for since in events),
        *(Average(Of.START, start) for start in after),
    )


def blocks_of(asked: Average, pairs: tuple[Pair, ...]) -> Floats:
    """How pairs count in an average before starts are weighed: pairs × blocks.

    A block is a mean weighted by this × the share of the start; several blocks count alike.
    """
    since = np.array([pair.since for pair in pairs])
    starts = np.array([pair.start for pair in pairs])
    after = since >= 0
    if asked.of is Of.ALL:
        length = np.array([(after & (starts == start)).sum() for start in starts])
        alike: Floats = (after / np.maximum(length, 1))[:, None]
        return alike
    if asked.of is Of.SINCE_START:
        return np.column_stack([since == each for each in sorted(set(since[after]))]).astype(float)
    chosen = {
        Of.EVERY_PERIOD: after,
        Of.EVENT: since == asked.at,
        Of.START: after & (starts == asked.at),
    }[asked.of]
    one_block: Floats = chosen[:, None].astype(float)
    return one_block


def average(found: Floats, share: Floats, blocks: Floats) -> Floats:
    """The average of effects (draws × pairs), weighed by the shares of starts (the same shape): draws."""
    mean: Floats = ((found * share) @ blocks / (share @ blocks)).mean(axis=1)
    return mean
