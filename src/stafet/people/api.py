"""The door of the room ``people``."""

from stafet.people.actions import (
    About,
    NotFromTheMunicipality,
    NumberBelongsToSomebodyElse,
    NumbersMoved,
    PersonDraft,
    about,
    change_birth_date,
    change_contact,
    end_protection,
    mark_merged,
    mark_parted,
    register_person,
    rename_person,
    set_number,
)
from stafet.people.importers.arriving import arrive
from stafet.people.importers.incoming import PERSON_COLUMNS, PeopleTakenIn, take_in_people
from stafet.people.importers.protecting import protect_person
from stafet.people.models import ContactDetails, NationalNumber, Person, Protection
from stafet.people.moving import PersonCopy, copy_of
from stafet.people.numbers import KeptNumber, lookup_hash
from stafet.people.numbers import kept as kept_number
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
    numbers_in_job,
    numbers_of,
    persons_with_number,
)
from stafet.people.states import NumberKind, ProtectionKind

__all__ = [
    "PERSON_COLUMNS",
    "About",
    "Contact",
    "ContactDetails",
    "Identity",
    "KeptNumber",
    "Loosely",
    "NationalNumber",
    "NotFromTheMunicipality",
    "NumberBelongsToSomebodyElse",
    "NumberKind",
    "NumberNote",
    "NumbersMoved",
    "PeopleTakenIn",
    "Person",
    "PersonCopy",
    "PersonDraft",
    "Protection",
    "ProtectionKind",
    "about",
    "arrive",
    "change_birth_date",
    "change_contact",
    "classes_open",
    "contact_of",
    "copy_of",
    "end_protection",
    "identity_of",
    "kept_number",
    "lookup_hash",
    "loosely",
    "mark_merged",
    "mark_parted",
    "named_exactly",
    "named_nearly",
    "numbers_in_job",
    "numbers_of",
    "persons_with_number",
    "protect_person",
    "register_person",
    "rename_person",
    "set_number",
    "take_in_people",
]
