"""Small made-up tables, and whoever attacks them: knows nothing of how cells are hidden, only linear programming."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from stafet.kernel.disclosure import ALL, Cell, Dimension, Table

ADDRESS = ("school", "status", "sex")


def town(lot: Random, *sizes: int, few: float = 6.0, missing: int = 0) -> Table:
    """A table with many small counts. ``missing``: how many finest cells nobody has counted."""
    dimensions = tuple(
        Dimension(key, tuple(f"{key} {place}" for place in range(size)))
        for key, size in zip(ADDRESS, sizes, strict=False)
    )
    cells = list(product(*(d.codes for d in dimensions)))
    counts = {cell: int(lot.expovariate(1 / few)) for cell in cells}
    for cell in lot.sample(cells, missing):
        del counts[cell]
    return Table(dimensions, counts)


def later(lot: Random, table: Table) -> Table:
    """The same town some weeks later: a few have come, a few have gone."""
    counts = {
        cell: max(0, count + lot.choice((0, 0, 0, 1, 2, -1, 7))) for cell, count in table.counts.items()
    }
    return Table(table.dimensions, counts)


def some_filters(lot: Random, table: Table) -> frozenset[Cell]:
    """What a reader might click together: one or two dimensions, all or some of their codes."""
    choices = [[ALL, *lot.sample(d.codes, lot.randint(0, len(d.codes)))] for d in table.dimensions]
    return frozenset(cell for cell in product(*choices) if lot.random() < 0.8)


@dataclass
class Attacker:
    """Knows numbers of cells on days, that nobody is fewer than none, and which finest cells grew or shrank."""

    tables: Sequence[Table]
    shown: Sequence[Mapping[Cell, int]]

    def range_of(self, day: int, finest: Cell) -> tuple[float, float]:
        """The least and the most a finest cell can be on a day."""
        return self._range(self._row(day, finest))

    def change_of(self, finest: Cell) -> tuple[float, float]:
        """The least and the most by which a finest cell has changed between the two days."""
        return self._range(np.abs(self._row(1, finest) - self._row(0, finest)))

    def __post_init__(self) -> None:
        finest = self.tables[0].finest
        self._place = {cell: at for at, cell in enumerate(finest)}
        rows, totals = [], []
        for day, shown in enumerate(self.shown):
            for cell, count in shown.items():
                inside = [f for f in finest if all(c in (ALL, f[i]) for i, c in enumerate(cell))]
                rows.append(sum(self._row(day, f) for f in inside))
                totals.append(count)
        self._known = {"A_eq": np.array(rows), "b_eq": np.array(totals)} if rows else {}
        # Nobody is fewer than none on the second day, either.
        if len(self.tables) > 1:
            self._known |= {
                "A_ub": -np.array([self._row(1, f) for f in finest]),
                "b_ub": np.zeros(len(finest)),
            }

    def _row(self, day: int, finest: Cell) -> NDArray[np.float64]:
        size, at = len(self._place), self._place[finest]
        row = np.zeros(size * len(self.tables))
        row[at] = 1
        if day:
            grew = self.tables[1].counts[finest] >= self.tables[0].counts[finest]
            row[size + at] = 1 if grew else -1
        return row

    def _range(self, aim: NDArray[np.float64]) -> tuple[float, float]:
        low, high = (linprog(sign * aim, method="highs", **self._known) for sign in (1, -1))
        assert low.status == 0
        return low.fun, np.inf if high.status else -high.fun
