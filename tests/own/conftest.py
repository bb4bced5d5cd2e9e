"""A young person with an own log-in, and the short ways to others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import psycopg
import pytest

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.own import api as own
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, a_person, a_spell, covered

Joins = Callable[..., access.User]


@pytest.fixture
def amina(everyone: Cast) -> Held:
    """A pupil of 9.A whom Bo has, 16 years old."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, birth_date=date(2010, 5, 17))
        a_spell(person, everyone.school, unit=everyone.class_9a)
        return covered(person, everyone.guidance, user=everyone.bo, duty=[everyone.guidance, everyone.town])


@pytest.fixture
def joins(everyone: Cast, database: psycopg.Connection) -> Joins:
    """``joins(amina)``: an account that has followed the link; with a custody, whoever has that."""

    def join(held: Held, custody: own.Custody | None = None, email: str = "mine@example.org") -> access.User:
        person = held.person
        with access.job_scope(person.municipality_id):
            invitation = own.invite_to_own(
                person=person, draft=own.OwnInvitationDraft(email, "da", custody), by=SYSTEM, at=NOW
            )
            user = access.User(email=email, name="Et navn", language="en")
            user.set_unusable_password()
            user.save()
            own.join_as_known(link_id=invitation.link_id, user=user, by=SYSTEM, at=NOW)
        return user

    return join


@pytest.fixture
def mailed(everyone: Cast) -> Callable[[], list[str]]:
    """The templates of the messages on their way."""

    def templates() -> list[str]:
        with access.job_scope(everyone.hedeby.pk):
            return list(messages.OutgoingMessage.objects.order_by("pk").values_list("template", flat=True))

    return templates
