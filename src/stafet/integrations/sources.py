"""The tables of an upload, whether they are text files or sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from stafet.integrations.findings import unreadable
from stafet.integrations.grid import Cell, Grid
from stafet.integrations.sheets import workbook
from stafet.integrations.text import text_table
from stafet.integrations.upload import Upload, UploadKind
from stafet.kernel.records import Notice, Place
from stafet.kernel.sentences import sentence

_NAMED = 5


class Table(Protocol):
    """A text file or a sheet whose header row has not been chosen yet."""

    @property
    def name(self) -> str:
        """What the file or the sheet is called."""

    def raw_rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Every row with its number, empty ones too."""

    def grid(self, header_row: int = 0) -> Grid:
        """The table below a header row; 0 means the first one below the titles, if there are any."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of an upload, and what there is to say about those that are not among them."""

    tables: tuple[Table, ...]
    notices: tuple[Notice, ...] = ()

    def named(self, name: str) -> Table | None:
        """The table of a name, whatever its capitals and spaces."""
        wanted = " ".join(name.split()).casefold()
        return next((each for each in self.tables if " ".join(each.name.split()).casefold() == wanted), None)


def tables_of(upload: Upload) -> Tables:
    """Every table of an upload. Raises ``Unreadable`` when one of them can't be opened."""
    if upload.kind is UploadKind.WORKBOOK:
        book = workbook(upload)
        return Tables(book.sheets, book.notices)
    return Tables(tuple(text_table(upload, member) for member in upload.members))


def only_table(upload: Upload, name: str) -> tuple[Table, tuple[Notice, ...]]:
    """The table of a name; without a name the first one that holds anything. Raises ``Unreadable``."""
    found = tables_of(upload)
    if name:
        table = found.named(name)
        if table is None:
            raise unreadable(
                upload.name,
                sentence("There is no sheet or file called %(name)s.", name=name[:40]),
                sentence("Choose the sheet again; it may have been renamed."),
            )
        return table, (*found.notices, *_not_read(upload, found, table))
    filled = [table for table in found.tables if any(any(cells) for _, cells in table.raw_rows())]
    if not filled:
        raise unreadable(
            upload.name,
            sentence("There is nothing in it."),
            sentence("Export it again and look at it first."),
        )
    return filled[0], (*found.notices, *_not_read(upload, found, filled[0]))


def _not_read(upload: Upload, found: Tables, table: Table) -> Iterator[Notice]:
    """That there is more in the upload than the one table."""
    others = [each.name for each in found.tables if each is not table]
    if others:
        names = ", ".join(name[:40] for name in others[:_NAMED])
        what = sentence(
            "Only %(name)s is read; there is also %(others)s.", name=table.name[:40], others=names
        )
        yield Notice(Place(upload.name), what, len(others))
