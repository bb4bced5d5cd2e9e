"""One row of a mapped table as records: a person, the school and class they are at, and since when."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from stafet.integrations.dates import DateOrder, date_of
from stafet.integrations.findings import BadValue, shown
from stafet.integrations.grid import Cell, Grid, Row
from stafet.integrations.mapping import ColumnMapping, Field
from stafet.integrations.protocol import EndDates, ReaderSettings
from stafet.integrations.tables.words import kinds_by_word, word_key
from stafet.integrations.values import (
    full_name,
    grade_in_class_name,
    grade_of,
    national_number_text,
    text_of,
    whether,
)
from stafet.kernel.names import search_key
from stafet.kernel.records import EnrolmentRecord, GroupRecord, OrganisationRecord, PersonRecord, Place
from stafet.kernel.sentences import Sentence, sentence

_SIGNS_THAT_IDENTIFY = 10
_HASH_SIGNS = 32
_OWN_PLACE = ""
"""The key of the organisation whose register it is."""


@lru_cache(maxsize=4096)
def _place_key(name: str) -> str:
    """The key of a school or class known by its name only; a table names the same few over and over."""
    return search_key(name)


class BadCell(Exception):
    """A cell of a field can't be understood: the field, and why."""

    def __init__(self, field: Field, error: BadValue) -> None:
        super().__init__(str(error))
        self.field = field
        self.error = error


@dataclass(frozen=True, slots=True)
class RowRecords:
    """What one row says. ``zeroes_added``: the national number had lost its leading zeroes."""

    person: PersonRecord
    organisation: OrganisationRecord | None
    group: GroupRecord | None
    enrolment: EnrolmentRecord | None
    zeroes_added: bool = False


