"""A first look at what has just been uploaded: is it what its register sends, and are its columns known?

Whatever opens the file does so in the reading process. Of a table nobody has described yet a few values of each
column are shown, so that people can tell the columns apart; never of anybody who is protected.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.integrations import loading
from stafet.integrations.findings import shown
from stafet.integrations.grid import heading_key
from stafet.integrations.mapping import ColumnMapping
from stafet.integrations.protocol import Finished, ReaderSettings, Reading
from stafet.integrations.reading import FirstLook, look_in_child, read_in_child
from stafet.integrations.tables.look import TableLook
from stafet.integrations.values import national_number_text
from stafet.kernel import clock
from stafet.kernel.countries import Country
from stafet.kernel.national_numbers import NotANationalNumber, parse
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.registers import api as registers

_MOST_REFUSALS = 5
_VALUES_SHOWN = 3

_FORMATS: Mapping[str, registers.SourceFormat] = MappingProxyType(
    {
        "oneroster": registers.SourceFormat.ONEROSTER,
        "sds-classic": registers.SourceFormat.SCHOOL_DATA_SYNC,
        "sds-2.1": registers.SourceFormat.SCHOOL_DATA_SYNC,
        "skolverket": registers.SourceFormat.TEST_TEMPLATE,
        "events": registers.SourceFormat.EVENTS,
        "table": registers.SourceFormat.MAPPED,
        "ss12000": registers.SourceFormat.SS12000,
    }
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What an upload turned out to be.

    ``refusals`` say why it can't be what the register sends, and ``looks_like`` what it is instead, if that can be
    told. ``knows_columns`` is false for a table whose columns nobody has described, or described differently.
    """

    format_name: str = ""
    files: tuple[str, ...] = ()
    refusals: tuple[registers.Rejection, ...] = ()
    looks_like: registers.SourceFormat | None = None
    knows_columns: bool = True


def see(path: Path, *, name: str, source: registers.Source) -> Sight:
    """Look at an upload before it is taken in. ``name`` is what the person called it."""
    if source.format == registers.SourceFormat.MAPPED:
        return _see_table(path, name, source)
    wanted = loading.READERS[registers.SourceFormat(source.format)]
    reading, refusals = _begin(path, name, wanted, loading.reader_settings(source))
    if reading is None:
        return Sight(refusals=refusals, looks_like=_what_else(path, name))
    return _judged(reading, source)


def look_at_load(load_id: UUID, municipality_id: UUID) -> FirstLook:
    """Look at the tables of a load that waits for somebody to say what its columns are.

    A file that was uploaded is opened by jobs only, so this is one. Rows about protected people are left out,
    whether they hold a name or a number of theirs.
    """
    with access.job_scope(municipality_id):
        name = registers.Load.objects.get(pk=load_id).file_name
        content = registers.file_of(load_id)
        names = _names_of_the_hidden(municipality_id)
        is_hidden_number = _numbers_of_the_hidden(municipality_id)
    with tempfile.TemporaryDirectory(prefix="stafet-look-") as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        return look_in_child(path, name=name, hidden_names=names, is_hidden_number=is_hidden_number)


def values_of(table: TableLook, heading: str) -> tuple[str, ...]:
    """Up to three different values of a column, in alphabetical order, so that no row can be put together again.

    Of a national number only the birth date is shown.
    """
    place = table.headings.index(heading)
    different = dict.fromkeys(row[place] for row in table.sample if place < len(row) and row[place])
    return tuple(sorted(shown(value) for value in islice(different, _VALUES_SHOWN)))


def fits(mapping: ColumnMapping, look: FirstLook) -> bool:
    """Whether every column of a mapping is there in the sheet it was made for."""
    sheets = [table for table in look.tables if mapping.sheet in {"", table.sheet}]
    if not sheets:
        return False
    headings = {heading_key(heading) for heading in sheets[0].headings}
    return {heading_key(column.heading) for column in mapping.columns} <= headings


