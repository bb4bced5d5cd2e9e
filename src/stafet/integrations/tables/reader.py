"""The reader of any table of young people, through the mapping that a person has confirmed for the source."""

from __future__ import annotations

from collections.abc import Iterator

from stafet.integrations.dates import order_in
from stafet.integrations.findings import Tally, Unreadable, unreadable
from stafet.integrations.grid import Grid, Row, first_filled, heading_key
from stafet.integrations.mapping import DATES, ColumnMapping, Field
from stafet.integrations.protocol import (
    EndDates,
    Item,
    KindMode,
    ReaderSettings,
    Reading,
    RecordKind,
    to_the_end,
)
from stafet.integrations.rows import Repeats, is_one_of
from stafet.integrations.sources import Table, only_table
from stafet.integrations.tables.look import unused_headings
from stafet.integrations.tables.people import SamePerson
from stafet.integrations.tables.records import BadCell, MappedTable, RowRecords
from stafet.integrations.text import describe_columns
from stafet.integrations.upload import Upload, UploadKind
from stafet.integrations.values import text_of
from stafet.kernel.records import Notice, Rejection
from stafet.kernel.sentences import Sentence, sentence

_KINDS = (RecordKind.ORGANISATIONS, RecordKind.GROUPS, RecordKind.PERSONS, RecordKind.ENROLMENTS)


class TableReader:
    """Reads any text table or sheet with a header row."""

    name = "table"
    versions = ("1",)

    def recognises(self, upload: Upload) -> bool:
        """A workbook, or one text file: asked last, because nearly everything is one."""
        return upload.kind is UploadKind.WORKBOOK or len(upload.members) == 1

    def read(self, upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
        """The table's records."""
        return to_the_end(_items(upload, settings))


def _items(upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
    mapping = settings.mapping
    if mapping is None:
        raise unreadable(
            upload.name,
            sentence("Nobody has said yet what the columns of this table are."),
            sentence("Say which column holds what; it is asked once per source."),
        )
    table, notices = only_table(upload, mapping.sheet)
    grid = table.grid(_header_row(table, mapping))
    yield reading_of(TableReader.name, "Table", grid, mapping)
    yield from notices
    yield from records_of(grid, mapping, settings)


def _header_row(table: Table, mapping: ColumnMapping) -> int:
    """Where the mapped headings are: in the row in which they were, or where other titles above have moved them."""
    wanted = {heading_key(column.heading) for column in mapping.columns}
    found = [
        number
        for number, cells in first_filled(table.raw_rows())
        if wanted <= {heading_key(text_of(cell)) for cell in cells}
    ]
    return mapping.header_row if mapping.header_row in found or not found else found[0]


def reading_of(reader: str, format_name: str, grid: Grid, mapping: ColumnMapping) -> Reading:
    """What a mapped table is."""
    modes = tuple(KindMode(kind, mapping.mode) for kind in _KINDS)
    return Reading(reader, format_name, "1", modes, (grid.file,))


def records_of(grid: Grid, mapping: ColumnMapping, settings: ReaderSettings) -> Iterator[Item]:
    """The records of a table that is read through a mapping. Raises ``Unreadable``."""
    yield from grid.notices
    table = MappedTable(grid, mapping, settings)
    _refuse_useless_mapping(table)
    proven = order_in(grid, table.columns_of(*DATES), settings.date_order)
    table.order = proven.order
    if proven.notice is not None:
        yield proven.notice
    yield from _told_beforehand(table)
    yield from _rows(table)


def _refuse_useless_mapping(table: MappedTable) -> None:
    has_name = table.has(Field.FULL_NAME) or table.has(Field.GIVEN_NAMES) or table.has(Field.FAMILY_NAME)
    if not has_name:
        raise _lacks(table, sentence("No column holds names."), sentence("Say which column holds them."))
    if table.has(Field.PERSON_ID):
        return
    if not (table.has(Field.NATIONAL_NUMBER) or table.has(Field.BIRTH_DATE)):
        raise _lacks(
            table,
            sentence("No column tells two people of the same name apart."),
            sentence("Say which column holds an identifier, the national number or the birth date."),
        )
    if not table.settings.key:
        raise _lacks(
            table,
            sentence("The table has no identifiers, and the source has no key to recognise people by."),
            sentence("Say which column holds an identifier, or let the source be set up again."),
        )


def _lacks(table: MappedTable, what: Sentence, mend: Sentence) -> Unreadable:
    return unreadable(table.grid.file, what, mend, row=table.grid.header_row)


def _told_beforehand(table: MappedTable) -> Iterator[Notice]:
    grid = table.grid
    unused = unused_headings(grid.header, table.mapping)
    if unused:
        what = sentence("Columns that are not used: %(columns)s.", columns=describe_columns(unused))
        yield Notice(grid.place(grid.header_row), what, len(unused))
    if table.has(Field.ENDS_ON) and table.settings.end_dates is not EndDates.DAY_AFTER:
        what = sentence(
            "End dates are read as the last day. If your system writes the first day after, say so in the settings."
        )
        yield Notice(grid.place(grid.header_row, table.columns_of(Field.ENDS_ON)[0]), what)
    if not table.has(Field.PERSON_ID) and not table.has(Field.NATIONAL_NUMBER):
        what = sentence(
            "People are recognised by name and birth date: whoever changes their name looks like somebody new."
        )
        yield Notice(grid.place(grid.header_row), what)


def _rows(table: MappedTable) -> Iterator[Item]:
    repeated = _repeated_people(table)
    held: dict[str, SamePerson] = {}
    told: set[tuple[str, str]] = set()
    tally = Tally()
    for row in table.grid.rows():
        if isinstance(row, Rejection):
            yield row
            continue
        found = _read(table, row)
        if isinstance(found, Rejection):
            yield found
        elif is_one_of(found.person.external_id, repeated):
            held.setdefault(found.person.external_id, SamePerson()).rows.append(found)
        else:
            yield from _told(found, told, tally)
    for person in held.values():
        for found in person.judged(tally):
            yield from (found,) if isinstance(found, Rejection) else _told(found, told, tally)
    yield from tally.notices()


def _repeated_people(table: MappedTable) -> frozenset[int]:
    repeats = Repeats()
    for row in table.grid.rows():
        if isinstance(row, Row) and (key := _key(table, row)):
            repeats.add(key)
    return repeats.found()


def _key(table: MappedTable, row: Row) -> str:
    try:
        return table.person_key(row)
    except BadCell:
        return ""


def _read(table: MappedTable, row: Row) -> RowRecords | Rejection:
    try:
        key = table.person_key(row)
        if not key:
            return Rejection(
                table.place(row),
                sentence("Nothing in the row says who it is about."),
                sentence("Fill in the identifier, the national number, or the name and birth date."),
            )
        return table.records(row, key)
    except BadCell as bad:
        return bad.error.at(table.place(row, bad.field))


def _told(found: RowRecords, told: set[tuple[str, str]], tally: Tally) -> Iterator[Item]:
    """A row's records; a school and a class only the first time they are met."""
    if found.zeroes_added:
        what = sentence("National numbers that had lost their leading zeroes were given them back.")
        tally.add(found.person.place, what)
    for record in (found.organisation, found.group):
        if record is not None and (type(record).__name__, record.external_id) not in told:
            told.add((type(record).__name__, record.external_id))
            yield record
    yield found.person
    if found.enrolment is not None:
        yield found.enrolment
