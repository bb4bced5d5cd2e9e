"""Dates as registers write them. The order of day and month is proved by the file or asked, never guessed.

What leaves no doubt is read at once: year first (2026-08-10, 20260810), and a date cell of a spreadsheet.
With dots or hyphens the day stands first, as in Denmark and Sweden, unless the file proves otherwise.
With slashes both orders are in use: the file must prove one (a 13 or more in one place), or a person says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from stafet.integrations.findings import BadValue, Unreadable, shape
from stafet.integrations.grid import Cell, Grid, Row
from stafet.kernel.records import Notice, Rejection
from stafet.kernel.sentences import Sentence, sentence

_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[T ][0-9:.,+\-Z AMPamp]*)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ][0-9:.,+\-Z AMPamp]*)?", re.ASCII)
_TWO_DIGITS = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}(?:[T ][0-9:.,+\-Z AMPamp]*)?", re.ASCII)
_EXCEL_BEGINS = date(1899, 12, 30)
_EXCEL_DAYS = range(3_654, 73_051)
"""Serial numbers from 1910 to 2099: a smaller or bigger number in a date column is no date."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MONTHS = 12


class DateOrder(StrEnum):
    """Which comes first when the year comes last."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


_Mends = Mapping[DateOrder | None, Sentence]
"""How to mend a date, by the order the register writes it in; ``None``: year first, as everybody can read it."""

# Whole sentences, not one with a place to fill: what is said about many rows at once leaves its places open.
_CORRECT: _Mends = MappingProxyType(
    {
        None: sentence("Correct the date; it is written like 2026-08-10."),
        DateOrder.DAY_FIRST: sentence(
            "Correct the date; the day comes first, as in 10.08.2026 or 10/08/2026."
        ),
        DateOrder.MONTH_FIRST: sentence("Correct the date; the month comes first, as in 08/10/2026."),
    }
)
_FOUR_DIGITS: _Mends = MappingProxyType(
    {
        None: sentence("Write the year with four digits: 2026-08-10."),
        DateOrder.DAY_FIRST: sentence("Write the year with four digits: 10.08.2026 or 10/08/2026."),
        DateOrder.MONTH_FIRST: sentence("Write the year with four digits: 08/10/2026."),
    }
)
_WRITE: _Mends = MappingProxyType(
    {
        None: sentence("Write dates like 2026-08-10."),
        DateOrder.DAY_FIRST: sentence("Write dates with the day first, as in 10.08.2026 or 10/08/2026."),
        DateOrder.MONTH_FIRST: sentence("Write dates with the month first, as in 08/10/2026."),
    }
)


def date_of(cell: Cell, order: DateOrder | None) -> date | None:
    """The date in a cell; ``None`` when it is empty.

    ``order`` is what the file has proved or a person has said. Raises ``BadValue``, also when the order is
    needed and not known; how to mend it is said in that order.
    """
    if isinstance(cell, str):
        text = cell.strip()
        return _date_of_text(text, order) if text else None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _EXCEL_DAYS:
        return _EXCEL_BEGINS + timedelta(days=int(cell))
    raise _not_a_date(cell, order)


@lru_cache(maxsize=4096)
def _date_of_text(text: str, order: DateOrder | None) -> date:
    if match := _YEAR_FIRST.fullmatch(text):
        year, separator, month, day = match.groups()
        if separator or len(month) + len(day) == 4:
            return _date(text, int(year), int(month), int(day), order)
    if match := _YEAR_LAST.fullmatch(text):
        first, separator, second, year = match.groups()
        read_as = order or _usual_order(separator)
        day, month = _in_order(text, first, second, read_as)
        return _date(text, int(year), month, day, read_as)
    if match := _TWO_DIGITS.fullmatch(text):
        raise BadValue(
            sentence(
                "The year has only two digits (%(shape)s), so the century is not certain.", shape=shape(text)
            ),
            _FOUR_DIGITS[order or _usual_order(match[1])],
        )
    raise _not_a_date(text, order)


def _usual_order(separator: str) -> DateOrder | None:
    return None if separator == "/" else DateOrder.DAY_FIRST


def _in_order(text: str, first: str, second: str, order: DateOrder | None) -> tuple[int, int]:
    if order is None:
        raise BadValue(
            sentence(
                "It is not certain which is the day and which the month (%(shape)s).", shape=shape(text)
            ),
            sentence("Say in the settings whether the day or the month comes first, or write 2026-08-10."),
        )
    return (int(first), int(second)) if order is DateOrder.DAY_FIRST else (int(second), int(first))


def _date(text: str, year: int, month: int, day: int, order: DateOrder | None) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise BadValue(
            sentence("There is no such day (%(shape)s).", shape=shape(text)),
            _CORRECT[order],
        ) from error
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadValue(
            sentence("The year %(year)s can't be right.", year=year),
            _CORRECT[order],
        )
    return found


def _not_a_date(cell: Cell, order: DateOrder | None) -> BadValue:
    return BadValue(sentence("This is not a date (%(shape)s).", shape=shape(cell)), _WRITE[order])


@dataclass(slots=True)
class _Evidence:
    """What the date columns of one file say about their order. Rows are where it was first seen."""

    day_first: tuple[int, int] | None = None
    month_first: tuple[int, int] | None = None
    doubtful: tuple[int, int] | None = None

    def look_at(self, row: int, column: int, cell: Cell) -> None:
        match = _YEAR_LAST.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match is None:
            return
        first, second = int(match[1]), int(match[3])
        if first > _MONTHS >= second:
            self.day_first = self.day_first or (row, column)
        elif second > _MONTHS >= first:
            self.month_first = self.month_first or (row, column)
        elif match[2] == "/" and first != second:
            self.doubtful = self.doubtful or (row, column)


@dataclass(frozen=True, slots=True)
class ProvenOrder:
    """The order of a file's dates: ``None`` when no date needs one. ``notice`` tells what proved it."""

    order: DateOrder | None
    notice: Notice | None = None


