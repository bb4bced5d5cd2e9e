"""What is told to the actions of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafet.catalogue.api import PartnerKind


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """Who comes, or is visited. ``consented_on`` is the day they said yes to stand in the bank; ``None``: not yet."""

    name: str
    kind: PartnerKind
    offers: str
    town: str
    contact_name: str
    contact_email: str
    contact_phone: str = ""
    language: str = "da"
    capacity: int = 1
    consented_on: date | None = None
    host_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """What was done. ``partner_name`` is whoever came from outside and was not booked here."""

    held_on: date
    done: str
    reflections: str = ""
    partner_name: str = ""
