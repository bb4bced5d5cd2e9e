"""What a register can tell us, whatever its file looked like.

A reader (``stafet.integrations``) turns a file into a stream of these records; the room ``registers`` compares
the stream with what is known, shows the difference, and takes it in. They stand in the kernel because readers
run in a process of their own that knows no framework. A record says where it stood in the file, so that every
later sentence about it can name file, row and column.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stafet.kernel.sentences import Sentence


class LoadMode(StrEnum):
    """Whether a file is the whole truth of its source or only what has changed."""

    BULK = "bulk"
    DELTA = "delta"


class RegisterEvent(StrEnum):
    """What a youth-education institution must tell the home municipality (DK: § 12 c; SE: 15 kap. 15 §)."""

    ENROLLED = "enrolled"
    AT_RISK = "at_risk"
    BROKEN_OFF = "broken_off"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in what was uploaded.

    ``file`` is the member of a zip or the sheet of a workbook; ``row`` counts as a spreadsheet does
    (the header is row 1; 0 = the file as a whole); ``column`` is the header's own text, or empty.
    """

    file: str
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """A school, institution or department. ``kind`` is an ``OrganisationKind`` value, empty if not said."""

    place: Place
    external_id: str
    name: str
    kind: str = ""
    parent_external_id: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """A class or group within an organisation."""

    place: Place
    external_id: str
    organisation_external_id: str
    name: str
    grade: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A young person. ``national_number`` is clear text here and is hashed and sealed before it is stored.

    ``protection`` is empty, or the register's word for a protected name, address or identity.
    """

    place: Place
    external_id: str
    given_names: str
    family_name: str
    birth_date: date | None = None
    national_number: str = ""
    email: str = ""
    phone: str = ""
    protection: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class EnrolmentRecord:
    """That a person is, was or will be somewhere.

    ``kind`` is an ``ActivityKind`` value, empty when it follows from the organisation's kind.
    ``ends_on`` is half-open: the first day it no longer holds. Readers translate inclusive ends.
    ``starts_inferred`` says that the file gave no start and the reader took the term's or school year's.
    """

    place: Place
    external_id: str
    person_external_id: str
    organisation_external_id: str
    group_external_id: str = ""
    kind: str = ""
    grade: int | None = None
    programme_code: str = ""
    programme_name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    end_reason: str = ""
    starts_inferred: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event an institution reports about one person: enrolled, at risk, broken off, completed."""

    place: Place
    external_id: str
    event: RegisterEvent
    on: date
    organisation_external_id: str
    national_number: str = ""
    person_external_id: str = ""
    given_names: str = ""
    family_name: str = ""
    birth_date: date | None = None
    programme_code: str = ""
    programme_name: str = ""
    reason_code: str = ""
    reason_words: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row, or a whole file, that can't be taken in. ``what`` says what is wrong, ``mend`` how to mend it."""

    place: Place
    what: Sentence
    mend: Sentence


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the person should know that stops nothing: what was inferred, what was not used."""

    place: Place
    what: Sentence
    count: int = 1


Record = OrganisationRecord | GroupRecord | PersonRecord | EnrolmentRecord | EventRecord
