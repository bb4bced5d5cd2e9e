"""What is told to the actions of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from stafet.placements.states import (
    Branch,
    ConsentOf,
    PlaceKind,
    RegisterKind,
    SchemeKind,
    SchoolSubject,
    Willing,
)


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """How a town does one scheme in one school year."""

    kind: SchemeKind
    starts_in: int
    name: str
    grades: tuple[int, ...]
    weekdays: tuple[int, ...]
    days_a_week: int
    place_kinds: tuple[PlaceKind, ...]
    decided: str
    school_weeks: int = 40
    school_hours: Decimal = Decimal(0)
    most_hours: int | None = None
    subjects_kept: tuple[SchoolSubject, ...] = ()
    subjects_wished: tuple[SchoolSubject, ...] = ()
    apply_by: date | None = None
    consent_of: ConsentOf = ConsentOf.ALL
    criteria: tuple[str, ...] = ()
    consequence: str = ""
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class HostFacts:
    """What a host is called, its numbers, and where it is."""

    name: str
    register: RegisterKind
    number: str
    branch: Branch
    town: str
    kind: PlaceKind = PlaceKind.COMPANY
    unit_number: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """Whom one calls at a host, and why this person suits young people."""

    name: str
    phone: str = ""
    email: str = ""
    task: str = ""
    suits: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What a host offers in one school year."""

    willing: Willing
    schemes: tuple[SchemeKind, ...] = ()
    tasks: str = ""
    weekdays: tuple[int, ...] = ()
    from_age: int = 13
    capacity: int = 0


@dataclass(frozen=True, slots=True)
class HostAnswer:
    """What a host says by its link: what it offers, whom to call, and whether it may be asked again."""

    place: PlaceFacts
    contact: ContactFacts | None = None
    no_more_asking: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with custody now, as the room above knows them."""

    custody_id: UUID
    name: str
