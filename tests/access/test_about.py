"""A transaction may say whom it is about: that makes it quick, narrows what is seen, and never widens it."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import DatabaseError, connections
from tests import factories
from tests.cast import Cast

from stafet.access import api as access
from stafet.people.models import Person


def _seen() -> set[UUID]:
    return set(Person.objects.values_list("pk", flat=True))


@pytest.fixture
def three(everyone: Cast) -> list[Person]:
    """Three whom Bo has a task with."""
    with access.job_scope(everyone.hedeby.pk):
        return [
            factories.covered(
                factories.a_person(everyone.hedeby, name), everyone.guidance, user=everyone.bo
            ).person
            for name in ("Amina", "Bilal", "Cleo")
        ]


def test_about_one_nobody_else_is_seen(everyone: Cast, three: list[Person]) -> None:
    with access.user_scope(everyone.bo.pk):
        with access.about_only([three[0].pk]):
            assert _seen() == {three[0].pk}
        assert _seen() == {person.pk for person in three}


def test_a_scope_can_be_about_one_from_its_beginning_and_the_next_is_not(
    everyone: Cast, three: list[Person]
) -> None:
    with access.user_scope(everyone.bo.pk, about=[three[1].pk]):
        assert _seen() == {three[1].pk}
    with access.user_scope(everyone.bo.pk):
        assert len(_seen()) == 3


def test_one_inside_another_sees_only_those_of_both(everyone: Cast, three: list[Person]) -> None:
    first, second, third = (person.pk for person in three)
    with access.user_scope(everyone.bo.pk, about=[first, second]):
        with access.about_only([second, third]):
            assert _seen() == {second}
        assert _seen() == {first, second}


def test_about_nobody_sees_nobody(everyone: Cast, three: list[Person]) -> None:
    with access.user_scope(everyone.bo.pk), access.about_only([]):
        assert _seen() == set()


def test_naming_somebody_does_not_open_them(everyone: Cast, three: list[Person]) -> None:
    with access.user_scope(everyone.freja.pk, about=[person.pk for person in three]):
        assert _seen() == set()


def test_a_hidden_person_stays_hidden_when_it_is_about_them(everyone: Cast, three: list[Person]) -> None:
    with access.job_scope(everyone.hedeby.pk):
        factories.hidden(three[0])
    with access.user_scope(everyone.bo.pk, about=[three[0].pk, three[1].pk]):
        assert _seen() == {three[1].pk}


def test_text_that_slips_into_the_setting_can_only_narrow(everyone: Cast, three: list[Person]) -> None:
    everybody = "{" + ",".join(str(person.pk) for person in three) + "}"
    with access.user_scope(everyone.freja.pk), connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('stafet.about', %s, true)", [everybody])
        assert _seen() == set()


def test_a_scope_that_only_reads_cannot_write(everyone: Cast, three: list[Person]) -> None:
    with pytest.raises(DatabaseError, match="read-only"), access.user_scope(everyone.bo.pk, writes=False):
        Person.objects.filter(pk=three[0].pk).update(given_names="Anna")
