"""T4: each fence is enough without any one of the others; without two of them somebody is met who should not be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from unittest.mock import patch

import psycopg
import pytest
from django.db.models import Q
from psycopg import sql

from stafet.access import api as access
from stafet.audit import statements
from tests.cast import Cast
from tests.conftest import NOW
from tests.goals.record import measured, share
from tests.trust.expectations import may_see
from tests.trust.matrix import Visit, Walker, visits
from tests.trust.world import World, build_world

EVERY = 1
"""In the slice one visit of so many is made; the campaign makes all."""

Removal = Callable[[psycopg.Connection], Iterator[None]]


def _permissions(_: psycopg.Connection) -> Iterator[None]:
    """Whoever has logged in may enter every page."""
    with patch("stafet.web.gatekeeper.access.may", lambda *_, **__: True):
        yield


def _scopes(_: psycopg.Connection) -> Iterator[None]:
    """Work is done outside any scope: nobody told the database who asks."""
    with patch("stafet.web.gatekeeper.access.user_scope", _no_scope):
        yield


def _queries(_: psycopg.Connection) -> Iterator[None]:
    """No question of ours says whom the reader may meet. What was built with that fence is built anew."""
    shape = statements._shape
    with (
        patch.object(access, "visible", lambda *_, **__: Q()),
        patch.object(statements, "_shape", lambda value: ("unfenced", shape(value))),
    ):
        yield


def _policies(database: psycopg.Connection) -> Iterator[None]:
    """Row-level security is off, everywhere."""
    rows = database.execute(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
    ).fetchall()
    tables = [sql.Identifier(name) for (name,) in rows]
    for table in tables:
        database.execute(sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(table))
    try:
        yield
    finally:
        for table in tables:
            database.execute(sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(table))


FENCES: dict[str, Removal] = {
    "permissions": _permissions,
    "scopes": _scopes,
    "the questions' own": _queries,
    "policies": _policies,
}
TWO = [("the questions' own", "policies")]


@pytest.fixture
def world(everyone: Cast, database: psycopg.Connection) -> World:
    """The world of the matrix, half an hour later: what was open for the moment of an answer is closed."""
    built = build_world(everyone, NOW)
    database.execute("INSERT INTO gate.test_clock VALUES (%s)", [NOW + timedelta(minutes=30)])
    return built


@contextmanager
def _no_scope(*_: object, **__: object) -> Iterator[None]:
    yield


@contextmanager
def without(database: psycopg.Connection, *fences: str) -> Iterator[None]:
    """Take fences away, and put them back."""
    with ExitStack() as removed:
        for fence in fences:
            removed.enter_context(contextmanager(FENCES[fence])(database))
        yield


def _met(
    world: World, database: psycopg.Connection, only: Callable[[Visit], bool] = lambda _: True
) -> list[str]:
    """Whom the visits meet that should not be met. That a page fails without a fence is no leak."""
    walker = Walker(world, database)
    walked = [visit for visit in visits(world) if visit.method == "GET" and only(visit)][::EVERY]
    return [str(leak) for visit in walked for leak in walker.leaks(visit) if leak.words.startswith("met ")]


@pytest.mark.parametrize("fence", FENCES)
def test_without_one_fence_nobody_is_met_who_should_not_be(
    world: World, database: psycopg.Connection, fence: str
) -> None:
    with without(database, fence):
        met = [words for words in _met(world, database) if "without a row in the read log" not in words]
    measured("fences", len(met), f"{len(FENCES)} fences, one at a time")
    assert met == []


@pytest.mark.parametrize("fences", TWO)
def test_without_two_somebody_is_met(
    world: World, database: psycopg.Connection, fences: tuple[str, str]
) -> None:
    """The oracle of this harness: it would see a leak."""

    def is_out_of_reach(visit: Visit) -> bool:
        return visit.address == "people/<uuid:person_id>/" and not may_see(visit.user, visit.person)

    with without(database, *fences):
        met = _met(world, database, is_out_of_reach)
    measured("mutants", share(bool(met), 1), f"{len(TWO)} pair of fences")
    assert met
