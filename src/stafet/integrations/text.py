"""Reading text tables as municipalities export them: any usual encoding and separator, honest about faults.

Row numbers are those a spreadsheet shows. A row with too few or too many cells, or with signs that got
lost, is rejected with its place; a broken quote stops the file, because nobody knows where the row ends.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from stafet.integrations.encoding import TextShape, text_shape
from stafet.integrations.findings import Unreadable, shown, unreadable
from stafet.integrations.grid import Cell, Grid, Row, checked_header, column_letter, heading_row
from stafet.integrations.upload import Member, Upload
from stafet.kernel.records import Notice, Place, Rejection
from stafet.kernel.sentences import sentence

SEPARATORS = ",;\t|"
_SNIFFED_LINES = 20
_BAD_SIGNS = ("\x00", "\ufffd")
_SAVE_AS_UTF8 = sentence("Save or export the file as CSV UTF-8 and load it again.")


@dataclass(frozen=True, slots=True)
class TextTable:
    """A text table whose encoding and separator are known, before a header row has been chosen."""

    upload: Upload
    member: Member
    shape: TextShape
    separator: str
    first_row: int
    """1, or 2 when the first line only names the separator (Excel's ``sep=;``)."""

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.member.name

    def raw_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row with its number, empty ones too. Raises ``Unreadable`` at a fault in the quotes."""
        csv.field_size_limit(self.upload.limits.cell_signs)
        with self.upload.open(self.member) as binary:
            lines = io.TextIOWrapper(binary, encoding=self.shape.codec, errors="replace", newline="")
            rows = csv.reader(lines, delimiter=self.separator, strict=True)
            number = 0
            while True:
                number += 1
                try:
                    cells = next(rows)
                except StopIteration:
                    return
                except csv.Error as error:
                    raise self._broken_quotes(number) from error
                if number > self.upload.limits.text_rows:
                    raise self._too_many_rows()
                yield number, cells

    def grid(self, header_row: int = 0) -> Grid:
        """The table below a header row; 0 means the first one below the titles, if there are any."""
        found = self._header(header_row)
        if found is None:
            raise unreadable(
                self.member.name,
                sentence("There is no header row."),
                sentence("Put the headings of the columns in the first row."),
                row=header_row,
            )
        number, cells = found
        header = checked_header(self.member.name, number, cells, self.upload.limits.columns)
        if any(bad in heading for heading in header for bad in _BAD_SIGNS):
            raise unreadable(
                self.member.name,
                sentence("The headings hold signs that can't be read."),
                _SAVE_AS_UTF8,
                row=number,
            )
        return Grid(self.member.name, header, number, lambda: self._rows(number, header), self._notices())

    def _header(self, header_row: int) -> tuple[int, Sequence[Cell]] | None:
        rows = ((number, cells) for number, cells in self.raw_rows() if number >= self.first_row)
        if header_row:
            return next((row for row in rows if row[0] >= header_row), None)
        return heading_row(rows)

    def _rows(self, header_row: int, header: tuple[str, ...]) -> Iterator[Row | Rejection]:
        width = len(header)
        looks_for_bad_signs = self.shape.has_bad_signs
        for number, cells in islice(self.raw_rows(), header_row, None):
            if len(cells) != width:
                if not any(cells):
                    continue
                cells = _without_empty_end(cells, width)
                if len(cells) != width:
                    yield self._ragged(number, cells, header)
                    continue
            elif not any(cells):
                continue
            if looks_for_bad_signs and (column := _bad_sign_in(cells)) is not None:
                yield self._lost_signs(number, header[column])
                continue
            yield Row(number, tuple(cells))

    def _notices(self) -> tuple[Notice, ...]:
        if not self.shape.is_guessed:
            return ()
        what = sentence(
            "Read as Windows-1252, because it is not UTF-8. Check that letters such as æ, ø, å, ä and ö are right."
        )
        return (Notice(Place(self.member.name), what),)

    def _ragged(self, number: int, cells: list[str], header: tuple[str, ...]) -> Rejection:
        width = len(header)
        column = header[len(cells)] if len(cells) < width else column_letter(width + 1)
        what = sentence(
            "The row has %(count)s cells, but there are %(width)s columns.", count=len(cells), width=width
        )
        mend = sentence(
            "Look for a missing or an extra separator (%(separator)s) in the row; text that holds one must stand in quotes.",
            separator="tab" if self.separator == "\t" else self.separator,
        )
        return Rejection(Place(self.member.name, number, column), what, mend)

    def _lost_signs(self, number: int, column: str) -> Rejection:
        what = sentence("The cell holds signs that can't be read in the file's encoding.")
        return Rejection(Place(self.member.name, number, column), what, _SAVE_AS_UTF8)

    def _broken_quotes(self, number: int) -> Unreadable:
        return unreadable(
            self.member.name,
            sentence("A quotation mark in this row is not closed, or a cell is far too long."),
            sentence(
                "Close the quotation mark, or write it twice inside the text; then load the file again."
            ),
            row=number,
        )

    def _too_many_rows(self) -> Unreadable:
        most = self.upload.limits.text_rows
        return unreadable(
            self.member.name,
            sentence("There are more than %(most)s rows.", most=most),
            sentence("Export one school year, or load it in parts as files of changes."),
            row=most,
        )


def text_table(upload: Upload, member: Member) -> TextTable:
    """Find out how a text table is written. Raises ``Unreadable`` when it can't be one."""
    if member.size == 0:
        raise unreadable(
            member.name, sentence("The file is empty."), sentence("Export it again and look at it first.")
        )
    with upload.open(member) as stream:
        shape = text_shape(stream, upload.limits.line_bytes)
    if shape.longest_line > upload.limits.line_bytes:
        raise unreadable(
            member.name,
            sentence("A line is longer than %(most)s MB.", most=upload.limits.line_bytes // (1024 * 1024)),
            sentence("This is no table, or its line breaks were lost: export it again."),
        )
    first_row, separator = _separator(_first_lines(upload, member, shape))
    return TextTable(upload, member, shape, separator, first_row)


def _first_lines(upload: Upload, member: Member, shape: TextShape) -> list[str]:
    with upload.open(member) as binary:
        lines = io.TextIOWrapper(binary, encoding=shape.codec, errors="replace", newline="")
        return list(islice(lines, _SNIFFED_LINES))


def _separator(lines: list[str]) -> tuple[int, str]:
    """Which separator a table uses, and the row its content begins in."""
    told = lines[0].rstrip("\r\n").removeprefix("\ufeff").casefold() if lines else ""
    if told.startswith("sep=") and told[4:] in set(SEPARATORS):
        return 2, told[4:]
    return 1, _separator_of([line for line in lines if line.strip()])


def _separator_of(filled: list[str]) -> str:
    """The separator that splits the headings into most cells, quotes respected.

    The headings are the first line that the following ones bear out. Lines above it are titles, and what they hold
    separates nothing. Where two separators split the headings equally, the one that splits more of the following
    lines alike; where no line is borne out, the first line that can be split at all decides.
    """
    by_fit = sorted(SEPARATORS, key=lambda each: _fit(_widths(filled, each)), reverse=True)
    splitting = ""
    for start in range(len(filled)):
        tried = [(_widths(filled[start:], each), each) for each in by_fit]
        widths, best = max(tried, key=lambda found: _fit(found[0]))
        if _is_borne_out(widths):
            return best
        splitting = splitting or (best if widths[:1] > [1] else "")
    return splitting or by_fit[0]


def _is_borne_out(widths: list[int]) -> bool:
    """Whether a first line is split, and so are the one below it and most of the others."""
    return min([*widths[:2], len(widths)]) > 1 and 2 * sum(width > 1 for width in widths) > len(widths)


def _fit(widths: list[int]) -> tuple[int, int]:
    """Into how many cells a first line is split, and how many lines are split alike."""
    return (widths[0], widths.count(widths[0])) if widths else (0, 0)


def _widths(lines: list[str], separator: str) -> list[int]:
    return [len(cells) for cells in _split(lines, separator)]


def _split(lines: Iterable[str], separator: str) -> list[list[str]]:
    """The lines as cells, up to one that can't be split."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(csv.reader(lines, delimiter=separator))
    return rows


def _without_empty_end(cells: list[str], width: int) -> list[str]:
    """Spreadsheets write separators for columns that never held anything."""
    if len(cells) > width and not any(cells[width:]):
        return cells[:width]
    return cells


def _bad_sign_in(cells: list[str]) -> int | None:
    for index, cell in enumerate(cells):
        if any(bad in cell for bad in _BAD_SIGNS):
            return index
    return None


def describe_columns(header: tuple[str, ...]) -> str:
    """The headings in one line for a sentence, the first few of them."""
    few = 6
    listed = ", ".join(shown(heading) for heading in header[:few])
    return listed if len(header) <= few else f"{listed} …"
