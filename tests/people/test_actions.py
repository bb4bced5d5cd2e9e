"""Who somebody is, how they are found, and whose number it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from tests.kernel.numbers import danish_number
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.kernel.national_numbers import NotANationalNumber, parse
from stafet.people import api as people
from stafet.people import numbers
from stafet.people.api import ContactDetails, NationalNumber, Person, PersonDraft, Protection, ProtectionKind

BORN = date(2010, 5, 4)
NUMBER, OTHER = danish_number(BORN, 7), danish_number(BORN, 8)


def hidden(world: World, person: Person) -> None:
    with world.job():
        people.protect_person(
            person_id=person.pk,
            municipality_id=world.home.municipality_id,
            kind=ProtectionKind.NEW_IDENTITY,
            by=SYSTEM,
            at=world.now,
        )


def test_names_are_tidied_and_sorted_in_the_countrys_order(world: World) -> None:
    with world.job():
        person = people.register_person(
            municipality_id=world.home.municipality_id,
            draft=PersonDraft("  Åse  Marie ", "Aagaard", BORN, email="a@example.org"),
            by=SYSTEM,
            at=world.now,
        )
        people.rename_person(person=person, given_names="Aase", family_name="Ørn", by=SYSTEM, at=world.now)
        person.refresh_from_db()
    assert (person.name, person.search_key) == ("Aase Ørn", "aase ørn")
    assert person.sort_key > "z"


def test_contact_details_are_one_row_that_changes(world: World) -> None:
    person = world.person()
    with world.job():
        for phone in ("20 00 00 00", " 30 00 00 00 "):
            people.change_contact(person=person, email="", phone=phone, by=SYSTEM, at=world.now)
        people.change_birth_date(person=person, birth_date=BORN, by=SYSTEM, at=world.now)
        assert ContactDetails.objects.get(person_id=person.pk).phone == "30 00 00 00"
        person.refresh_from_db()
    assert person.birth_date == BORN


def test_a_number_is_kept_as_hash_and_seal_and_replaced_by_the_next(world: World) -> None:
    person = world.person()
    with world.job():
        for number in (NUMBER, NUMBER, OTHER):
            people.set_number(person=person, number=number, by=SYSTEM, at=world.now)
        old, new = NationalNumber.objects.filter(person_id=person.pk).order_by("known_at", "pk")
    assert (old.replaced_at, new.replaced_at) == (world.now, None)
    assert numbers.opened(bytes(new.sealed), Country.DK) == OTHER
    assert bytes(new.lookup_hash) == people.lookup_hash(parse(OTHER, Country.DK, on=world.today))
    assert OTHER.encode() not in bytes(new.sealed)


def test_a_number_names_one_person(world: World) -> None:
    first, second = world.person(), world.person("Bilal")
    with world.job():
        people.set_number(person=first, number=NUMBER, by=SYSTEM, at=world.now)
        with pytest.raises(people.NumberBelongsToSomebodyElse):
            people.set_number(person=second, number=NUMBER, by=SYSTEM, at=world.now)
        with pytest.raises(NotANationalNumber):
            people.set_number(person=second, number="hello", by=SYSTEM, at=world.now)


def test_substitute_numbers_may_be_the_same(world: World) -> None:
    first, second = world.person(), world.person("Bilal")
    number = danish_number(BORN, 7, is_substitute=True)
    with world.job():
        for person in (first, second):
            people.set_number(person=person, number=number, by=SYSTEM, at=world.now)
        assert NationalNumber.objects.count() == 2


def test_protection_ends_when_a_human_says_so(world: World) -> None:
    person = world.person()
    world.take_in(person, "school")
    hidden(world, person)
    world.pass_time(timedelta(minutes=1))
    ditte = world.staff["school"][0]
    with world.acting(ditte):
        assert not Person.objects.exists()
    with world.job():
        people.end_protection(
            person_id=person.pk, municipality_id=world.home.municipality_id, by=SYSTEM, at=world.now
        )
        assert Protection.objects.get().lifted_at == world.now
    with world.acting(ditte):
        assert Person.objects.exists()


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        (
            "person_has_a_name",
            "UPDATE people_person SET given_names = '', family_name = '' WHERE id = %(id)s",
        ),
        ("person_not_merged_into_self", "UPDATE people_person SET merged_into_id = id WHERE id = %(id)s"),
        (
            "contact_details_once",
            "INSERT INTO people_contactdetails SELECT gate.new_id(), municipality_id, email, phone, known_at, person_id"
            " FROM people_contactdetails WHERE person_id = %(id)s",
        ),
        (
            "national_number_once",
            "INSERT INTO people_nationalnumber (id, municipality_id, country, kind, lookup_hash, sealed, known_at,"
            " person_id) SELECT gate.new_id(), municipality_id, country, kind, lookup_hash, sealed, known_at, person_id"
            " FROM people_nationalnumber WHERE person_id = %(id)s",
        ),
        (
            "protection_once",
            "INSERT INTO people_protection (id, municipality_id, kind, since_at, person_id)"
            " SELECT gate.new_id(), municipality_id, kind, since_at, person_id FROM people_protection"
            " WHERE person_id = %(id)s",
        ),
        (
            "person_hidden_once",
            "INSERT INTO access_hiddenperson (id, municipality_id, person_id, since_at)"
            " SELECT gate.new_id(), municipality_id, person_id, since_at FROM access_hiddenperson"
            " WHERE person_id = %(id)s",
        ),
        (
            "named_once",
            "INSERT INTO access_namedreader (id, municipality_id, person_id, user_id, valid)"
            " SELECT gate.new_id(), municipality_id, person_id, user_id, valid FROM access_namedreader"
            " WHERE person_id = %(id)s",
        ),
        (
            "grant_once_per_fact",
            "INSERT INTO access_grant (id, municipality_id, person_id, organisation_id, purpose, basis, classes, source,"
            " source_id, valid) SELECT gate.new_id(), municipality_id, person_id, organisation_id, purpose, basis,"
            " classes, source, source_id, valid FROM access_grant WHERE person_id = %(id)s",
        ),
        ("grant_has_basis_and_classes", "UPDATE access_grant SET basis = '' WHERE person_id = %(id)s"),
        (
            "membership_ends_after_it_starts",
            "UPDATE access_membership SET ends_at = starts_at WHERE %(id)s::uuid IS NOT NULL",
        ),
        (
            "unit_ends_after_it_starts",
            "INSERT INTO organisations_unit (id, organisation_id, kind, name, starts_on, ends_on)"
            " SELECT gate.new_id(), id, 'team', 'T', '2026-01-01', '2026-01-01' FROM organisations_organisation"
            " WHERE %(id)s::uuid IS NOT NULL",
        ),
        (
            "municipality_code_once",
            "INSERT INTO organisations_municipality (id, country, code, name)"
            " SELECT gate.new_id(), country, code, name FROM organisations_municipality WHERE %(id)s::uuid IS NOT NULL",
        ),
    ],
)
def test_the_database_refuses(world: World, name: str, statement: str) -> None:
    person = world.person()
    world.take_in(person, "school")
    with world.job():
        people.change_contact(person=person, email="", phone="1", by=SYSTEM, at=world.now)
        people.set_number(person=person, number=NUMBER, by=SYSTEM, at=world.now)
    hidden(world, person)
    with pytest.raises(Exception, match=name):
        world.superuser.execute(statement, {"id": person.pk})


def test_a_row_never_belongs_to_one_municipality_and_points_into_another(world: World) -> None:
    person = world.person()
    with (
        pytest.raises(IntegrityError, match="same_municipality"),
        access.job_scope(world.neighbour.municipality_id),
    ):
        ContactDetails.objects.create(
            municipality_id=world.neighbour.municipality_id,
            person_id=person.pk,
            phone="1",
            known_at=world.now,
        )
