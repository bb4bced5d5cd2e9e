"""A statement is built once, asks what the ORM would ask, and refuses to be another question for other values."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from tests import factories
from tests.cast import Cast

from stafet.access import api as access
from stafet.audit.api import NoScopeError, StatementError, among, statement
from stafet.organisations.models import Organisation
from stafet.people.models import Person

_built: list[str] = []


@statement
def _born_before(day: date, keys: Collection[UUID], limit: int) -> QuerySet[Person, Any]:
    _built.append("born before")
    found = Person.objects.filter(among("id", keys), birth_date__lt=day).order_by("birth_date")
    return found.values_list("given_names", "birth_date")[:limit]


@pytest.fixture
def two(everyone: Cast) -> list[Person]:
    """Somebody of 2009 and somebody of 2010, both at Bo's."""
    _built.clear()
    with access.job_scope(everyone.hedeby.pk):
        return [
            factories.covered(
                factories.a_person(everyone.hedeby, name, birth_date=born),
                everyone.guidance,
                user=everyone.bo,
            ).person
            for name, born in (("Amina", date(2009, 5, 4)), ("Bilal", date(2010, 5, 4)))
        ]


def test_other_values_get_other_answers_without_building_it_again(everyone: Cast, two: list[Person]) -> None:
    keys = [person.pk for person in two]
    with access.user_scope(everyone.bo.pk):
        assert [name for name, _ in _born_before(date(2010, 1, 1), keys, 5)] == ["Amina"]
        built = len(_built)
        assert [name for name, _ in _born_before(date(2011, 1, 1), tuple(keys), 5)] == ["Amina", "Bilal"]
        assert [name for name, _ in _born_before(date(2011, 1, 1), {keys[1]}, 5)] == ["Bilal"]
        assert _born_before(date(2011, 1, 1), [], 5) == []
    assert len(_built) == built


def test_a_number_is_part_of_the_question(everyone: Cast, two: list[Person]) -> None:
    keys = [person.pk for person in two]
    with access.user_scope(everyone.bo.pk):
        assert len(_born_before(date(2011, 1, 1), keys, 1)) == 1
        assert len(_born_before(date(2011, 1, 1), keys, 2)) == 2


def test_it_asks_one_question_each_time(everyone: Cast, two: list[Person]) -> None:
    with access.user_scope(everyone.bo.pk), CaptureQueriesContext(connections["default"]) as asked:
        _born_before(date(2011, 1, 1), [two[0].pk], 5)
    assert len(asked) == 1


def test_it_follows_the_scope_and_raises_without_one(everyone: Cast, two: list[Person]) -> None:
    keys = [person.pk for person in two]
    with access.user_scope(everyone.freja.pk):
        assert _born_before(date(2011, 1, 1), keys, 5) == []
    with access.job_scope(everyone.hedeby.pk):
        assert len(_born_before(date(2011, 1, 1), keys, 5)) == 2
    with pytest.raises(NoScopeError):
        _born_before(date(2011, 1, 1), keys, 5)


def test_rows_can_have_names(everyone: Cast) -> None:
    @statement
    def named(key: UUID) -> QuerySet[Organisation, Any]:
        return Organisation.objects.filter(pk=key).values_list("name", "municipality__name", named=True)

    (row,) = named(everyone.guidance.pk)
    assert (row.name, row.municipality__name) == (everyone.guidance.name, everyone.hedeby.name)


def test_reckoning_with_a_value_is_refused(everyone: Cast) -> None:
    @statement
    def week(day: date) -> QuerySet[Person, Any]:
        return Person.objects.filter(birth_date__lt=day + timedelta(days=7)).values_list("pk")

    with access.user_scope(everyone.bo.pk), pytest.raises(StatementError, match="reckon"):
        week(date(2026, 9, 1))


def test_looking_into_a_collection_is_refused(everyone: Cast) -> None:
    @statement
    def listed(keys: Collection[UUID]) -> QuerySet[Person, Any]:
        return Person.objects.filter(pk__in=list(keys)).values_list("pk")

    with access.user_scope(everyone.bo.pk), pytest.raises(StatementError, match="reckon"):
        listed([uuid4()])


def test_a_value_that_decides_what_is_asked_is_found_out(everyone: Cast) -> None:
    @statement
    def either(key: UUID) -> QuerySet[Person, Any]:
        by = "pk" if key.int else "merged_into_id"
        return Person.objects.filter(**{by: key}).values_list("pk")

    with access.user_scope(everyone.bo.pk), pytest.raises(StatementError, match="another question"):
        either(uuid4())


@pytest.mark.parametrize("value", ["Amina", 1.5, {"a": 1}])
def test_text_and_what_else_has_no_end_is_refused(value: object) -> None:
    @statement
    def named(value: object) -> QuerySet[Organisation, Any]:
        return Organisation.objects.filter(name=value).values_list("pk")

    with pytest.raises(StatementError, match="no value"):
        named(value)


def test_whole_rows_are_refused(everyone: Cast) -> None:
    @statement
    def whole(key: UUID) -> QuerySet[Organisation, Any]:
        return Organisation.objects.filter(pk=key)

    with pytest.raises(StatementError, match="values_list"):
        whole(everyone.guidance.pk)
