"""A header and rows, whatever kind of file they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeVar

from stafet.integrations.findings import Unreadable, unreadable
from stafet.kernel.records import Notice, Place, Rejection
from stafet.kernel.sentences import sentence

Cell = str | float | bool | date | datetime | time | timedelta
"""What may stand in a cell. Text files hold text only; an empty cell is the empty text."""

SomeCell = TypeVar("SomeCell", bound=Cell)
RawRow = tuple[int, Sequence[SomeCell]]
"""A row as it stands in the file, before anybody knows where the headings are: its number, and its cells."""

HEADINGS_WITHIN = 15
"""Among how many filled rows from the top the headings are looked for."""


class Row(NamedTuple):
    """One row: its number as a spreadsheet counts, and its cells, as many as the header has."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in an upload. ``rows()`` reads it from the start, as often as it is asked.

    ``header`` holds the headings as they are written; ``header_row`` is the row they stand in.
    """

    file: str
    header: tuple[str, ...]
    header_row: int
    rows: Callable[[], Iterator[Row | Rejection]]
    notices: tuple[Notice, ...] = ()
    _places: Mapping[str, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        places = {heading_key(heading): index for index, heading in enumerate(self.header)}
        object.__setattr__(self, "_places", places)

    def column(self, heading: str) -> int | None:
        """Where the column of a heading is, whatever its capitals and spaces."""
        return self._places.get(heading_key(heading))

    def place(self, row: int, column: int | None = None) -> Place:
        """The place of a cell, for sentences."""
        return Place(self.file, row, self.header[column] if column is not None else "")

    def require(self, headings: Iterable[str]) -> None:
        """Raise ``Unreadable`` with one sentence for every heading that is missing."""
        missing = [heading for heading in headings if self.column(heading) is None]
        if missing:
            raise Unreadable(*(self._missing(heading) for heading in missing))

    def _missing(self, heading: str) -> Rejection:
        what = sentence("The column %(column)s is missing.", column=heading)
        mend = (
            sentence("Export the file with that column; the headings must be spelled as the format says.")
            if len(self.header) > 1
            else sentence(
                "The headings were read as one column: separate the columns with a comma, a semicolon or a tab."
            )
        )
        return Rejection(Place(self.file, self.header_row, heading), what, mend)


def heading_row(rows: Iterable[RawRow[SomeCell]]) -> RawRow[SomeCell] | None:
    """The row that holds the headings, with its number; ``None`` where no row is filled.

    It is the first one that fills more than half as many cells as the rows below it usually do: above it stand
    titles ("Class lists 2026/27"), which fill one or two. A single row below bears nothing out.
    """
    first = first_filled(rows)
    filled = [sum(map(_is_filled, cells)) for _, cells in first]
    wide = sorted(count for count in filled if count > 1)
    usual = wide[len(wide) // 2] if len(wide) > 1 else 1
    return next((row for row, count in zip(first, filled, strict=True) if 2 * count > usual), None)


def first_filled(rows: Iterable[RawRow[SomeCell]]) -> list[RawRow[SomeCell]]:
    """The first filled rows, up to one that can't be read: whoever reads on to it hears what is wrong."""
    found: list[RawRow[SomeCell]] = []
    try:
        for number, cells in rows:
            if any(map(_is_filled, cells)):
                found.append((number, cells))
            if len(found) == HEADINGS_WITHIN:
                break
    except Unreadable:
        if not found:
            raise
    return found


def _is_filled(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True


@lru_cache(maxsize=1024)
def heading_key(heading: str) -> str:
    """What two spellings of a heading have in common."""
    return " ".join(heading.replace("\ufeff", "").split()).casefold()


def checked_header(file: str, row: int, cells: Iterable[Cell], most: int) -> tuple[str, ...]:
    """The headings of a header row without the empty ones at its end.

    Raises ``Unreadable`` when there are too many, when one in the middle is empty, or one stands twice.
    """
    headings = [" ".join(str(cell).replace("\ufeff", "").split()) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise unreadable(
            file,
            sentence("There is no header row."),
            sentence("Put the headings of the columns in the first row."),
            row=row,
        )
    if len(headings) > most:
        raise unreadable(
            file,
            sentence(
                "There are %(count)s columns; at most %(most)s are read.", count=len(headings), most=most
            ),
            sentence("Export only the columns that are needed."),
            row=row,
        )
    _refuse_empty_or_double(file, row, headings)
    return tuple(headings)


def _refuse_empty_or_double(file: str, row: int, headings: list[str]) -> None:
    seen: set[str] = set()
    for number, heading in enumerate(headings, start=1):
        if not heading:
            raise unreadable(
                file,
                sentence("Column %(letter)s has no heading.", letter=column_letter(number)),
                sentence("Give the column a heading, or take it out."),
                row=row,
                column=column_letter(number),
            )
        if heading_key(heading) in seen:
            raise unreadable(
                file,
                sentence("Two columns are called %(column)s.", column=heading[:40]),
                sentence("Rename one of them, or take it out."),
                row=row,
                column=heading[:40],
            )
        seen.add(heading_key(heading))


def column_letter(number: int) -> str:
    """The letter a spreadsheet shows above a column: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