def order_in(grid: Grid, columns: Iterable[int], told: DateOrder | None) -> ProvenOrder:
    """The order in which a file writes its dates.

    One program writes one file, so one date that can only be read one way decides for every date column.
    Raises ``Unreadable`` with a question for a person when nothing decides, or when two dates contradict.
    """
    wanted = tuple(columns)
    if told is not None:
        return ProvenOrder(told)
    evidence = _Evidence()
    for row in grid.rows():
        if isinstance(row, Row):
            for column in wanted:
                evidence.look_at(row.number, column, row.cells[column])
    return _verdict(grid, evidence)


def _verdict(grid: Grid, evidence: _Evidence) -> ProvenOrder:
    if evidence.day_first and evidence.month_first:
        raise Unreadable(_contradiction(grid, evidence.day_first, evidence.month_first))
    proof = evidence.day_first or evidence.month_first
    if proof is None:
        if evidence.doubtful is not None:
            raise Unreadable(_question(grid, evidence.doubtful))
        return ProvenOrder(None)
    if evidence.day_first:
        return ProvenOrder(DateOrder.DAY_FIRST)
    what = sentence(
        "The dates are read with the month first, because the date in this row can be nothing else."
    )
    return ProvenOrder(DateOrder.MONTH_FIRST, Notice(grid.place(*proof), what))


def _question(grid: Grid, at: tuple[int, int]) -> Rejection:
    return Rejection(
        grid.place(*at),
        sentence(
            "The dates can be read with the day first or with the month first, and nothing in the file decides."
        ),
        sentence("Say in the settings which comes first, the day or the month, and load the file again."),
    )


def _contradiction(grid: Grid, day_first: tuple[int, int], month_first: tuple[int, int]) -> Rejection:
    return Rejection(
        grid.place(*month_first),
        sentence(
            "Row %(one)s can only have the day first and row %(other)s only the month first.",
            one=day_first[0],
            other=month_first[0],
        ),
        sentence(
            "Write all dates in one way, best like 2026-08-10, or say in the settings which comes first."
        ),
    )
