"""The door of the room ``people``."""

from stafet.people.actions import About, PersonDraft, about, register_person
from stafet.people.models import ContactDetails, NationalNumber, Person, Protection
from stafet.people.states import CustodyKind, NumberKind, ProtectionKind

__all__ = [
    "About",
    "ContactDetails",
    "CustodyKind",
    "NationalNumber",
    "NumberKind",
    "Person",
    "PersonDraft",
    "Protection",
    "ProtectionKind",
    "about",
    "register_person",
]