def _judged(reading: Reading, source: registers.Source) -> Sight:
    found = _FORMATS.get(reading.reader)
    if found is not None and found != source.format:
        return Sight(refusals=(_ANOTHER_FORMAT,), looks_like=found)
    return Sight(f"{reading.format_name} {reading.version}", reading.files)


def _see_table(path: Path, name: str, source: registers.Source) -> Sight:
    look = look_in_child(path, name=name, until_recognised=True)
    if look.reading is not None:
        return Sight(refusals=(_ANOTHER_FORMAT,), looks_like=_FORMATS.get(look.reading.reader))
    if look.rejections or not look.tables:
        return Sight(refusals=look.rejections or (_NOTHING_IN_IT,))
    mapping = loading.reader_settings(source).mapping
    known = mapping is not None and fits(mapping, look)
    return Sight(files=tuple(filter(None, (table.sheet for table in look.tables))), knows_columns=known)


def _begin(
    path: Path, name: str, reader: str, settings: ReaderSettings
) -> tuple[Reading | None, tuple[registers.Rejection, ...]]:
    """What a reading says first: what the upload is, or why it can't be read."""
    refusals: list[registers.Rejection] = []
    items = read_in_child(path, reader=reader, settings=settings, name=name)
    for item in items:
        if isinstance(item, Reading):
            return item, ()
        if isinstance(item, registers.Rejection):
            refusals.append(item)
        if isinstance(item, Finished) or len(refusals) >= _MOST_REFUSALS:
            break
    return None, tuple(refusals)


def _what_else(path: Path, name: str) -> registers.SourceFormat | None:
    """What an upload is instead, if that can be told. A table of any kind is what nothing else is."""
    look = look_in_child(path, name=name, until_recognised=True)
    if look.reading is not None:
        return _FORMATS.get(look.reading.reader)
    return registers.SourceFormat.MAPPED if look.tables else None


def _names_of_the_hidden(municipality_id: UUID) -> tuple[tuple[str, ...], ...]:
    """The words of each protected person's name."""
    found = people.Person.objects.filter(
        municipality_id=municipality_id, pk__in=_hidden(municipality_id)
    ).values_list("search_key", flat=True)
    return tuple(tuple(key.split()) for key in found if key)


def _numbers_of_the_hidden(municipality_id: UUID) -> Callable[[str], bool] | None:
    """Whether a text is a protected person's number, now or formerly; ``None`` where no number of theirs is known."""
    kept = people.NationalNumber.objects.filter(
        municipality_id=municipality_id, person_id__in=_hidden(municipality_id)
    )
    hashes = {(country, bytes(each)) for country, each in kept.values_list("country", "lookup_hash")}
    countries = [Country(country) for country in {country for country, _ in hashes}]
    day = organisations.home(municipality_id).day(clock.now())

    def is_hidden(text: str) -> bool:
        return any((country.value, _lookup_hash(text, country, day)) in hashes for country in countries)

    return is_hidden if hashes else None


def _lookup_hash(text: str, country: Country, day: date) -> bytes:
    """What a number is found by, read as readers do; nothing when it is none."""
    written, _ = national_number_text(text, country)
    try:
        return people.lookup_hash(parse(written, country, on=day))
    except NotANationalNumber:
        return b""


def _hidden(municipality_id: UUID) -> QuerySet[access.HiddenPerson, UUID]:
    hidden = access.HiddenPerson.objects.filter(municipality_id=municipality_id, lifted_at=None)
    return hidden.values_list("person_id", flat=True)


_ANOTHER_FORMAT = registers.Rejection(
    registers.Place(""),
    sentence("This file has another format than the register is said to send."),
    sentence("Choose the register it belongs to, or change the format of this one."),
)
_NOTHING_IN_IT = registers.Rejection(
    registers.Place(""),
    sentence("There is no table with rows in the file."),
    sentence("Export it again and look at it first."),
)
