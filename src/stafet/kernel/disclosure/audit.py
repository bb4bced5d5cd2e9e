"""The attack of whoever knows all that is shown: how closely each hidden cell can be worked out, by linear programming."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from stafet.kernel.disclosure.table import Cell, Table

_NEARLY = 1e-6


def intervals(
    table: Table, known: Mapping[Cell, int], of: Iterable[Cell]
) -> Mapping[Cell, tuple[int, int | None]]:
    """The least and the most each cell can be, as far as anybody can tell from what is known; ``None`` = no limit.

    Nothing but ``known``, the table's codes and its impossible cells is used; that people are whole only to round.
    """
    free = [cell for cell in table.finest if cell not in table.impossible and known.get(cell) is None]
    place = {cell: at for at, cell in enumerate(free)}
    rest = dict(known)
    members: dict[Cell, list[int]] = {}
    for finest in table.finest:
        for cell in table.over(finest):
            if finest in place:
                members.setdefault(cell, []).append(place[finest])
            elif finest in known and cell in rest and cell != finest:
                rest[cell] -= known[finest]
    sums = [cell for cell in rest if cell in members and cell not in place]
    columns = [at for cell in sums for at in members[cell]]
    rows = [row for row, cell in enumerate(sums) for _ in members[cell]]
    matrix = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(sums), len(free)))
    totals = np.array([float(rest[cell]) for cell in sums])
    fixed = {cell: sum(known.get(f, 0) for f in _finest(table, cell)) for cell in of}
    return {
        cell: _interval(matrix, totals, members.get(cell, []), len(free), already)
        for cell, already in fixed.items()
    }


def _finest(table: Table, cell: Cell) -> Iterable[Cell]:
    return (finest for finest in table.finest if cell in set(table.over(finest)))


def _interval(
    matrix: csr_array, totals: np.typing.NDArray[np.float64], members: list[int], size: int, already: int
) -> tuple[int, int | None]:
    if not members:
        return already, already
    aim = np.zeros(size)
    aim[members] = 1.0
    given = {"A_eq": matrix, "b_eq": totals} if len(totals) else {}
    low = linprog(aim, bounds=(0, None), method="highs", **given)
    high = linprog(-aim, bounds=(0, None), method="highs", **given)
    most = floor(-high.fun + _NEARLY) + already if high.status == 0 else None
    return ceil(low.fun - _NEARLY) + already, most
