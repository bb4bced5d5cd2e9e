"""Somebody moves here from another municipality of this installation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.people.actions import PersonDraft, about, register_person
from stafet.people.importers.protecting import protect_person
from stafet.people.models import NationalNumber, Person
from stafet.people.moving import PersonCopy, known_as


@audit.action
def arrive(*, municipality_id: UUID, copy: PersonCopy, by: Actor, at: datetime) -> Person:
    """Somebody moves here: known by their number, or written down with all that came along.

    Whoever was protected stays so, seen at first by the stewards of the organisation of last resort. Only in
    the scope of a job of this municipality.
    """
    known = known_as(copy, municipality_id)
    if known is not None:
        return Person.objects.get(pk=known)
    draft = PersonDraft(copy.given_names, copy.family_name, copy.birth_date, copy.email, copy.phone)
    person = register_person(municipality_id=municipality_id, draft=draft, by=by, at=at)
    NationalNumber.objects.bulk_create(
        NationalNumber(
            municipality_id=municipality_id,
            person=person,
            country=number.country,
            kind=number.kind,
            lookup_hash=number.lookup_hash,
            sealed=number.sealed,
            known_at=at,
        )
        for number in copy.numbers
    )
    if copy.protection is not None:
        protect_person(
            person_id=person.pk, municipality_id=municipality_id, kind=copy.protection, by=by, at=at
        )
    audit.record(action="people.arrive", about=about(person), by=by, at=at)
    return person
