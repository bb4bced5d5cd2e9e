"""People are found although names are spelt in many ways, and nobody is found who may not be seen."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import factories
from tests.cast import Cast
from tests.conftest import NOW

from stafet.access import api as access
from stafet.kernel import names
from stafet.kernel.countries import Country
from stafet.kernel.national_numbers import parse
from stafet.organisations.models import Municipality
from stafet.people import api as people

LETTERS = "aeoåäæøöbcn -'ÅÄÆØÖé%_"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(LETTERS, max_size=12))
def test_the_database_loosens_a_name_as_the_search_does(everyone: Cast, name: str) -> None:
    key = names.search_key(name)
    asked = Municipality.objects.annotate(loose=people.Loosely(Value(key))).values_list("loose", flat=True)
    assert asked.first() == f" {people.loosely(name)} "


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("soren", "Søren"),
        ("Soeren", "Søren"),
        ("Sörensen", "Sørensen"),
        ("aase", "Åse"),
        ("äse", "Åse"),
        ("ny", "Nynne"),
        ("andré", "Andre"),
        ("marie louise", "Marie-Louise"),
    ],
)
def test_spellings_of_one_name_are_one(everyone: Cast, typed: str, called: str) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = factories.a_person(everyone.hedeby, called, "Ib")
        found = people.Person.objects.alias(loose=people.Loosely("search_key"))
        assert found.filter(people.named_exactly(typed.split())).get() == person


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("amnia", "Amina"),
        ("amna", "Amina"),
        ("omer", "Omar"),
        ("sofie", "Sophie"),
        ("kristian", "Christian"),
        ("ali", "Aly"),
    ],
)
def test_a_slip_of_the_pen_still_finds(everyone: Cast, typed: str, called: str) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = factories.a_person(everyone.hedeby, called, "Nordenskjold")
        found = people.Person.objects.alias(loose=people.Loosely("search_key"))
        assert not found.filter(people.named_exactly([typed])).exists()
        assert found.filter(people.named_nearly(typed)).get() == person


@pytest.mark.parametrize(
    ("typed", "called"), [("anna", "Anders"), ("bo", "Clara"), ("%", "Clara"), (".*", "Clara")]
)
def test_another_name_is_not_found(everyone: Cast, typed: str, called: str) -> None:
    with access.job_scope(everyone.hedeby.pk):
        factories.a_person(everyone.hedeby, called, "Nordenskjold")
        found = people.Person.objects.alias(loose=people.Loosely("search_key"))
        assert not found.filter(people.named_nearly(typed)).exists()


NUMBER = parse("010110-4321", Country.DK, on=date(2026, 9, 1))


def _with_number(cast: Cast) -> people.Person:
    person = factories.a_person(cast.hedeby, "Amina", "Holm", birth_date=NUMBER.birth_date)
    factories.covered(person, cast.guidance, duty=[cast.town])
    factories.a_number(person, NUMBER)
    return person


def test_a_number_is_found_by_those_whose_grant_opens_numbers(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = _with_number(everyone)
    with access.user_scope(everyone.bo.pk):
        assert list(people.persons_with_number([NUMBER])) == [person.pk]
        assert [str(note.masked) for note in people.numbers_of(person.pk)] == ["010110-••••"]


@pytest.mark.parametrize("reader", ["gro", "carl", "freja"])
def test_nobody_else_learns_that_a_number_is_known_here(everyone: Cast, reader: str) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = _with_number(everyone)
    with access.user_scope(getattr(everyone, reader).pk):
        assert list(people.persons_with_number([NUMBER])) == []
        assert people.numbers_of(person.pk) == ()


def test_the_classes_of_data_one_may_meet_are_named(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = factories.a_person(everyone.hedeby)
        factories.covered(person, everyone.guidance, duty=[everyone.town])
    with access.user_scope(everyone.gro.pk):
        assert "".join(sorted(people.classes_open(person.pk))) == "ABD"
    with access.user_scope(everyone.carl.pk):
        assert people.classes_open(person.pk) == frozenset()
        assert people.identity_of(person.pk) is None
        assert people.contact_of(person.pk) is None


def test_who_somebody_is_and_how_they_are_reached(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = factories.a_person(everyone.hedeby, "Amina", "Holm")
        factories.covered(person, everyone.guidance)
        people.ContactDetails.objects.create(
            municipality_id=person.municipality_id, person=person, phone="20 00 00 00", known_at=NOW
        )
    with access.user_scope(everyone.bo.pk):
        known = people.identity_of(person.pk)
        assert known is not None
        assert (known.name, known.municipality_name, known.country) == (
            "Amina Holm",
            "Hedeby Kommune",
            Country.DK,
        )
        assert people.contact_of(person.pk) == people.Contact(email="", phone="20 00 00 00")
