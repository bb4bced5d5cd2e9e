"""What both versions of School Data Sync share: opening files, telling the order of dates, giving stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from stafet.integrations.dates import DateOrder, date_of, order_in
from stafet.integrations.findings import BadValue, Tally, shown, unreadable
from stafet.integrations.grid import Grid, Row
from stafet.integrations.memberships import Days, Memberships
from stafet.integrations.protocol import EndDates, ReaderSettings
from stafet.integrations.text import describe_columns, text_table
from stafet.integrations.upload import Upload
from stafet.integrations.values import grade_of, text_of
from stafet.kernel.records import EnrolmentRecord, Notice, Place, Rejection
from stafet.kernel.sentences import sentence


@dataclass(slots=True)
class SyncSet:
    """A set that is being read. ``end_dates``: School Data Sync does not say; terms are written with last days."""

    upload: Upload
    settings: ReaderSettings
    tally: Tally = field(default_factory=Tally)

    def open(self, name: str, required: Sequence[str], known: Sequence[str]) -> SyncTable:
        """A file that must be there. Raises ``Unreadable`` when it, or one of its columns, is missing."""
        table = self.open_if_there(name, required, known)
        if table is None:
            raise unreadable(
                self.upload.name,
                sentence("The set has no %(file)s.", file=name),
                sentence("Export the set again with all its files."),
            )
        return table

    def open_if_there(self, name: str, required: Sequence[str], known: Sequence[str]) -> SyncTable | None:
        """A file that may be left out; ``None`` when it is."""
        member = self.upload.member(name)
        if member is None:
            return None
        grid = text_table(self.upload, member).grid()
        grid.require(required)
        expected = {heading.casefold() for heading in (*required, *known)}
        extra = tuple(heading for heading in grid.header if heading.casefold() not in expected)
        if extra:
            what = sentence("Columns that are not used: %(columns)s.", columns=describe_columns(extra))
            self.tally.add(grid.place(grid.header_row), what)
        for notice in grid.notices:
            self.tally.add(notice.place, notice.what)
        return SyncTable(self, grid)

    def not_used(self, names: Sequence[str]) -> None:
        """Count the files that are there and hold nothing that is kept here."""
        for name in names:
            member = self.upload.member(name)
            if member is not None:
                self.tally.add(
                    Place(member.name), sentence("The file is not used: what it holds is not kept here.")
                )

    def day_after(self, end: date | None) -> date | None:
        """A written end as the first day on which it no longer holds; always told in a notice."""
        if end is None:
            return None
        if self.settings.end_dates is EndDates.DAY_AFTER:
            return end
        what = sentence(
            "End dates are read as the last day. If your system writes the first day after, say so in the settings."
        )
        self.tally.add(Place(self.upload.name), what)
        return end + timedelta(days=1)


@dataclass(slots=True)
class SyncTable:
    """One file of a set."""

    sync: SyncSet
    grid: Grid
    order: DateOrder | None = None

    def prove_order(self, headings: Sequence[str]) -> Iterator[Notice]:
        """Find out the order of the file's dates, or ask. Raises ``Unreadable``."""
        columns = [column for heading in headings if (column := self.grid.column(heading)) is not None]
        proven = order_in(self.grid, columns, self.sync.settings.date_order)
        self.order = proven.order
        if proven.notice is not None:
            yield proven.notice

    def text(self, row: Row, heading: str) -> str:
        """The tidied text of a cell; empty when there is no such column."""
        column = self.grid.column(heading)
        return "" if column is None else text_of(row.cells[column])

    def day(self, row: Row, heading: str) -> date | None:
        """The date in a cell. Raises ``BadValue``."""
        column = self.grid.column(heading)
        return None if column is None else date_of(row.cells[column], self.order)

    def grade(self, row: Row, heading: str) -> int | None:
        """The grade in a cell. Raises ``BadValue``."""
        return grade_of(self.text(row, heading))

    def place(self, row: Row, heading: str = "") -> Place:
        """The place of a cell, for sentences."""
        return self.grid.place(row.number, self.grid.column(heading) if heading else None)

    def rejected(self, row: Row, heading: str, error: BadValue) -> Rejection:
        """The row, rejected for what stands in one of its cells."""
        return error.at(self.place(row, heading))

    def orphan(self, row: Row, heading: str, target: str) -> Rejection:
        """The row, rejected because what it points to is not in the set."""
        what = sentence("“%(id)s” is not in %(file)s.", id=shown(self.text(row, heading)), file=target)
        mend = sentence("Export %(file)s with that row, or take this row out.", file=target)
        return Rejection(self.place(row, heading), what, mend)

    def days(self, row: Row, starts: str, ends: str) -> Days | Rejection:
        """The days between two columns."""
        found: list[date | None] = []
        for heading in (starts, ends):
            try:
                found.append(self.day(row, heading))
            except BadValue as error:
                return self.rejected(row, heading, error)
        starts_on, ends_on = found[0], self.sync.day_after(found[1])
        if starts_on is not None and ends_on is not None and ends_on <= starts_on:
            what = sentence("It ends before it starts.")
            return Rejection(self.place(row, ends), what, sentence("Correct the dates."))
        return Days(starts_on, ends_on)


def enrolments(
    memberships: Memberships, grades: dict[str, int | None], settings: ReaderSettings
) -> Iterator[EnrolmentRecord]:
    """One record per stay of every pupil who was read."""
    for stay in memberships.stays():
        if stay.person in grades:
            yield EnrolmentRecord(
                Place(stay.file, stay.row),
                stay.external_id,
                stay.person,
                stay.school,
                kind=settings.activity_kind,
                grade=grades[stay.person],
                starts_on=stay.days.starts_on,
                ends_on=stay.days.ends_on,
                starts_inferred=stay.days.is_inferred,
            )
