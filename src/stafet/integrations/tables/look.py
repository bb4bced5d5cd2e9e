"""A first look at tables nobody has described yet: their headings, some rows, and what they seem to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from stafet.integrations.findings import BadValue, unreadable
from stafet.integrations.grid import HEADINGS_WITHIN, Grid, Row, heading_row
from stafet.integrations.mapping import ColumnMapping, Field, MappedColumn
from stafet.integrations.sources import Table, tables_of
from stafet.integrations.tables.words import fields_by_heading, word_key
from stafet.integrations.upload import Upload, UploadKind
from stafet.integrations.values import text_of, whether
from stafet.kernel.names import search_key
from stafet.kernel.sentences import sentence

Hidden = Sequence[Sequence[str]]
_SAMPLE = 20
_MOST_WORDS = 40
_NATIONAL_DIGITS = (10, 12)


@dataclass(frozen=True, slots=True)
class TableLook:
    """One table: its headings, up to twenty rows as text, and the mapping we suggest.

    ``unused`` are the headings the suggestion leaves out. ``sheet`` is empty for a text file. ``words`` are, column by
    column, all that is ever written in it, where that is a closed list of at most forty words; else nothing.
    """

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    suggestion: ColumnMapping
    unused: tuple[str, ...]
    words: tuple[tuple[str, ...], ...] = ()

    def words_of(self, heading: str) -> tuple[str, ...]:
        """The closed list of words of a column; nothing when it has none."""
        return dict(zip(self.headings, self.words, strict=False)).get(heading, ())


def headers_and_sample(upload: Upload, *, hidden: Hidden = ()) -> tuple[TableLook, ...]:
    """Every table of an upload that has rows. Raises ``Unreadable`` when it can't be opened.

    ``hidden`` are the words of the names of those who are protected: rows about them are neither shown nor counted.
    """
    tables = [table for table in tables_of(upload).tables if _has_rows(table)]
    is_one_text = upload.kind is UploadKind.TEXTS and len(tables) == 1
    return tuple(
        _looked_at(table, "" if is_one_text else table.name, tuple(map(frozenset, hidden)))
        for table in tables
    )


def suggest_mapping(
    headings: Sequence[str], sample: Sequence[Sequence[str]], *, sheet: str = "", header_row: int = 0
) -> ColumnMapping:
    """The columns whose headings we know, each field once, the first column that fits.

    A column that is called an id but holds national numbers is taken for what it holds.
    """
    taken: dict[Field, str] = {}
    for index, heading in enumerate(headings):
        field = fields_by_heading().get(word_key(heading))
        if field is Field.PERSON_ID and _holds_national_numbers(
            [row[index] for row in sample if index < len(row)]
        ):
            field = Field.NATIONAL_NUMBER
        if field is not None and field not in taken:
            taken[field] = heading
    if Field.GIVEN_NAMES in taken and Field.FAMILY_NAME in taken:
        taken.pop(Field.FULL_NAME, None)
    columns = tuple(MappedColumn(heading, field) for field, heading in taken.items())
    return ColumnMapping(columns, sheet=sheet, header_row=header_row)


def unused_headings(headings: Sequence[str], mapping: ColumnMapping) -> tuple[str, ...]:
    """The headings a mapping leaves out."""
    used = {column.heading for column in mapping.columns}
    return tuple(heading for heading in headings if heading not in used)


def _looked_at(table: Table, sheet: str, hidden: Sequence[frozenset[str]]) -> TableLook:
    header_row = _likely_header_row(table)
    grid = table.grid(header_row)
    if _is_about_any(grid.header, hidden):
        raise unreadable(
            table.name,
            sentence("There is no header row."),
            sentence("Put the headings of the columns in the first row."),
            row=header_row,
        )
    first = tuple(islice(_rows(grid), _SAMPLE))
    suggestion = suggest_mapping(grid.header, first, sheet=sheet, header_row=header_row)
    protecting = [
        grid.header.index(each.heading) for each in suggestion.columns if each.field is Field.PROTECTION
    ]

    def shown() -> Iterator[tuple[str, ...]]:
        return (
            row
            for row in _rows(grid)
            if not any(_says_protected(row[place]) for place in protecting) and not _is_about_any(row, hidden)
        )

    return TableLook(
        sheet,
        header_row,
        grid.header,
        tuple(islice(shown(), _SAMPLE)),
        suggestion,
        unused_headings(grid.header, suggestion),
        _closed_lists(len(grid.header), shown()),
    )


def _rows(grid: Grid) -> Iterator[tuple[str, ...]]:
    return (tuple(map(text_of, row.cells)) for row in grid.rows() if isinstance(row, Row))


def _says_protected(word: str) -> bool:
    """Anything but a plain no counts as protected."""
    try:
        return whether(word)
    except BadValue:
        return True


def _is_about_any(row: Sequence[str], hidden: Sequence[frozenset[str]]) -> bool:
    if not hidden:
        return False
    words = frozenset(search_key(" ".join(row)).split())
    return any(name <= words for name in hidden)


def _closed_lists(columns: int, rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """For each column the few words it is made of. A column is let go of as soon as it has too many."""
    found: dict[int, dict[str, None]] = {index: {} for index in range(columns)}
    for row in rows:
        for index, words in list(found.items()):
            words[row[index]] = None
            if len(words) > _MOST_WORDS:
                del found[index]
    return tuple(tuple(sorted(filter(None, found.get(index, ())))) for index in range(columns))


def _has_rows(table: Table) -> bool:
    return next(_filled(table), None) is not None


def _filled(table: Table) -> Iterator[tuple[int, list[str]]]:
    for number, cells in table.raw_rows():
        texts = [text_of(cell) for cell in cells]
        if any(texts):
            yield number, texts


def _likely_header_row(table: Table) -> int:
    """The row with most headings we know among the first ones; where none has two, the first below the titles."""
    first_rows = list(islice(_filled(table), HEADINGS_WITHIN))
    known = fields_by_heading()
    counted = {number: sum(word_key(text) in known for text in texts) for number, texts in first_rows}
    best = max(counted, key=lambda number: counted[number])
    if counted[best] > 1:
        return best
    below_titles = heading_row(first_rows)
    return below_titles[0] if below_titles else best


def _holds_national_numbers(values: Sequence[str]) -> bool:
    filled = [value.replace("-", "").replace(" ", "") for value in values if value]
    return bool(filled) and all(value.isdigit() and len(value) in _NATIONAL_DIGITS for value in filled)
