"""Hiding what is small, and as little else as is needed so that nobody can work it out.

For every small finest cell another table is sought that agrees with all that is shown and in which the cell has ``k`` people or
more; the cells in which it differs are hidden. A second look gives back what later ways have made needless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from stafet.kernel.disclosure.check import faults
from stafet.kernel.disclosure.moves import NEVER, Numbers, Prices, Way
from stafet.kernel.disclosure.primary import PrimaryRule, everybody_cells, small_cells, small_finest
from stafet.kernel.disclosure.proof import Change, Suppression, Why
from stafet.kernel.disclosure.table import ALL, Cell, Table
from stafet.kernel.sentences import SentenceError, sentence

_A_SUM = 3.0
"""How many times dearer it is to hide a sum, for each dimension it is a sum over."""

_LOOKS = 2
_OTHERS = 8
"""How many ways to let somebody have answered otherwise are compared."""


class CannotBeProtected(SentenceError):
    """No table that hides enough was found, because too much is known from earlier releases."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(
            sentence(
                "%(cell)s would be given away together with what has been released earlier.",
                cell=" · ".join(cell),
            )
        )
        self.cell = cell


@dataclass
class _Work:
    """What is hidden so far. ``uses``: how many ways lead over each cell."""

    table: Table
    rule: PrimaryRule
    asked: frozenset[Cell]
    earlier: frozenset[Cell]
    why: dict[Cell, Why]
    prices: Prices
    ways: dict[Cell, list[Way]] = field(default_factory=dict)
    uses: npt.NDArray[np.int64] = field(init=False)
    full: Numbers = field(init=False)

    def __post_init__(self) -> None:
        for cell in {*self.asked, *self.earlier} - self.table.absent:
            self.prices[cell] = max(self.prices[cell], self.price(cell))
        self.full = self.prices.price.copy()
        self.uses = np.zeros(self.full.shape, dtype=np.int64)

    def price(self, cell: Cell) -> float:
        """What it costs to hide a cell that nothing hides yet."""
        if cell in self.earlier:
            return NEVER
        if cell in self.why or cell not in self.asked or cell in self.table.absent:
            return 0.0
        sums = sum(code not in d.codes for code, d in zip(cell, self.table.dimensions, strict=True))
        return float(_A_SUM**sums)

    def cost(self, changes: Iterable[Way]) -> float:
        """What it costs to hide what these changes touch."""
        places = np.logical_or.reduce([way.places for way in changes])
        return float(self.prices.price[places].sum())

    def take(self, target: Cell, changes: list[Way]) -> None:
        """Go these ways."""
        self.ways[target] = changes
        for way in changes:
            self.uses[way.places] += 1
            self.prices.price[way.places] = 0.0

    def give_back(self, target: Cell) -> list[Way]:
        """Go them no more; what no other way leads over has its price again."""
        changes = self.ways.pop(target)
        for way in changes:
            self.uses[way.places] -= 1
        self.prices.price = np.where(self.uses > 0, 0.0, self.full)
        return changes


def suppress(
    table: Table,
    rule: PrimaryRule,
    *,
    asked: frozenset[Cell] | None = None,
    earlier: frozenset[Cell] = frozenset(),
) -> Suppression:
    """Hide what must be hidden of the cells that are asked for (``None``: all of them).

    ``earlier``: cells whose numbers are known already; they can't be hidden any more.

    Raises
    ------
    CannotBeProtected
        When what is known already leaves no way.
    """
    wanted = frozenset(table.cells) if asked is None else asked
    primary = {**dict.fromkeys(everybody_cells(table, rule), Why.EVERYBODY)}
    primary |= dict.fromkeys(small_cells(table, rule), Why.SMALL)
    work = _Work(table, rule, wanted, earlier - table.absent, primary, Prices.of(table))
    _protect(work)
    proof = _proof(way.change for ways in work.ways.values() for way in ways)
    hidden = {
        cell: primary.get(cell, Why.COMPLEMENTARY)
        for cell in wanted - table.absent - work.earlier
        if cell in primary or work.uses[work.prices.at(cell)]
    }
    found = Suppression(table, rule, wanted, hidden, proof, work.earlier)
    if wrong := faults(found):
        raise CannotBeProtected((str(wrong[0]),))
    return found


def _proof(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple({tuple(sorted(each.items())): each for each in changes}.values())


def _protect(work: _Work) -> None:
    seekers: dict[Cell, Callable[[], list[Way]]] = {
        cell: (lambda cell=cell: _ways_for_small(work, cell))  # type: ignore[misc]
        for cell in small_finest(work.table, work.rule)
    }
    for cell in everybody_cells(work.table, work.rule):
        seekers[cell] = lambda cell=cell: _ways_for_everybody(work, cell)  # type: ignore[misc]
    for target, seek in seekers.items():
        work.take(target, seek())
    for _look in range(_LOOKS):
        for target, seek in seekers.items():
            before = work.give_back(target)
            # What costs nothing more can't be bettered.
            found = seek() if work.cost(before) else before
            work.take(target, found if work.cost(found) < work.cost(before) else before)


def _ways_for_small(work: _Work, cell: Cell) -> list[Way]:
    """To ``k`` or more, and ``k`` different counts from the least to the most."""
    k, count = work.rule.k, work.table.counts[cell]
    plans = [[k - 1], [k - count, 1 - count]] if count > 1 else [[k - 1]]
    found: list[list[Way]] = []
    for plan in plans:
        changes = _changes(work, cell, plan)
        if changes is not None:
            found.append(changes)
            if not work.cost(changes):
                break
    if not found:
        raise CannotBeProtected(cell)
    return min(found, key=work.cost)


def _changes(work: _Work, cell: Cell, plan: list[int]) -> list[Way] | None:
    found: list[Way] = []
    for by in plan:
        change = work.prices.change(cell, by)
        if change is None:
            return None
        found.append(change)
    return found


def _ways_for_everybody(work: _Work, cell: Cell) -> list[Way]:
    """Let ``k`` or more of the group have given another answer."""
    place = [d.key for d in work.table.dimensions].index(work.rule.hides_everybody_in)
    base = (*cell[:place], ALL, *cell[place + 1 :])
    others = [
        finest
        for finest in work.table.finest
        if _holds(work.table, base, finest) and not _holds(work.table, cell, finest)
    ]
    tried = (_changes(work, other, [work.rule.k]) for other in others[:_OTHERS])
    found = [changes for changes in tried if changes is not None]
    if not found:
        raise CannotBeProtected(cell)
    return min(found, key=work.cost)


def _holds(table: Table, cell: Cell, finest: Cell) -> bool:
    parts: Iterable[tuple[Mapping[str, frozenset[str]], str, str]] = (
        (d.parts, key, code) for d, key, code in zip(table.dimensions, cell, finest, strict=True)
    )
    return all(code in holds[key] for holds, key, code in parts)
