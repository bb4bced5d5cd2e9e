"""The cheapest ways to change a table without changing what is shown: boxes of cells, some more, some fewer.

A box takes one code or two in every dimension. Where it takes two, people go from one to the other, so that sums over both stay
(the corners of a hypercube; Giessing and Repsilber 2002). Where it takes one, the sums change, too, and would have to be hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from stafet.kernel.disclosure.table import Cell, Table

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.bool_]
NEVER = 1e9
"""The price of a cell that must stay as it is."""

_NOTHING = 0.5


@dataclass(frozen=True)
class Way:
    """A change, and where it changes something."""

    change: Mapping[Cell, int]
    places: Places


@dataclass
class Prices:
    """What it costs to change each cell: shape is the number of parts of each dimension. Hidden cells cost nothing."""

    table: Table
    price: Numbers
    counts: Numbers
    _part: list[Mapping[str, int]] = field(init=False)
    _code: list[Mapping[str, int]] = field(init=False)
    _holds: list[Numbers] = field(init=False)

    def __post_init__(self) -> None:
        dimensions = self.table.dimensions
        self._part = [{key: place for place, key in enumerate(d.parts)} for d in dimensions]
        self._code = [{code: place for place, code in enumerate(d.codes)} for d in dimensions]
        self._holds = [
            np.array([[float(code in codes) for codes in d.parts.values()] for code in d.codes])
            for d in dimensions
        ]

    @classmethod
    def of(cls, table: Table) -> Prices:
        """Nothing has a price yet."""
        shape = [len(d.parts) for d in table.dimensions]
        finest = [len(d.codes) for d in table.dimensions]
        counts = np.array([float(table.counts.get(cell, 0)) for cell in table.finest]).reshape(finest)
        prices = cls(table, np.zeros(shape), counts)
        for cell in table.finest:
            if cell not in table.counts or cell in table.impossible:
                prices[cell] = NEVER
        return prices

    def __setitem__(self, cell: Cell, price: float) -> None:
        self.price[self.at(cell)] = price

    def __getitem__(self, cell: Cell) -> float:
        return float(self.price[self.at(cell)])

    def at(self, cell: Cell) -> tuple[int, ...]:
        """Where a cell's price stands."""
        return tuple(part[key] for part, key in zip(self._part, cell, strict=True))

    def change(self, target: Cell, by: int) -> Way | None:
        """A cheap change by which a finest cell has ``by`` more people (or fewer); ``None`` when none was found."""
        counts, price = self.counts.copy(), self.price.copy()
        change: dict[Cell, int] = {}
        left, sign = abs(by), 1 if by > 0 else -1
        while left:
            box = self._cheapest(target, sign, left, counts, price)
            if box is None:
                return None
            step, corners = box
            for corner, way in corners:
                change[corner] = change.get(corner, 0) + sign * way * step
                counts[self._finest_at(corner)] += sign * way * step
            left -= step
            if left:
                price[self.touched(dict(corners))] = 0.0
        change = {cell: more for cell, more in change.items() if more}
        return Way(change, self.touched(change))

    def touched(self, change: Mapping[Cell, int]) -> Places:
        """Where a change changes something, sums too: true in the shape of the prices."""
        moved = np.zeros_like(self.counts)
        for cell, more in change.items():
            moved[self._finest_at(cell)] += more
        for axis, holds in enumerate(self._holds):
            moved = np.moveaxis(np.tensordot(holds, moved, axes=(0, axis)), 0, axis)
        return np.asarray(np.abs(moved) > _NOTHING)

    def _finest_at(self, cell: Cell) -> tuple[int, ...]:
        return tuple(code[key] for code, key in zip(self._code, cell, strict=True))

    def _cheapest(
        self, target: Cell, sign: int, need: int, counts: Numbers, price: Numbers
    ) -> tuple[int, list[tuple[Cell, int]]] | None:
        """The best box of those that take two codes in as many dimensions as possible."""
        at, count = self._finest_at(target), len(self._code)
        for singles in range(count + 1):
            found = [
                box
                for single in combinations(range(count), singles)
                if (box := self._box(at, frozenset(single), sign, need, counts, price)) is not None
            ]
            if found:
                _score, step, other, single = min(found, key=lambda box: box[0])
                return step, list(self._corners(at, other, single))
        return None

    def _box(
        self,
        at: tuple[int, ...],
        single: frozenset[int],
        sign: int,
        need: int,
        counts: Numbers,
        price: Numbers,
    ) -> tuple[float, int, tuple[int, ...], frozenset[int]] | None:
        cost, even = price, counts
        odd = np.full_like(counts, NEVER)
        for axis, here in enumerate(at):
            holds = self._holds[axis]
            changes = holds[here : here + 1] if axis in single else np.abs(holds - holds[here])
            cost = np.moveaxis(np.tensordot(changes, cost, axes=(1, axis)), 0, axis)
            even_here, odd_here = even.take([here], axis), odd.take([here], axis)
            if axis in single:
                even, odd = even_here, odd_here
            else:
                even, odd = np.minimum(even_here, odd), np.minimum(even, odd_here)
                cost[(slice(None),) * axis + (here,)] = NEVER
        step = np.minimum(odd if sign > 0 else even, need)
        score = np.where((cost < NEVER) & (step >= 1), (cost + 0.01) / np.maximum(step, 1), NEVER)
        best = np.unravel_index(int(score.argmin()), score.shape)
        if score[best] >= NEVER:
            return None
        return float(score[best]), int(step[best]), tuple(map(int, best)), single

    def _corners(
        self, at: tuple[int, ...], other: tuple[int, ...], single: frozenset[int]
    ) -> Iterator[tuple[Cell, int]]:
        choices = [
            [(here, 1)] if axis in single else [(here, 1), (there, -1)]
            for axis, (here, there) in enumerate(zip(at, other, strict=True))
        ]
        for corner in product(*choices):
            way = 1
            for _place, sign in corner:
                way *= sign
            codes = zip(self.table.dimensions, corner, strict=True)
            yield tuple(d.codes[place] for d, (place, _sign) in codes), way
