"""T17: whatever is typed into any field of any page is refused in words or allowed, and never does more than it says."""

from __future__ import annotations

import psycopg
import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.conftest import NOW
from tests.goals.record import many, measured
from tests.trust.fuzz import NASTY, Attack, Attacker, attacks, fields_of
from tests.trust.invariants import broken
from tests.trust.matrix import Visit, Way
from tests.trust.world import World, build_world

TRIED = many(60, 5_000)
QUICK = settings(max_examples=TRIED, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def world(everyone: Cast) -> World:
    return build_world(everyone, NOW)


@pytest.fixture
def attacker(world: World, database: psycopg.Connection) -> Attacker:
    return Attacker(world, database)


@QUICK
@given(data=st.data())
def test_nothing_typed_by_whoever_may_not_opens_or_breaks_anything(
    world: World, attacker: Attacker, data: st.DataObject
) -> None:
    one = data.draw(attacks(world, _fields(attacker, world)).filter(lambda drawn: not drawn.is_let))
    measured("typed", 1)
    assert list(attacker.faults(one)) == []


@QUICK
@given(data=st.data())
def test_nothing_typed_by_whoever_may_is_a_fault_of_ours_and_the_promise_holds(
    world: World, attacker: Attacker, database: psycopg.Connection, data: st.DataObject
) -> None:
    one = data.draw(attacks(world, _fields(attacker, world)).filter(lambda drawn: drawn.is_let))
    measured("typed", 1)
    assert list(attacker.faults(one)) == []
    assert broken(database) == []


@override_settings(ROOT_URLCONF="tests.trust.planted_urls")
@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("builds-its-question", "answered 500"),
        ("goes-anywhere", "leads to another site"),
        ("repeats-it-raw", "became a script"),
    ],
)
def test_the_attack_finds_a_page_that_was_written_badly(attacker: Attacker, page: str, said: str) -> None:
    found = [
        fault
        for typed in NASTY
        for fault in attacker.faults(
            Attack(Visit("bo", f"{page}/", f"/{page}/", "", Way(sent={"search": typed})), {}, is_let=False)
        )
    ]
    assert any(said in fault for fault in found)


def _fields(attacker: Attacker, world: World) -> tuple[str, ...]:
    """Read off the pages once: the world is the same for every example."""
    if not attacker.fields:
        attacker.fields = fields_of(attacker, world)
    return attacker.fields
