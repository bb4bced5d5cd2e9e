"""What goes along when somebody moves to another municipality: who they are, not what was done for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafet.people.models import ContactDetails, NationalNumber, Person, Protection
from stafet.people.states import NumberKind, ProtectionKind


@dataclass(frozen=True, slots=True)
class PackedNumber:
    """A number as it is kept; the installation's keys open it in every municipality."""

    country: str
    kind: NumberKind
    lookup_hash: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class PersonCopy:
    """Somebody as the new municipality first knows them."""

    given_names: str
    family_name: str
    birth_date: date | None
    email: str
    phone: str
    numbers: tuple[PackedNumber, ...]
    protection: ProtectionKind | None


def copy_of(person: Person) -> PersonCopy:
    """Pack a person for the new municipality. In the scope of a job of the old one."""
    whose = {"municipality_id": person.municipality_id, "person_id": person.pk}
    contact = ContactDetails.objects.filter(**whose).first()
    protection = Protection.objects.filter(**whose, lifted_at=None).first()
    numbers = NationalNumber.objects.filter(**whose, replaced_at=None).order_by("known_at", "pk")
    return PersonCopy(
        given_names=person.given_names,
        family_name=person.family_name,
        birth_date=person.birth_date,
        email=contact.email if contact else "",
        phone=contact.phone if contact else "",
        numbers=tuple(
            PackedNumber(row.country, NumberKind(row.kind), bytes(row.lookup_hash), bytes(row.sealed))
            for row in numbers
        ),
        protection=ProtectionKind(protection.kind) if protection else None,
    )


def known_as(copy: PersonCopy, municipality_id: UUID) -> UUID | None:
    """The person a municipality knows by one of these numbers, if it knows them."""
    certain = [
        number.lookup_hash
        for number in copy.numbers
        if number.kind in {NumberKind.PERSONAL, NumberKind.COORDINATION}
    ]
    found = NationalNumber.objects.filter(
        municipality_id=municipality_id,
        lookup_hash__in=certain,
        kind__in=[NumberKind.PERSONAL, NumberKind.COORDINATION],
        replaced_at=None,
    )
    return found.order_by("known_at", "pk").values_list("person_id", flat=True).first()
