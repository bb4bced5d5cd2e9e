"""The table that estimators work on: a row for each unit, a column for each period, nothing missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from stafet.kernel.effects.averages import LeftOut
from stafet.kernel.effects.cells import Cell, Starts
from stafet.kernel.effects.design import Weighting

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEVER = 1_000_000
"""The start of a unit that does not start within the window."""


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """``values``: units × periods, the mean outcome. ``weights``: per unit. ``starts``: period or ``NEVER``.

    ``people``: how many were counted in all; ``left_out``: unit → why.
    """

    units: tuple[str, ...]
    values: Floats
    weights: Floats
    starts: Ints
    people: int = 0
    left_out: Mapping[str, LeftOut] | None = None

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return int(self.values.shape[1])

    @property
    def starting(self) -> int:
        """How many units start within the window."""
        return int((self.starts < NEVER).sum())

    @property
    def comparing(self) -> int:
        """How many units do not."""
        return len(self.units) - self.starting

    @property
    def exposed(self) -> Floats:
        """Units × periods: 1 from the start on, else 0."""
        return (np.arange(self.periods) >= self.starts[:, None]).astype(float)


def panel_of(
    cells: Iterable[Cell],
    starts: Starts,
    *,
    periods: int,
    weighting: Weighting = Weighting.UNITS,
    anticipation: int = 0,
) -> Panel:
    """Put cells into a table, units in the order of their keys, so that a seed gives the same shuffles everywhere.

    A unit without a start is one that never starts. Weights do not change over time: by people, each unit has its average
    number of people per period. Units that can't be compared are left out and named.
    """
    units = sorted(starts)
    row = {unit: at for at, unit in enumerate(units)}
    people, totals = np.zeros((len(units), periods)), np.zeros((len(units), periods))
    for cell in cells:
        if cell.unit in row and 0 <= cell.period < periods:
            people[row[cell.unit], cell.period] += cell.people
            totals[row[cell.unit], cell.period] += cell.total
    begun = np.array([_start(starts[unit], periods + anticipation) for unit in units], dtype=np.int64)
    out = {
        unit: why
        for unit, counted, start in zip(units, people, begun, strict=True)
        if (why := _why_left_out(counted, int(start), periods, anticipation))
    }
    kept = np.array([unit not in out for unit in units], dtype=bool)
    inside = people[kept]
    return Panel(
        units=tuple(unit for unit in units if unit not in out),
        values=totals[kept] / np.maximum(inside, 1),
        weights=inside.mean(axis=1) if weighting is Weighting.PEOPLE else np.ones(len(inside)),
        starts=begun[kept],
        people=int(inside.sum()),
        left_out=out,
    )


def _start(start: int | None, beyond: int) -> int:
    return NEVER if start is None or start >= beyond else start


def _why_left_out(people: Floats, start: int, periods: int, anticipation: int) -> LeftOut | None:
    if (people == 0).any():
        return LeftOut.GAPS
    if start - anticipation < 1:
        return LeftOut.STARTED_BEFORE
    return LeftOut.STARTS_SOON if periods <= start < NEVER else None


def between(table: Panel, first: int, last: int, *, anticipation: int = 0) -> Panel:
    """Only the periods ``[first, last)``. Units that had started by then go; who starts later has not started."""
    starts = np.where(table.starts >= last + anticipation, NEVER, table.starts - first)
    kept = (starts - anticipation >= 1) & ((starts < last - first) | (starts == NEVER))
    return replace(
        table,
        units=tuple(unit for unit, is_in in zip(table.units, kept, strict=True) if is_in),
        values=table.values[kept, first:last],
        weights=table.weights[kept],
        starts=starts[kept],
    )


def before_and_after(table: Panel, *, anticipation: int = 0) -> Panel:
    """Two columns, the mean before and the mean from the start on, where all that start do so in the same period.

    The periods of anticipation belong to neither. Where starts differ, the first one is what counts for the columns and
    the estimate would be wrong: ``faults_of`` refuses such a design.
    """
    start = int(table.starts.min())
    means = [table.values[:, : start - anticipation].mean(axis=1), table.values[:, start:].mean(axis=1)]
    return replace(table, values=np.column_stack(means), starts=np.where(table.starts < NEVER, 1, NEVER))
