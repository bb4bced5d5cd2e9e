"""Amina is held by Bo's guidance unit; her plan is written by those around her."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.web.conftest import amina, client_for, quick_settings

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.kernel.actors import Actor

__all__ = ["amina", "client_for", "quick_settings"]


@contextmanager
def acting(user: access.User) -> Iterator[Actor]:
    """The scope of somebody at work, and who they are."""
    with access.user_scope(user.pk):
        yield access.actor_for(user, at=NOW)


@pytest.fixture
def plan(everyone: Cast, amina: Held) -> careerplans.CareerPlan:
    """Bo has begun a plan with Amina: nothing stands in it yet."""
    with acting(everyone.bo) as bo:
        return careerplans.begin_plan(person=amina.person, by=bo, at=NOW)
