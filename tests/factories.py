"""Facts, built the short way: people, what they do, and that the promise holds for them.

Everything is written as the job role in the scope of one municipality, with the grants that follow from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from psycopg.types.range import TimestamptzRange

from stafet.access import api as access
from stafet.kernel import names
from stafet.kernel.activities import ActivityKind
from stafet.kernel.national_numbers import NationalNumber as ReadNumber
from stafet.organisations.models import Municipality, Organisation, Unit
from stafet.pathways.models import Spell
from stafet.people import numbers
from stafet.people.models import NationalNumber, Person
from stafet.responsibility.models import Coverage, Holding, NextStep
from stafet.responsibility.states import AcquiredBy, StepKind
from tests.conftest import NOW

TODAY = NOW.date()
WEEK = timedelta(days=7)
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody for whom the promise holds, with the rows that say so."""

    person: Person
    coverage: Coverage
    holding: Holding
    step: NextStep


def a_person(
    home: Municipality,
    given_names: str = "Amina",
    family_name: str = "Holm",
    *,
    birth_date: date | None = date(2010, 5, 17),
    at: datetime = NOW,
) -> Person:
    """A young person of a municipality. Nobody has a grant yet. Needs an open job scope."""
    return Person.objects.create(
        municipality=home,
        given_names=given_names,
        family_name=family_name,
        birth_date=birth_date,
        search_key=names.search_key(f"{given_names} {family_name}"),
        sort_key=names.sort_key_da(f"{family_name} {given_names}"),
        known_at=at,
    )


def some_people(home: Municipality, how_many: int) -> list[Person]:
    """As many young people, told apart by their family names."""
    return [a_person(home, "Barn", f"Nummer {next(_numbers):05}") for _ in range(how_many)]


def a_spell(
    person: Person,
    organisation: Organisation | None,
    kind: ActivityKind = ActivityKind.BASIC_SCHOOL,
    *,
    starts_on: date = date(2025, 8, 1),
    ends_on: date | None = None,
    unit: Unit | None = None,
    grade: int | None = 9,
    confirmed_on: date | None = date(2025, 8, 12),
    missing_since: date | None = None,
    end_reason: str = "",
    at: datetime = NOW,
) -> Spell:
    """What a person does. Confirmed and at a school in grade 9 unless told otherwise."""
    return Spell.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        kind=kind.value,
        organisation=organisation,
        unit=unit,
        grade=grade if kind is ActivityKind.BASIC_SCHOOL else None,
        starts_on=starts_on,
        ends_on=ends_on,
        confirmed_on=confirmed_on,
        missing_since=missing_since,
        end_reason=end_reason,
        known_at=at,
    )


def covered(
    person: Person,
    holder: Organisation,
    *,
    user: access.User | None = None,
    duty: Iterable[Organisation] = (),
    kind: StepKind = StepKind.CONVERSATION,
    due_on: date = TODAY + 2 * WEEK,
    assignee: access.User | None = None,
    at: datetime = NOW - timedelta(days=20),
) -> Held:
    """The promise holds: an organisation has the responsibility, a step is due, and both may be seen by their own."""
    coverage = Coverage.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        starts_on=at.date(),
        rule="dk.coverage.from_grade",
        known_at=at,
    )
    holding = Holding.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        organisation=holder,
        holder=user,
        starts_at=at,
        acquired_by=AcquiredBy.TAKEN_IN,
        known_at=at,
    )
    granted(person, holder, access.Purpose.GUIDANCE, "ABCDEG", access.Grant.Source.HOLDING, holding.pk, at=at)
    for organisation in duty:
        granted(
            person, organisation, access.Purpose.DUTY, "ABD", access.Grant.Source.DUTY, coverage.pk, at=at
        )
    step = a_step(person, holder, kind=kind, due_on=due_on, assignee=assignee or user, at=at)
    return Held(person, coverage, holding, step)


def a_step(
    person: Person,
    organisation: Organisation,
    *,
    kind: StepKind = StepKind.CONVERSATION,
    due_on: date = TODAY + 2 * WEEK,
    assignee: access.User | None = None,
    unit: Unit | None = None,
    rule: str = "",
    words: str = "",
    at: datetime = NOW - timedelta(days=20),
) -> NextStep:
    """An open next step."""
    return NextStep.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        kind=kind,
        words=words,
        organisation=organisation,
        unit=unit,
        assignee=assignee,
        due_on=due_on,
        rule=rule,
        rule_due_on=due_on if rule else None,
        opened_at=at,
        known_at=at,
    )


def granted(
    person: Person,
    organisation: Organisation,
    purpose: access.Purpose,
    classes: str,
    source: access.Grant.Source,
    source_id: UUID,
    *,
    unit: Unit | None = None,
    at: datetime = NOW - timedelta(days=20),
) -> access.Grant:
    """An organisation may see a person from an instant on."""
    return access.Grant.objects.create(
        municipality_id=person.municipality_id,
        person_id=person.pk,
        organisation=organisation,
        unit=unit,
        purpose=purpose.value,
        basis="stafet.sharing.holder",
        classes=classes,
        source=source,
        source_id=source_id,
        valid=TimestamptzRange(at, None),
    )


def a_number(person: Person, number: ReadNumber, *, at: datetime = NOW) -> NationalNumber:
    """A national number of a person, as registers bring it."""
    kept = numbers.kept(number)
    return NationalNumber.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        country=number.country.value,
        kind=kept.kind,
        lookup_hash=kept.lookup_hash,
        sealed=kept.sealed,
        known_at=at,
    )


def hidden(person: Person, *readers: access.User, at: datetime = NOW - timedelta(days=10)) -> None:
    """Protect a person's whereabouts: from now on only these users meet them."""
    access.HiddenPerson.objects.create(
        municipality_id=person.municipality_id, person_id=person.pk, since_at=at
    )
    for user in readers:
        access.NamedReader.objects.create(
            municipality_id=person.municipality_id,
            person_id=person.pk,
            user=user,
            valid=TimestamptzRange(at, None),
        )