@dataclass(slots=True)
class MappedTable:
    """A grid read through a mapping. ``order`` is the proved or told order of its dates."""

    grid: Grid
    mapping: ColumnMapping
    settings: ReaderSettings
    order: DateOrder | None = None
    _columns: dict[Field, int] = field(default_factory=dict)
    _fixed: dict[Field, str] = field(default_factory=dict)
    _words: dict[tuple[Field, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.grid.require([column.heading for column in self.mapping.columns])
        for column in self.mapping.columns:
            place = self.grid.column(column.heading)
            if place is not None:
                self._columns[column.field] = place
        self._fixed = {each.field: each.value for each in self.mapping.fixed}
        self._words = {(each.field, word_key(each.word)): each.value for each in self.mapping.translations}

    def has(self, *fields: Field) -> bool:
        """Whether every one of the fields has a column or a fixed value."""
        return all(field in self._columns or field in self._fixed for field in fields)

    def columns_of(self, *fields: Field) -> list[int]:
        """Where the columns of some fields are; fields without one are left out."""
        return [self._columns[field] for field in fields if field in self._columns]

    def place(self, row: Row, field: Field | None = None) -> Place:
        """The place of a field in a row, for sentences."""
        return self.grid.place(row.number, self._columns.get(field) if field is not None else None)

    def person_key(self, row: Row) -> str:
        """What identifies the row's person for this source; empty when nothing does. Never a number in clear."""
        identifier = self._text(row, Field.PERSON_ID)
        if identifier:
            return identifier
        number, _ = self._national_number(row)
        if number:
            return self._hashed("number", re.sub(r"[^0-9A-Z]", "", number.upper())[-_SIGNS_THAT_IDENTIFY:])
        born_on = self._day(row, Field.BIRTH_DATE)
        name = search_key(" ".join(self._names(row)))
        return self._hashed("name", f"{name} {born_on}") if name and born_on else ""

    def records(self, row: Row, key: str) -> RowRecords:
        """What a row says about the person of that key. Raises ``BadCell``."""
        number, zeroes_added = self._national_number(row)
        person = self._person(row, key, number)
        organisation = self._organisation(row)
        if organisation is None and not self.settings.has_own_place:
            return RowRecords(person, None, None, None, zeroes_added)
        school = organisation.external_id if organisation else _OWN_PLACE
        group = self._group(row, school)
        enrolment = self._enrolment(row, key, school, group)
        return RowRecords(person, organisation, group, enrolment, zeroes_added)

    def _person(self, row: Row, key: str, number: str) -> PersonRecord:
        given, family = self._names(row)
        if not (given or family):
            what = sentence("The person has no name.")
            raise BadCell(Field.GIVEN_NAMES, BadValue(what, sentence("Fill in the name.")))
        return PersonRecord(
            self.place(row),
            key,
            given,
            family,
            self._day(row, Field.BIRTH_DATE),
            number,
            self._text(row, Field.EMAIL),
            self._text(row, Field.PHONE),
            self._protection(row),
            removed=self._removed(row) and not self.has_places,
        )

    @property
    def has_places(self) -> bool:
        """Whether rows are about people's places, and not only about people."""
        return self._has_school or self.settings.has_own_place

    @property
    def _has_school(self) -> bool:
        return self.has(Field.SCHOOL_ID) or self.has(Field.SCHOOL_NAME)

    def _organisation(self, row: Row) -> OrganisationRecord | None:
        identifier, name = self._text(row, Field.SCHOOL_ID), self._text(row, Field.SCHOOL_NAME)
        if not (identifier or name):
            if self._has_school and not self.settings.has_own_place:
                what = sentence("The row does not say which school.")
                raise BadCell(self._school_field(), BadValue(what, sentence("Fill in the school.")))
            return None
        return OrganisationRecord(self.place(row), identifier or _place_key(name), name or identifier)

    def _school_field(self) -> Field:
        return Field.SCHOOL_ID if Field.SCHOOL_ID in self._columns else Field.SCHOOL_NAME

    def _group(self, row: Row, school: str) -> GroupRecord | None:
        identifier, name = self._text(row, Field.CLASS_ID), self._text(row, Field.CLASS_NAME)
        if not (identifier or name):
            return None
        grade = grade_in_class_name(name)
        return GroupRecord(
            self.place(row), identifier or f"{school}/{_place_key(name)}", school, name or identifier, grade
        )

    def _enrolment(self, row: Row, key: str, school: str, group: GroupRecord | None) -> EnrolmentRecord:
        starts_on, ends_on = self._day(row, Field.STARTS_ON), self._ends_on(row)
        if starts_on is not None and ends_on is not None and ends_on <= starts_on:
            what = sentence("It ends before it starts.")
            raise BadCell(Field.ENDS_ON, BadValue(what, sentence("Correct the dates.")))
        return EnrolmentRecord(
            self.place(row),
            self._text(row, Field.ENROLMENT_ID) or f"{key}@{school}",
            key,
            school,
            group.external_id if group else "",
            self._kind(row),
            self._grade(row, group),
            self._text(row, Field.PROGRAMME_CODE),
            self._text(row, Field.PROGRAMME_NAME),
            starts_on,
            ends_on,
            self._text(row, Field.END_REASON),
            removed=self._removed(row),
        )

    def _ends_on(self, row: Row) -> date | None:
        """Tables made for people write the last day, unless the settings say otherwise."""
        ends_on = self._day(row, Field.ENDS_ON)
        if ends_on is None or self.settings.end_dates is EndDates.DAY_AFTER:
            return ends_on
        return ends_on + timedelta(days=1)

    def _names(self, row: Row) -> tuple[str, str]:
        if self.has(Field.FULL_NAME):
            return full_name(self._text(row, Field.FULL_NAME))
        return self._text(row, Field.GIVEN_NAMES), self._text(row, Field.FAMILY_NAME)

    def _national_number(self, row: Row) -> tuple[str, bool]:
        return national_number_text(self._cell(row, Field.NATIONAL_NUMBER), self.settings.country)

    def _grade(self, row: Row, group: GroupRecord | None) -> int | None:
        try:
            grade = grade_of(self._translated(row, Field.GRADE))
        except BadValue as error:
            raise BadCell(Field.GRADE, error) from error
        return group.grade if grade is None and group is not None else grade

    def _kind(self, row: Row) -> str:
        word = self._translated(row, Field.KIND)
        if not word:
            return self.settings.activity_kind
        kind = kinds_by_word().get(word_key(word))
        if kind is None:
            what: Sentence = sentence("“%(word)s” is no kind of activity we know.", word=shown(word))
            mend = sentence("Say in the mapping which kind of activity the word means.")
            raise BadCell(Field.KIND, BadValue(what, mend))
        return kind.value

    def _protection(self, row: Row) -> str:
        """The register's own word; plain yes and no are understood, everything else counts as protected."""
        word = self._text(row, Field.PROTECTION)
        try:
            return word if whether(word) else ""
        except BadValue:
            return word

    def _removed(self, row: Row) -> bool:
        try:
            return whether(self._translated(row, Field.REMOVED))
        except BadValue as error:
            raise BadCell(Field.REMOVED, error) from error

    def _day(self, row: Row, field: Field) -> date | None:
        try:
            return date_of(self._cell(row, field), self.order)
        except BadValue as error:
            raise BadCell(field, error) from error

    def _translated(self, row: Row, field: Field) -> str:
        text = self._text(row, field)
        return self._words.get((field, word_key(text)), text)

    def _text(self, row: Row, field: Field) -> str:
        return text_of(self._cell(row, field))

    def _cell(self, row: Row, field: Field) -> Cell:
        column = self._columns.get(field)
        cell = "" if column is None else row.cells[column]
        return self._fixed.get(field, "") if cell == "" else cell

    def _hashed(self, what: str, value: str) -> str:
        """A name for somebody without an identifier. Without a key it could be turned back into the number."""
        if not self.settings.key:
            no_key = sentence("The row has no identifier, and the source has no key to recognise people by.")
            mend = sentence("Fill in the identifier, or let the source be set up again.")
            raise BadCell(Field.PERSON_ID, BadValue(no_key, mend))
        digest = hmac.new(self.settings.key.encode(), f"{what}:{value}".encode(), hashlib.sha256)
        return digest.hexdigest()[:_HASH_SIGNS]
