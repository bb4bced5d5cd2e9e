"""What can happen to a person's own data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.grants import api as grants
from stafet.kernel import names, national_numbers
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import SentenceError, sentence
from stafet.organisations import api as organisations
from stafet.people import numbers
from stafet.people.models import ContactDetails, NationalNumber, Person, Protection
from stafet.people.states import NumberKind

WRITER_SEES = "ABCD"
WRITER_SEES_FOR = timedelta(days=1)


class NumberBelongsToSomebodyElse(SentenceError):
    """A personal or coordination number names one person only."""


class NotFromTheMunicipality(SentenceError):
    """Only the home municipality writes down somebody new."""


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


@dataclass(frozen=True, slots=True)
class NumbersMoved:
    """The keys of the numbers that went along, and of those both had, which stayed as replaced."""

    given: tuple[UUID, ...]
    replaced: tuple[UUID, ...]


@audit.action
def register_person(*, municipality_id: UUID, draft: PersonDraft, by: Actor, at: datetime) -> Person:
    """Write down a person who was not known. Nobody else sees them until a fact opens a grant.

    In the scope of a user the person is open for a day to the unit of the home municipality that writes, so that
    it can take them in. Raises ``NotFromTheMunicipality``.
    """
    country = organisations.home(municipality_id).country
    person = Person(pk=uuid7(), municipality_id=municipality_id, birth_date=draft.birth_date, known_at=at)
    _name(person, draft.given_names, draft.family_name, country)
    if audit.current_alias() == access.USER_ALIAS:
        _open_to_writer(person, by=by, at=at)
    person.save(force_insert=True)
    if draft.email or draft.phone:
        ContactDetails.objects.create(
            municipality_id=municipality_id, person=person, email=draft.email, phone=draft.phone, known_at=at
        )
    audit.record(action="people.register_person", about=about(person), by=by, at=at)
    return person


@audit.action
def rename_person(*, person: Person, given_names: str, family_name: str, by: Actor, at: datetime) -> None:
    """Somebody has another name now: it is shown at once everywhere, and the old one nowhere."""
    country = organisations.home(person.municipality_id).country
    _name(person, given_names, family_name, country)
    person.known_at = at
    person.save(update_fields=["given_names", "family_name", "search_key", "sort_key", "known_at"])
    audit.record(action="people.rename_person", about=about(person), by=by, at=at)


@audit.action
def change_birth_date(*, person: Person, birth_date: date | None, by: Actor, at: datetime) -> None:
    """The birth date was wrong or unknown."""
    person.birth_date, person.known_at = birth_date, at
    person.save(update_fields=["birth_date", "known_at"])
    audit.record(action="people.change_birth_date", about=about(person), by=by, at=at)


@audit.action
def change_contact(*, person: Person, email: str, phone: str, by: Actor, at: datetime) -> None:
    """How somebody is reached now. Empty words mean that it is not known."""
    ContactDetails.objects.update_or_create(
        municipality_id=person.municipality_id,
        person_id=person.pk,
        defaults={"email": email.strip(), "phone": phone.strip(), "known_at": at},
    )
    audit.record(action="people.change_contact", about=about(person), by=by, at=at)


@audit.action
def set_number(*, person: Person, number: str, by: Actor, at: datetime) -> None:
    """Keep somebody's national number: a hash to find it by, and sealed text. The one before is replaced.

    Raises ``NotANationalNumber``, and ``NumberBelongsToSomebodyElse`` when it names another person here.
    """
    home = organisations.home(person.municipality_id)
    read = national_numbers.parse(number, home.country, on=home.day(at))
    kept = numbers.kept(read)
    mine = NationalNumber.objects.filter(
        municipality_id=person.municipality_id, person_id=person.pk, replaced_at=None
    )
    if mine.filter(lookup_hash=kept.lookup_hash).exists():
        return
    mine.filter(country=home.country.value).update(replaced_at=at)
    _keep(person.municipality_id, person.pk, home.country, kept, at=at)
    audit.record(action="people.set_number", about=about(person), by=by, at=at)


@audit.action
def end_protection(*, person_id: UUID, municipality_id: UUID, by: Actor, at: datetime) -> None:
    """A human confirms that somebody need not be hidden any more. Only in the scope of a job."""
    protection = Protection.objects.filter(
        municipality_id=municipality_id, person_id=person_id, lifted_at=None
    )
    protection.update(lifted_at=at)
    access.unhide_person(municipality_id=municipality_id, person_id=person_id, by=by, at=at)
    audit.record_many(
        action="people.end_protection", municipality_id=municipality_id, subject_id=person_id, by=by, at=at
    )


@audit.action
def mark_merged(*, duplicate: Person, kept: Person, by: Actor, at: datetime) -> NumbersMoved:
    """Two registrations are one person: the duplicate points to the kept one, its numbers go along.

    A number the kept one has already stays with the duplicate as replaced.
    """
    known = NationalNumber.objects.filter(
        municipality_id=kept.municipality_id, person_id=kept.pk, replaced_at=None
    )
    moving = NationalNumber.objects.filter(
        municipality_id=duplicate.municipality_id, person_id=duplicate.pk, replaced_at=None
    )
    twice = Exists(known.filter(lookup_hash=OuterRef("lookup_hash")))
    replaced = _keys(moving.filter(twice))
    given = _keys(moving.exclude(pk__in=replaced))
    NationalNumber.objects.filter(pk__in=replaced).update(replaced_at=at)
    NationalNumber.objects.filter(pk__in=given).update(person_id=kept.pk)
    Person.objects.filter(pk=duplicate.pk).update(merged_into_id=kept.pk, known_at=at)
    audit.record(action="people.mark_merged", about=about(duplicate), by=by, at=at)
    return NumbersMoved(given, replaced)


@audit.action
def mark_parted(
    *,
    duplicate: Person,
    kept_id: UUID,
    numbers: Sequence[UUID],
    replaced: Sequence[UUID],
    by: Actor,
    at: datetime,
) -> None:
    """They are two after all: the duplicate stands for itself again and has the numbers it had.

    ``numbers`` went along with the merge, ``replaced`` stayed because both had them.
    """
    mine = NationalNumber.objects.filter(municipality_id=duplicate.municipality_id)
    mine.filter(pk__in=numbers, person_id=kept_id).update(person_id=duplicate.pk)
    mine.filter(pk__in=replaced, person_id=duplicate.pk).update(replaced_at=None)
    Person.objects.filter(pk=duplicate.pk, merged_into_id=kept_id).update(merged_into_id=None, known_at=at)
    audit.record(action="people.mark_parted", about=about(duplicate), by=by, at=at)


def _keys(numbers: QuerySet[NationalNumber]) -> tuple[UUID, ...]:
    return tuple(numbers.order_by("pk").values_list("pk", flat=True))


def _name(person: Person, given_names: str, family_name: str, country: Country) -> None:
    """Set the name and the keys it is found and sorted by."""
    person.given_names, person.family_name = names.tidied(given_names), names.tidied(family_name)
    person.search_key = names.search_key(f"{person.given_names} {person.family_name}")
    order = names.SWEDISH if country is Country.SE else names.DANISH
    person.sort_key = order.key(f"{person.family_name} {person.given_names}".strip())


def _open_to_writer(person: Person, *, by: Actor, at: datetime) -> None:
    """Open somebody who is about to be written down to the unit of the home municipality that writes."""
    units = [
        post.organisation_id
        for post in by.posts
        if post.municipality_id == person.municipality_id
        and access.allowed(post.role, access.Permission.TAKE_IN)
    ]
    if not units:
        raise NotFromTheMunicipality(sentence("Only the home municipality writes down somebody new."))
    grant = grants.GrantDraft(
        organisation_id=units[0],
        purpose=access.Purpose.GUIDANCE,
        basis="stafet.sharing.written_down",
        classes=WRITER_SEES,
        source=access.Grant.Source.REGISTER,
        source_id=person.pk,
    )
    grants.open_grants(
        municipality_id=person.municipality_id,
        person_id=person.pk,
        grants=[grant],
        by=by,
        at=at,
        until=at + WRITER_SEES_FOR,
    )


def _keep(
    municipality_id: UUID, person_id: UUID, country: Country, kept: numbers.KeptNumber, *, at: datetime
) -> None:
    """Write a number. The database knows whether it belongs to somebody else, also somebody who may not be seen."""
    row = NationalNumber(
        municipality_id=municipality_id,
        person_id=person_id,
        country=country.value,
        kind=NumberKind(kept.kind),
        lookup_hash=kept.lookup_hash,
        sealed=kept.sealed,
        known_at=at,
    )
    try:
        with transaction.atomic(using=audit.current_alias()):
            row.save(force_insert=True)
    except IntegrityError as error:
        raise NumberBelongsToSomebodyElse(
            sentence("This number already belongs to somebody else."), field="number"
        ) from error
