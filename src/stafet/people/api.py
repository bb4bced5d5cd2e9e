"""The door of the room ``people``."""

from stafet.people.actions import About, PersonDraft, about, register_person
from stafet.people.models import ContactDetails, NationalNumber, Person, Protection
from stafet.people.queries import (
    Contact,
    Identity,
    Loosely,
    NumberNote,
    classes_open,
    contact_of,
    identity_of,
    loosely,
    named_exactly,
    named_nearly,
    numbers_of,
    persons_with_number,
)
from stafet.people.states import CustodyKind, NumberKind, ProtectionKind

__all__ = [
    "About",
    "Contact",
    "ContactDetails",
    "CustodyKind",
    "Identity",
    "Loosely",
    "NationalNumber",
    "NumberKind",
    "NumberNote",
    "Person",
    "PersonDraft",
    "Protection",
    "ProtectionKind",
    "about",
    "classes_open",
    "contact_of",
    "identity_of",
    "loosely",
    "named_exactly",
    "named_nearly",
    "numbers_of",
    "persons_with_number",
    "register_person",
]
