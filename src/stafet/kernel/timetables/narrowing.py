"""What follows from columns that are settled: a row that is full closes its others, a row that needs all takes them.

A search within an aim settles most of a week before it begins; only what is left is given to the exact solver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stafet.kernel.timetables.program import Row


class Contradiction(Exception):
    """Two rows settle a column differently: there is no answer."""


@dataclass(slots=True)
class Narrowed:
    """``settled``: column → whether it is taken. ``rows`` are what remains to be kept, over the open columns."""

    settled: dict[int, bool] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    @property
    def taken(self) -> frozenset[int]:
        """The columns that are taken in every answer."""
        return frozenset(column for column, is_taken in self.settled.items() if is_taken)


def narrow(rows: Sequence[Row], *, used: Iterable[int], unused: Iterable[int]) -> Narrowed:
    """Settle some columns and whatever follows. Raises ``Contradiction``."""
    narrowed = Narrowed()
    rows_of: Mapping[int, list[int]] = _rows_of(rows)
    waiting = dict.fromkeys(range(len(rows)))
    for columns, is_taken in ((unused, False), (used, True)):
        for column in columns:
            _settle(narrowed, column, is_taken=is_taken)
    while waiting:
        number, _ = waiting.popitem()
        for column, is_taken in _consequences(rows[number], narrowed.settled):
            _settle(narrowed, column, is_taken=is_taken)
            waiting.update(dict.fromkeys(rows_of[column]))
    narrowed.rows = [left for row in rows if (left := _left(row, narrowed.settled)) is not None]
    return narrowed


def _rows_of(rows: Sequence[Row]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for column in row.terms:
            found[column].append(number)
    return found


def _settle(narrowed: Narrowed, column: int, *, is_taken: bool) -> None:
    if narrowed.settled.setdefault(column, is_taken) is not is_taken:
        raise Contradiction


def _consequences(row: Row, settled: Mapping[int, bool]) -> Iterator[tuple[int, bool]]:
    """The open columns of a row that can only be one thing."""
    left = _over_open(row, settled)
    lowest, highest = left.lowest, left.highest
    if lowest > left.most or highest < left.least:
        raise Contradiction
    for column, count in left.terms.items():
        size = abs(count)
        if lowest + size > left.most:
            yield column, count < 0
        elif highest - size < left.least:
            yield column, count > 0


def _over_open(row: Row, settled: Mapping[int, bool]) -> Row:
    if not any(column in settled for column in row.terms):
        return row
    sure = sum(count for column, count in row.terms.items() if settled.get(column))
    terms = {column: count for column, count in row.terms.items() if column not in settled}
    return Row(terms, row.least - sure, row.most - sure, row.rule)


def _left(row: Row, settled: Mapping[int, bool]) -> Row | None:
    """A row over its open columns; nothing where it holds whatever they are."""
    left = _over_open(row, settled)
    return None if left.least <= left.lowest and left.highest <= left.most else left
