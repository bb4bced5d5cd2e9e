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
from stafet.kernel.national_numbers import possible_numbers
from stafet.kernel.sentences import sentence

_SAMPLE = 20
_MOST_WORDS = 40
_NATIONAL_DIGITS = (10, 12)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Whom a look must not show: the words of their names, and rows, each as the number of its table and its own."""

    names: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[int, int], ...] = ()


NOBODY = Hidden()


@dataclass(frozen=True, slots=True)
class NumbersMet:
    """What may be national numbers in a row, without separators. Whose they are is decided by whoever may know."""

    table: int
    row: int
    numbers: tuple[str, ...]


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


def headers_and_sample(upload: Upload, *, hidden: Hidden = NOBODY) -> tuple[TableLook, ...]:
    """Every table of an upload that has rows. Raises ``Unreadable`` when it can't be opened.

    Rows about those who are ``hidden`` are neither shown nor counted.
    """
    tables = _filled_tables(upload)
    is_one_text = upload.kind is UploadKind.TEXTS and len(tables) == 1
    names = tuple(map(frozenset, hidden.names))
    return tuple(
        _looked_at(
            table,
            "" if is_one_text else table.name,
            _Unseen(names, frozenset(row for of, row in hidden.rows if of == number)),
        )
        for number, table in enumerate(tables)
    )


def numbers_met(upload: Upload) -> Iterator[NumbersMet]:
    """The rows in which something may be a national number, headings and titles among them. Raises ``Unreadable``."""
    for place, table in enumerate(_filled_tables(upload)):
        for number, texts in _filled(table):
            found = frozenset().union(*map(possible_numbers, texts))
            if found:
                yield NumbersMet(place, number, tuple(sorted(found)))


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


@dataclass(frozen=True, slots=True)
class _Unseen:
    """Whom a look at one table must not show."""

    names: tuple[frozenset[str], ...]
    rows: frozenset[int]

    def covers(self, number: int, texts: Sequence[str]) -> bool:
        """Whether a row is about any of them."""
        if number in self.rows:
            return True
        if not self.names:
            return False
        words = frozenset(search_key(" ".join(texts)).split())
        return any(name <= words for name in self.names)


def _filled_tables(upload: Upload) -> list[Table]:
    return [table for table in tables_of(upload).tables if next(_filled(table), None) is not None]


def _looked_at(table: Table, sheet: str, unseen: _Unseen) -> TableLook:
    header_row, headings = _likely_headings(table)
    # Asked before anything is said about them: a table without headings begins with a person.
    if unseen.covers(header_row, headings):
        raise unreadable(
            table.name,
            sentence("There is no header row."),
            sentence("Put the headings of the columns in the first row."),
            row=header_row,
        )
    grid = table.grid(header_row)
    first = [texts for _, texts in islice(_rows(grid), _SAMPLE)]
    suggestion = suggest_mapping(grid.header, first, sheet=sheet, header_row=header_row)
    protecting = [
        grid.header.index(each.heading) for each in suggestion.columns if each.field is Field.PROTECTION
    ]

    def shown() -> Iterator[tuple[str, ...]]:
        return (
            texts
            for number, texts in _rows(grid)
            if not any(_says_protected(texts[place]) for place in protecting)
            and not unseen.covers(number, texts)
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


def _rows(grid: Grid) -> Iterator[tuple[int, tuple[str, ...]]]:
    return ((row.number, tuple(map(text_of, row.cells))) for row in grid.rows() if isinstance(row, Row))


def _says_protected(word: str) -> bool:
    """Anything but a plain no counts as protected."""
    try:
        return whether(word)
    except BadValue:
        return True


def _closed_lists(columns: int, rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """For each column the few words it is made of. A column is let go of as soon as it has too many."""
    found: dict[int, dict[str, None]] = {index: {} for index in range(columns)}
    for row in rows:
        for index, words in list(found.items()):
            words[row[index]] = None
            if len(words) > _MOST_WORDS:
                del found[index]
    return tuple(tuple(sorted(filter(None, found.get(index, ())))) for index in range(columns))


def _filled(table: Table) -> Iterator[tuple[int, list[str]]]:
    for number, cells in table.raw_rows():
        texts = [text_of(cell) for cell in cells]
        if any(texts):
            yield number, texts


def _likely_headings(table: Table) -> tuple[int, Sequence[str]]:
    """The row with most headings we know among the first ones; where none has two, the first below the titles."""
    first_rows = list(islice(_filled(table), HEADINGS_WITHIN))
    known = fields_by_heading()
    counted = [sum(word_key(text) in known for text in texts) for _, texts in first_rows]
    best = first_rows[counted.index(max(counted))]
    return best if max(counted) > 1 else heading_row(first_rows) or best


def _holds_national_numbers(values: Sequence[str]) -> bool:
    filled = [value.replace("-", "").replace(" ", "") for value in values if value]
    return bool(filled) and all(value.isdigit() and len(value) in _NATIONAL_DIGITS for value in filled)
