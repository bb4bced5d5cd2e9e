"""Nobody meets personal data outside a scope, and a scope can't be forged."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connections, transaction
from tests.cast import Cast

from stafet.access import api as access
from stafet.audit.api import NoScopeError
from stafet.people.models import Person


def test_asking_for_people_without_a_scope_is_refused(everyone: Cast) -> None:
    with pytest.raises(NoScopeError):
        Person.objects.count()


@pytest.mark.parametrize("forged", ["user|x", "user|%s|9999999999|", "user|%s|9999999999|00", "||||"])
def test_a_context_that_we_did_not_sign_is_refused(everyone: Cast, forged: str) -> None:
    text = forged.replace("%s", str(everyone.bo.pk))
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('stafet.context', %s, true)", [text])
        with pytest.raises(ProgrammingError, match="context"), transaction.atomic():
            cursor.execute("SELECT gate.user_id()")


def test_an_expired_context_is_refused(everyone: Cast) -> None:
    text = access.signed_context(kind="user", identifier=everyone.bo.pk, expires=1)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('stafet.context', %s, true)", [text])
        with pytest.raises(ProgrammingError, match="expired"), transaction.atomic():
            cursor.execute("SELECT gate.user_id()")


def test_the_context_ends_with_its_transaction(everyone: Cast) -> None:
    with access.user_scope(everyone.bo.pk), connections["default"].cursor() as cursor:
        cursor.execute("SELECT gate.user_id()")
        assert cursor.fetchone() == (everyone.bo.pk,)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT gate.user_id()")
        assert cursor.fetchone() == (None,)
