"""Reading workbooks (.xlsx): formulas are their values, hidden sheets are told and not read, macros refused.

A value in vertically merged cells holds for every row of the merge, as people mean it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import python_calamine as calamine

from stafet.integrations.findings import shown, unreadable
from stafet.integrations.grid import Cell, Grid, Row, checked_header, column_letter, heading_row
from stafet.integrations.sheet_guard import SheetLook, look_through
from stafet.integrations.upload import BROKEN_ARCHIVE, Upload
from stafet.kernel.records import Notice, Place, Rejection
from stafet.kernel.sentences import sentence

_SAVE_AGAIN = sentence("Open it in Excel, save it as a new .xlsx and load that.")


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet before a header row has been chosen."""

    name: str
    sheet: Any
    look: SheetLook
    most_columns: int

    def raw_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Every row with its number, empty ones too; merged cells filled downwards."""
        merged = _merged_downwards(self.sheet)
        first_column = (self.sheet.start or (0, 0))[1]
        filling: dict[int, tuple[Cell, int]] = {}
        for number, cells in enumerate(self.sheet.iter_rows(), start=1):
            for column, (value, last_row) in list(filling.items()):
                if number > last_row:
                    del filling[column]
                elif column < len(cells):
                    cells[column] = value
            for column, last_row in merged.get(number, ()):
                if 0 <= column - first_column < len(cells):
                    filling[column - first_column] = (cells[column - first_column], last_row)
            yield number, cells

    def grid(self, header_row: int = 0) -> Grid:
        """The table below a header row; 0 means the first one below the titles, if there are any."""
        rows = self.raw_rows()
        found = next((row for row in rows if row[0] == header_row), None) if header_row else heading_row(rows)
        if found is None:
            raise unreadable(
                self.name,
                sentence("There is no header row."),
                sentence("Put the headings of the columns in the first row."),
                row=header_row,
            )
        number, cells = found
        header = checked_header(self.name, number, cells, self.most_columns)
        return Grid(self.name, header, number, lambda: self._rows(number, header), self._notices())

    def _rows(self, header_row: int, header: tuple[str, ...]) -> Iterator[Row | Rejection]:
        width = len(header)
        number = header_row
        for number, cells in self.raw_rows():
            if number <= header_row:
                continue
            if number in self.look.faulty:
                yield self._faulty(number)
            elif any(cell != "" for cell in cells[width:]):
                yield self._beyond(number, width)
            elif any(cell != "" for cell in cells):
                yield Row(number, tuple(cells[:width]) + ("",) * (width - len(cells)))
        # Rows that hold nothing but faulty cells at the sheet's end are no rows to the library.
        for beyond in sorted(row for row in self.look.faulty if row > max(number, header_row)):
            yield self._faulty(beyond)

    def _notices(self) -> tuple[Notice, ...]:
        if not _merged_downwards(self.sheet):
            return ()
        what = sentence("Cells that are merged over several rows hold for each of those rows.")
        return (Notice(Place(self.name), what),)

    def _faulty(self, number: int) -> Rejection:
        cell = self.look.faulty[number]
        place = Place(self.name, number, cell.column)
        if cell.is_error:
            what = sentence("The formula in this cell gives an error.")
            return Rejection(place, what, sentence("Correct the formula, or write the value instead."))
        what = sentence("The formula in this cell has not been calculated.")
        return Rejection(place, what, sentence("Open the workbook in Excel, save it, and load it again."))

    def _beyond(self, number: int, width: int) -> Rejection:
        return Rejection(
            Place(self.name, number, column_letter(width + 1)),
            sentence("There is something to the right of the last heading."),
            sentence("Give the column a heading, or empty the cell."),
        )


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that may be read: its visible sheets, and what there is to say about the others."""

    sheets: tuple[SheetTable, ...]
    notices: tuple[Notice, ...]

    def sheet(self, name: str) -> SheetTable | None:
        """The sheet of a name, whatever its capitals and spaces."""
        wanted = " ".join(name.split()).casefold()
        return next((each for each in self.sheets if " ".join(each.name.split()).casefold() == wanted), None)


def workbook(upload: Upload) -> Workbook:
    """Open a workbook. Raises ``Unreadable`` with sentences for people."""
    if upload.has_macros:
        raise unreadable(
            upload.name,
            sentence("The workbook carries macros (small programs), which are not accepted."),
            sentence("Save it as .xlsx, which cannot carry macros, and load that."),
        )
    looks = look_through(upload)
    try:
        book = calamine.CalamineWorkbook.from_path(str(upload.path))
        visible = [each for each in book.sheets_metadata if each.name in looks and _is_visible(each)]
        sheets = tuple(_table(upload, book, each.name, looks) for each in visible)
    except (calamine.CalamineError, *BROKEN_ARCHIVE) as error:
        raise unreadable(upload.name, sentence("The workbook is damaged."), _SAVE_AGAIN) from error
    if not sheets:
        raise unreadable(upload.name, sentence("The workbook has no visible sheet."), _SAVE_AGAIN)
    hidden = [each.name for each in book.sheets_metadata if each.name in looks and not _is_visible(each)]
    return Workbook(sheets, tuple(_hidden(name) for name in hidden))


def _table(
    upload: Upload, book: calamine.CalamineWorkbook, name: str, looks: Mapping[str, SheetLook]
) -> SheetTable:
    return SheetTable(name, book.get_sheet_by_name(name), looks[name], upload.limits.columns)


def _is_visible(sheet: calamine.SheetMetadata) -> bool:
    return sheet.visible == calamine.SheetVisibleEnum.Visible


def _hidden(name: str) -> Notice:
    return Notice(Place(shown(name)), sentence("The sheet is hidden and is not read."))


def _merged_downwards(sheet: calamine.CalamineSheet) -> dict[int, list[tuple[int, int]]]:
    """Merges of several rows in one column: first row (from 1) → columns (from 0) and last rows."""
    merged: dict[int, list[tuple[int, int]]] = {}
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        if last_row > first_row and first_column == last_column:
            merged.setdefault(first_row + 1, []).append((first_column, last_row + 1))
    return merged
