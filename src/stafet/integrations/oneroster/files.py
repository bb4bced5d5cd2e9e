"""Opening the files of a set: columns checked, extensions told, rows by their sourcedId, changes understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from stafet.integrations.dates import DateOrder, date_of
from stafet.integrations.findings import BadValue, Tally, shown
from stafet.integrations.grid import Grid, Row
from stafet.integrations.oneroster.columns import KNOWN, RosterFile, is_extension, required_columns
from stafet.integrations.oneroster.manifest import Manifest
from stafet.integrations.protocol import ReaderSettings
from stafet.integrations.rows import distinct_rows
from stafet.integrations.text import describe_columns, text_table
from stafet.integrations.upload import Upload
from stafet.integrations.values import text_of
from stafet.kernel.records import Notice, Place, Rejection
from stafet.kernel.sentences import sentence

Finding = Rejection | Notice


class Status(StrEnum):
    """What a row of changes says about its record."""

    ACTIVE = "active"
    TO_BE_DELETED = "tobedeleted"


@dataclass(slots=True)
class RosterSet:
    """A set that is being read: its manifest, the settings, and the notices counted so far."""

    upload: Upload
    manifest: Manifest
    settings: ReaderSettings
    tally: Tally = field(default_factory=Tally)

    @property
    def order(self) -> DateOrder | None:
        """The order of day and month that a person has said. OneRoster itself writes the year first."""
        return self.settings.date_order

    def open(self, file: RosterFile) -> RosterTable | None:
        """A file of the set; ``None`` when the set has none. Raises ``Unreadable`` when columns are missing."""
        member = self.upload.member(file.file_name)
        if member is None or file not in self.manifest.modes:
            return None
        grid = text_table(self.upload, member).grid()
        is_delta = self.manifest.is_delta(file)
        grid.require(required_columns(file, self.manifest.version, is_delta=is_delta))
        table = RosterTable(self, file, grid, is_delta=is_delta)
        extensions = tuple(heading for heading in grid.header if is_extension(file, heading))
        if extensions:
            what = sentence(
                "Columns that are not part of the standard are not used: %(columns)s.",
                columns=describe_columns(extensions),
            )
            self.tally.add(grid.place(grid.header_row), what)
        for notice in grid.notices:
            self.tally.add(notice.place, notice.what)
        return table


@dataclass(frozen=True, slots=True)
class RosterTable:
    """One file of a set, with its rows by ``sourcedId``."""

    roster: RosterSet
    file: RosterFile
    grid: Grid
    is_delta: bool
    _columns: dict[str, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        # A heading is looked up several times for every one of a million rows.
        for heading in (*required_columns(self.file, "1.1", is_delta=True), *KNOWN[self.file]):
            column = self.grid.column(heading)
            if column is not None:
                self._columns[heading] = column

    def rows(self, seen: set[str] | None = None) -> Iterator[tuple[Row, bool] | Finding]:
        """Each record once, and whether it is to be removed. ``seen`` is filled with all identifiers first."""
        status = self.grid.column("status")
        for row in distinct_rows(self.grid, "sourcedId", seen=seen):
            if isinstance(row, Rejection | Notice):
                yield row
            elif status is None:
                yield row, False
            else:
                verdict = self._removed(row, text_of(row.cells[status]), status)
                if isinstance(verdict, Rejection):
                    yield verdict
                elif verdict is not None:
                    yield row, verdict

    def identifiers(self) -> set[str]:
        """Every ``sourcedId`` in the file, also of rows that are then rejected."""
        column = self.grid.column("sourcedId")
        rows = (row for row in self.grid.rows() if isinstance(row, Row))
        return set() if column is None else {text_of(row.cells[column]) for row in rows} - {""}

    def text(self, row: Row, heading: str) -> str:
        """The tidied text of a cell; empty when there is no such column."""
        column = self._columns.get(heading)
        return "" if column is None else text_of(row.cells[column])

    def day(self, row: Row, heading: str) -> date | None:
        """The date in a cell. Raises ``BadValue``."""
        column = self._columns.get(heading)
        return None if column is None else date_of(row.cells[column], self.roster.order)

    def place(self, row: Row, heading: str = "") -> Place:
        """The place of a cell, for sentences."""
        return self.grid.place(row.number, self.grid.column(heading) if heading else None)

    def rejected(self, row: Row, heading: str, error: BadValue) -> Rejection:
        """The row, rejected for what stands in one of its cells."""
        return error.at(self.place(row, heading))

    def orphan(self, row: Row, heading: str, target: RosterFile) -> Rejection:
        """The row, rejected because what it points to is not in the set."""
        what = sentence(
            "“%(id)s” is not in %(file)s.", id=shown(self.text(row, heading)), file=target.file_name
        )
        mend = sentence("Export %(file)s with that row, or take this row out.", file=target.file_name)
        return Rejection(self.place(row, heading), what, mend)

    def _removed(self, row: Row, status: str, column: int) -> bool | Rejection | None:
        """Whether a record is to be removed; ``None`` when a whole set lists what is no longer there."""
        lowered = status.casefold()
        if self.is_delta:
            if lowered not in set(Status):
                return Rejection(
                    self.grid.place(row.number, column),
                    sentence(
                        "In a file of changes the status must be active or tobedeleted, not “%(status)s”.",
                        status=shown(status),
                    ),
                    sentence("Correct the status, or send the file as bulk."),
                )
            return lowered == Status.TO_BE_DELETED
        if lowered == Status.TO_BE_DELETED:
            what = sentence("Rows of a whole set that are marked as deleted are left out.")
            self.roster.tally.add(self.grid.place(row.number, column), what)
            return None
        return False
