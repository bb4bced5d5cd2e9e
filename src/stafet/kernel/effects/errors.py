"""Standard errors from influence functions, by unit or by what units belong to, and intervals with few units.

An influence says how much one unit moves the estimate; the variance is the sum of their squares. That is what is published.
With few units it is too small, because a unit's own mean is taken from itself; ``cautious`` mends it as Welch does: each
start's part times n/(n − 1), with degrees of freedom after Satterthwaite. A start of one unit alone shows no variation at
all, and then there is no such error.
"""

from __future__ import annotations

import numpy as np

from stafet.kernel.effects.averages import Average
from stafet.kernel.effects.design import Comparison
from stafet.kernel.effects.grouptime import Pair, average, blocks_of, compares, effects, shares
from stafet.kernel.effects.panel import Floats, Ints, Panel


def influences(
    table: Panel, pairs: tuple[Pair, ...], *, comparison: Comparison, anticipation: int = 0
) -> Floats:
    """How much each unit moves each ATT(g, t): units × pairs; each column sums to nought."""
    columns = []
    for pair in pairs:
        change = table.values[:, pair.period] - table.values[:, pair.base]
        own = table.weights * (table.starts == pair.start)
        other = table.weights * compares(table.starts, pair, comparison=comparison, anticipation=anticipation)
        columns.append(_of_a_mean(change, own) - _of_a_mean(change, other))
    return np.column_stack(columns)


def _of_a_mean(values: Floats, weights: Floats) -> Floats:
    part: Floats = weights * (values - np.average(values, weights=weights)) / weights.sum()
    return part


def influence_on(
    asked: Average,
    table: Panel,
    pairs: tuple[Pair, ...],
    *,
    comparison: Comparison,
    anticipation: int = 0,
) -> tuple[float, Floats]:
    """An average and how much each unit moves it, the weights of the starts being estimated, too."""
    starts = table.starts[None, :]
    found = effects(
        table.values, table.weights, starts, pairs, comparison=comparison, anticipation=anticipation
    )
    share, blocks = shares(table.weights, starts, pairs), blocks_of(asked, pairs)
    moved = influences(table, pairs, comparison=comparison, anticipation=anticipation)
    begin = np.column_stack([table.starts == pair.start for pair in pairs])
    weighed = table.weights[:, None] * (begin - share) / table.weights.sum()
    parts = []
    for block in blocks.T:
        weight = share[0] * block
        mean = (weight * found[0]).sum() / weight.sum()
        parts.append((moved @ weight + weighed @ (block * (found[0] - mean))) / weight.sum())
    return float(average(found, share, blocks)[0]), np.mean(parts, axis=0)


def standard_error(influence: Floats) -> float:
    """As published: the root of the sum of squares. Each unit stands for itself."""
    return float(np.sqrt((influence**2).sum()))


def standard_error_by(influence: Floats, belongs: Ints) -> float:
    """By what units belong to: sums of influences, times G/(G − 1). R's ``did`` leaves the last factor out."""
    sums = np.bincount(np.unique(belongs, return_inverse=True)[1], weights=influence)
    return float(np.sqrt((sums**2).sum() * len(sums) / (len(sums) - 1)))


def cautious(influence: Floats, starts: Ints) -> tuple[float, float] | None:
    """Standard error and degrees of freedom with few units; ``None`` where a start has one unit only."""
    groups = [influence[starts == start] for start in np.unique(starts)]
    if min(map(len, groups)) < 2:
        return None
    parts = np.array([(group**2).sum() * len(group) / (len(group) - 1) for group in groups])
    whole = parts.sum()
    if whole == 0:
        return None
    free = whole**2 / sum(part**2 / (len(group) - 1) for part, group in zip(parts, groups, strict=True))
    return float(np.sqrt(whole)), float(free)
