"""The list of people is read in its order, municipality by municipality: nobody is left out by it, nobody let in."""

from __future__ import annotations

from uuid import UUID

from django.db import connections
from tests import factories
from tests.cast import Cast

from stafet.access import api as access
from stafet.organisations.api import Municipality, Organisation
from stafet.people.models import Person


def _held(home: Municipality, name: str, at: Organisation, user: access.User) -> Person:
    with access.job_scope(home.pk):
        return factories.covered(factories.a_person(home, name), at, user=user).person


def _asked(what: str) -> set[UUID]:
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT unnest(gate.{what})")
        return {key for (key,) in cursor.fetchall()}


def _seen() -> set[UUID]:
    return set(Person.objects.values_list("pk", flat=True))


def test_a_receiver_sees_those_of_every_municipality_they_are_responsible_for(everyone: Cast) -> None:
    near = _held(everyone.hedeby, "Amina", everyone.vocational, everyone.freja)
    far = _held(everyone.elsewhere, "Bilal", everyone.vocational, everyone.freja)
    _held(everyone.elsewhere, "Cleo", everyone.other_guidance, everyone.carl)
    with access.user_scope(everyone.freja.pk):
        assert _asked("my_municipalities()") == {everyone.hedeby.pk, everyone.elsewhere.pk}
        assert _seen() == {near.pk, far.pk} == _asked("my_persons('A')")


def test_a_municipality_opens_nobody_in_it(everyone: Cast) -> None:
    _held(everyone.hedeby, "Amina", everyone.vocational, everyone.freja)
    mine = _held(everyone.hedeby, "Bilal", everyone.guidance, everyone.bo)
    with access.user_scope(everyone.bo.pk):
        assert _asked("my_municipalities()") == {everyone.hedeby.pk}
        assert _seen() == {mine.pk}


def test_who_has_nobody_is_nowhere(everyone: Cast) -> None:
    _held(everyone.hedeby, "Amina", everyone.guidance, everyone.bo)
    with access.user_scope(everyone.carl.pk):
        assert _asked("my_municipalities()") == set() == _seen()


def test_outside_any_scope_there_is_no_municipality(everyone: Cast) -> None:
    _held(everyone.hedeby, "Amina", everyone.guidance, everyone.bo)
    assert _asked("my_municipalities()") == set()
