"""What can happen to a person's own data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel import names
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.organisations import api as organisations
from stafet.people.models import ContactDetails, Person


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Who somebody is and how they are reached, as it was told. Names are tidied before they are kept."""

    given_names: str
    family_name: str
    birth_date: date | None = None
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """Whom a record in the log is about, when the row itself is the person."""

    pk: UUID
    person_id: UUID
    municipality_id: UUID


def about(person: Person) -> About:
    """The person as the log names them."""
    return About(person.pk, person.pk, person.municipality_id)


@audit.action
def register_person(*, municipality_id: UUID, draft: PersonDraft, by: Actor, at: datetime) -> Person:
    """Write down a person who was not known. Nobody sees them until a fact opens a grant."""
    country = organisations.home(municipality_id).country
    person = Person(pk=uuid7(), municipality_id=municipality_id, birth_date=draft.birth_date, known_at=at)
    _name(person, draft.given_names, draft.family_name, country)
    person.save(force_insert=True)
    if draft.email or draft.phone:
        ContactDetails.objects.create(
            municipality_id=municipality_id, person=person, email=draft.email, phone=draft.phone, known_at=at
        )
    audit.record(action="people.register_person", about=about(person), by=by, at=at)
    return person


def _name(person: Person, given_names: str, family_name: str, country: Country) -> None:
    """Set the name and the keys it is found and sorted by."""
    person.given_names, person.family_name = names.tidied(given_names), names.tidied(family_name)
    person.search_key = names.search_key(f"{person.given_names} {person.family_name}")
    order = names.SWEDISH if country is Country.SE else names.DANISH
    person.sort_key = order.key(f"{person.family_name} {person.given_names}".strip())
