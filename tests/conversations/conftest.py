"""Amina is held by Bo's guidance unit, who is to make first contact; the vocational school and her class know her, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_step, granted
from tests.web.conftest import amina, client_for, quick_settings

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.conversations.api import ContactOutcome, ContactWay
from stafet.kernel.actors import Actor
from stafet.kernel.identity import uuid7
from stafet.responsibility import api as responsibility

__all__ = ["amina", "client_for", "quick_settings"]


@contextmanager
def acting(user: access.User) -> Iterator[Actor]:
    """The scope of somebody at work, and who they are."""
    with access.user_scope(user.pk):
        yield access.actor_for(user, at=NOW)


@pytest.fixture
def first_contact(everyone: Cast, amina: Held) -> responsibility.NextStep:
    """Bo is to make first contact with Amina."""
    with access.job_scope(everyone.hedeby.pk):
        return a_step(
            amina.person, everyone.guidance, kind=responsibility.StepKind.FIRST_CONTACT, assignee=everyone.bo
        )


@pytest.fixture
def taught(everyone: Cast, amina: Held) -> Held:
    """Tove teaches Amina's class."""
    with access.job_scope(everyone.hedeby.pk):
        granted(
            amina.person,
            everyone.school,
            access.Purpose.TEACHING,
            "ABDG",
            access.Grant.Source.CLASS,
            uuid7(),
            unit=everyone.class_9a,
        )
    return amina


def try_to_reach(
    everyone: Cast,
    held: Held,
    *ways: ContactWay,
    outcome: ContactOutcome = ContactOutcome.NO_ANSWER,
) -> None:
    """Bo tries each way, today."""
    for way in ways:
        with acting(everyone.bo) as bo:
            conversations.record_attempt(
                person=held.person,
                attempt=conversations.AttemptDraft(way, TODAY, outcome),
                by=bo,
                at=NOW,
            )
