"""The reader of Skolverket's template: classes and pupils; test groups and duties are not ours.

The template is a set of changes: what is to go says so in the column "Ta bort", and what is missing is not gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from stafet.integrations.findings import BadValue, Unreadable
from stafet.integrations.grid import Grid, Row
from stafet.integrations.lists import read_list
from stafet.integrations.mapping import ColumnMapping, Field, MappedColumn, Translation
from stafet.integrations.protocol import Item, KindMode, ReaderSettings, Reading, RecordKind, to_the_end
from stafet.integrations.rows import Cells
from stafet.integrations.sheets import SheetTable, Workbook, workbook
from stafet.integrations.tables.reader import records_of
from stafet.integrations.tables.words import word_key
from stafet.integrations.upload import Upload, UploadKind
from stafet.integrations.values import grade_in_class_name, grade_of, whether
from stafet.kernel.names import search_key
from stafet.kernel.records import GroupRecord, LoadMode, Notice, Place, Rejection
from stafet.kernel.sentences import sentence

_KINDS = (RecordKind.ORGANISATIONS, RecordKind.GROUPS, RecordKind.PERSONS, RecordKind.ENROLMENTS)
_NEEDED = (Field.SCHOOL_ID, Field.GIVEN_NAMES, Field.FAMILY_NAME)


class SkolverketReader:
    """Reads Skolverket's template for the test service."""

    name = "skolverket"

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of the template that the list of headings was made for."""
        return (str(_template()["version"]),)

    def recognises(self, upload: Upload) -> bool:
        """A workbook with the sheet of pupils."""
        if upload.kind is not UploadKind.WORKBOOK:
            return False
        try:
            return _sheet(workbook(upload), "pupils") is not None
        except Unreadable:
            return False

    def read(self, upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
        """The template's classes and pupils."""
        return to_the_end(_items(upload, settings, self.versions[0]))


def _items(upload: Upload, settings: ReaderSettings, version: str) -> Iterator[Item]:
    book = workbook(upload)
    pupils, classes = _sheet(book, "pupils"), _sheet(book, "classes")
    read = tuple(sheet.name for sheet in (classes, pupils) if sheet is not None)
    modes = tuple(KindMode(kind, LoadMode.DELTA) for kind in _KINDS)
    yield Reading(SkolverketReader.name, "Skolverket", version, modes, read)
    yield from book.notices
    yield from _not_used(book)
    told: set[str] = set()
    for item in _classes(classes.grid()) if classes is not None and _has_rows(classes) else ():
        if isinstance(item, GroupRecord):
            told.add(item.external_id)
        yield item
    for item in _pupils(pupils.grid(), settings) if pupils is not None else ():
        if not (isinstance(item, GroupRecord) and item.external_id in told):
            yield item


def _not_used(book: Workbook) -> Iterator[Notice]:
    for part in ("groups", "duties"):
        sheet = _sheet(book, part)
        if sheet is not None:
            what = sentence("The sheet is not used: test groups and staff duties are not kept here.")
            yield Notice(Place(sheet.name), what)


def _has_rows(sheet: SheetTable) -> bool:
    return any(any(cell != "" for cell in cells) for _, cells in sheet.raw_rows())


def _pupils(grid: Grid, settings: ReaderSettings) -> Iterator[Item]:
    columns = _mapped(grid, "pupils")
    missing = [field for field in _NEEDED if field not in {column.field for column in columns}]
    if missing:
        raise Unreadable(*(_missing(grid, "pupils", field) for field in missing))
    forms = _template()["school_forms"]
    words = tuple(Translation(Field.KIND, word, kind) for word, kind in forms.items())
    mapping = ColumnMapping(columns, translations=words, mode=LoadMode.DELTA)
    yield from records_of(grid, mapping, settings)


def _classes(grid: Grid) -> Iterator[Item]:
    headings = {column.field: column.heading for column in _mapped(grid, "classes")}
    missing = [field for field in (Field.SCHOOL_ID, Field.CLASS_NAME) if field not in headings]
    if missing:
        raise Unreadable(*(_missing(grid, "classes", field) for field in missing))
    cells = Cells(grid)
    for row in grid.rows():
        yield row if isinstance(row, Rejection) else _class(cells, row, headings)


def _class(cells: Cells, row: Row, headings: Mapping[Field, str]) -> GroupRecord | Rejection:
    school, name = cells.text(row, headings[Field.SCHOOL_ID]), cells.text(row, headings[Field.CLASS_NAME])
    for field, text in ((Field.SCHOOL_ID, school), (Field.CLASS_NAME, name)):
        if not text:
            what = sentence("The cell is empty.")
            place = cells.grid.place(row.number, cells.grid.column(headings[field]))
            return Rejection(place, what, sentence("Fill it in, or take the row out."))
    field = Field.GRADE
    try:
        grade = grade_of(cells.text(row, headings.get(field, "")))
        field = Field.REMOVED
        removed = whether(cells.text(row, headings.get(field, "")))
    except BadValue as error:
        return error.at(cells.grid.place(row.number, cells.grid.column(headings[field])))
    return GroupRecord(
        cells.grid.place(row.number),
        f"{school}/{search_key(name)}",
        school,
        name,
        grade_in_class_name(name) if grade is None else grade,
        removed=removed,
    )


def _mapped(grid: Grid, part: str) -> tuple[MappedColumn, ...]:
    """The columns of a sheet whose headings are in the list; a star or a note in brackets does not matter."""
    wanted = {word_key(word): Field(name) for name, words in _template()[part].items() for word in words}
    found: dict[Field, str] = {}
    for heading in grid.header:
        field = wanted.get(word_key(heading)) or wanted.get(word_key(heading.split("(")[0]))
        if field is not None:
            found.setdefault(field, heading)
    return tuple(MappedColumn(heading, field) for field, heading in found.items())


def _missing(grid: Grid, part: str, field: Field) -> Rejection:
    heading = _template()[part][field.value][0]
    return Rejection(
        Place(grid.file, grid.header_row, heading),
        sentence("The column %(column)s is missing.", column=heading),
        sentence("Use Skolverket's template; if it has a new heading, add it to the list of headings."),
    )


def _sheet(book: Workbook, part: str) -> SheetTable | None:
    names = _template()["sheets"][part]
    return next((sheet for name in names if (sheet := book.sheet(name)) is not None), None)


@cache
def _template() -> Mapping[str, Any]:
    return read_list(__package__, "template.yaml")
