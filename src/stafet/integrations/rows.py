"""Rows of a grid by their key: what stands twice is said once or, when it contradicts itself, rejected.

Memory stays bounded: a first reading keeps eight bytes per row to find the keys that stand more than once,
a second reading streams the rows and holds back only those.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from stafet.integrations.findings import Tally, shown
from stafet.integrations.grid import Grid, Row
from stafet.integrations.values import text_of
from stafet.kernel.records import Notice, Rejection
from stafet.kernel.sentences import sentence

_BUCKETS = 256
_EIGHT_BYTES = (1 << 64) - 1

KeyOf = Callable[[Row], str]


class Repeats:
    """Finds which keys were met more than once, in eight bytes per key."""

    def __init__(self) -> None:
        self._buckets = [array("Q") for _ in range(_BUCKETS)]

    def add(self, key: str) -> None:
        """Remember a key."""
        number = hash(key) & _EIGHT_BYTES
        self._buckets[number % _BUCKETS].append(number)

    def found(self) -> frozenset[int]:
        """The numbers of the keys that were added more than once; see ``is_one_of``."""
        twice: set[int] = set()
        for bucket in self._buckets:
            numbers = sorted(bucket)
            twice.update(a for a, b in pairwise(numbers) if a == b)
        return frozenset(twice)


def is_one_of(key: str, repeated: frozenset[int]) -> bool:
    """Whether a key was met more than once (or, once in many billions, collides with one that was)."""
    return bool(repeated) and hash(key) & _EIGHT_BYTES in repeated


class Cells:
    """Reads the cells of a grid's rows by heading; a column that is not there reads as empty."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    def text(self, row: Row, heading: str) -> str:
        """The tidied text of a cell."""
        column = self.grid.column(heading)
        return "" if column is None else text_of(row.cells[column])


@dataclass(slots=True)
class _HeldBack:
    """Rows that share a key: the first of them, how often it stands, and where it stands differently."""

    first: Row
    rows: list[int] = field(default_factory=list)
    differs: bool = False


def distinct_rows(
    grid: Grid,
    key_heading: str,
    *,
    seen: set[str] | None = None,
) -> Iterator[Row | Rejection | Notice]:
    """The rows of a grid, each key once.

    Rows without a key are rejected. Rows that are the same in every cell are read once, with a notice; rows
    that share a key and differ are all rejected, because nobody knows which is right. ``seen``, when given,
    is filled with every key before the first row is given.
    """
    column = grid.column(key_heading)
    if column is None:
        grid.require([key_heading])
        return
    repeated = _repeated_keys(grid, column, seen)
    held: dict[str, _HeldBack] = {}
    for row in grid.rows():
        if isinstance(row, Rejection):
            yield row
            continue
        key = text_of(row.cells[column])
        if not key:
            yield _without_key(grid, row, column)
        elif is_one_of(key, repeated):
            _hold_back(held, key, row)
        else:
            yield row
    yield from _released(grid, column, held)


def _repeated_keys(grid: Grid, column: int, seen: set[str] | None) -> frozenset[int]:
    repeats = Repeats()
    for row in grid.rows():
        if isinstance(row, Row) and (key := text_of(row.cells[column])):
            repeats.add(key)
            if seen is not None:
                seen.add(key)
    return repeats.found()


def _hold_back(held: dict[str, _HeldBack], key: str, row: Row) -> None:
    group = held.setdefault(key, _HeldBack(row))
    group.rows.append(row.number)
    group.differs = group.differs or row.cells != group.first.cells


def _released(grid: Grid, column: int, held: dict[str, _HeldBack]) -> Iterator[Row | Rejection | Notice]:
    tally = Tally()
    for key, group in held.items():
        if group.differs:
            for number in group.rows:
                yield _contradicting(grid, column, key, number, group.rows)
            continue
        if len(group.rows) > 1:
            what = sentence("Rows that stand more than once, the same in every cell, are read once.")
            tally.add(grid.place(group.rows[1]), what, len(group.rows) - 1)
        yield group.first
    yield from tally.notices()


def _without_key(grid: Grid, row: Row, column: int) -> Rejection:
    return Rejection(
        grid.place(row.number, column),
        sentence(
            "The row has no %(column)s, so nobody knows whom or what it is about.", column=grid.header[column]
        ),
        sentence("Fill in the cell, or take the row out."),
    )


def _contradicting(grid: Grid, column: int, key: str, number: int, rows: list[int]) -> Rejection:
    others = [other for other in rows if other != number]
    return Rejection(
        grid.place(number, column),
        sentence(
            "%(key)s stands here and in row %(other)s with different content.",
            key=shown(key),
            other=others[0],
        ),
        sentence("Correct the row that is wrong, or take it out. Until then none of them is read."),
    )
