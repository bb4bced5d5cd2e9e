"""How the columns of some table become our fields: what a person has confirmed once for a source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stafet.kernel.records import LoadMode


class Field(StrEnum):
    """What a column of a table of young people can say."""

    PERSON_ID = "person_id"
    NATIONAL_NUMBER = "national_number"
    GIVEN_NAMES = "given_names"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    EMAIL = "email"
    PHONE = "phone"
    PROTECTION = "protection"
    SCHOOL_ID = "school_id"
    SCHOOL_NAME = "school_name"
    CLASS_ID = "class_id"
    CLASS_NAME = "class_name"
    GRADE = "grade"
    KIND = "kind"
    PROGRAMME_CODE = "programme_code"
    PROGRAMME_NAME = "programme_name"
    ENROLMENT_ID = "enrolment_id"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    END_REASON = "end_reason"
    REMOVED = "removed"


DATES = (Field.BIRTH_DATE, Field.STARTS_ON, Field.ENDS_ON)


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """That a column, named by its heading, holds a field."""

    heading: str
    field: Field


@dataclass(frozen=True, slots=True)
class FixedValue:
    """A value that holds for every row because the table has no column for it."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class Translation:
    """What a word of the table means, such as "EUD" → ``vocational_education`` for the kind."""

    field: Field
    word: str
    value: str


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How one table is read. ``sheet`` is empty for a text file; ``header_row`` counts as a spreadsheet does."""

    columns: tuple[MappedColumn, ...]
    sheet: str = ""
    header_row: int = 0
    fixed: tuple[FixedValue, ...] = ()
    translations: tuple[Translation, ...] = ()
    mode: LoadMode = LoadMode.BULK

    def heading_of(self, field: Field) -> str:
        """The heading of the column that holds a field, or empty."""
        return next((each.heading for each in self.columns if each.field == field), "")
