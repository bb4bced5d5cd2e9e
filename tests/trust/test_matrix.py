"""T1, T2, T3 and T9: nobody meets what is not theirs, at any address, and every look is in the log."""

from __future__ import annotations

import psycopg
import pytest
from django.test import override_settings

from stafet.web.registry import every_address
from tests.goals.record import measured, measured_share, share
from tests.trust.expectations import USERS
from tests.trust.invariants import broken
from tests.trust.matrix import Visit, Walker, undeclared, visits, ways
from tests.trust.world import World

WAYS = ways()
HIDDEN = ("farah", "gudrun")


@pytest.fixture
def world(standing_world: World) -> World:
    return standing_world


@pytest.fixture
def database(standing_database: psycopg.Connection) -> psycopg.Connection:
    return standing_database


def test_every_address_has_its_row_in_the_registry() -> None:
    addresses = [address for address, _ in every_address()]
    measured(
        "addresses", share(len(addresses) - len(undeclared()), len(addresses)), f"{len(addresses)} addresses"
    )
    assert undeclared() == []


def test_the_parts_of_the_matrix_are_disjoint_and_together_the_whole(world: World) -> None:
    """Each user's walk is a part. Whoever is left out, and whichever address, is missed here."""
    whole = set(visits(world, WAYS))
    parts = [set(visits(world, WAYS, [user])) for user in USERS]
    assert sum(map(len, parts)) == len(whole)
    assert set().union(*parts) == whole
    for user, part in zip(USERS, parts, strict=True):
        assert {visit.user for visit in part} == {user}
        assert {visit.address for visit in part} == {address for address, _ in every_address()}


@pytest.mark.parametrize("user", USERS)
def test_nobody_meets_what_is_not_theirs_and_every_look_is_logged(
    world: World, database: psycopg.Connection, user: str
) -> None:
    walker = Walker(world, database)
    walked = list(visits(world, WAYS, [user]))
    leaks = [str(leak) for visit in walked for leak in walker.leaks(visit)]
    measured("hidden", sum(f"met Zq{name}" in leak for leak in leaks for name in HIDDEN), ", ".join(HIDDEN))
    measured(
        "checks", len(walked), f"{len({visit.address for visit in walked})} addresses, {len(USERS)} users"
    )
    measured("leaks", len(leaks))
    measured_share("logged", walker.shown - walker.shown_unlogged, walker.shown, "shown")
    measured_share("denials", walker.refused - walker.refused_unlogged, walker.refused, "refused")
    assert leaks == []
    assert walker.refused_unlogged == 0
    assert broken(database) == []


def test_the_matrix_meets_the_persons_it_should(world: World, database: psycopg.Connection) -> None:
    """The oracle is not blind: whoever holds somebody does meet them on the person page."""
    walker = Walker(world, database)
    answer = walker.clients["bo"].get(f"/people/{world.persons['amina'].pk}/")
    assert "ZqaminaqAqgivenqz" in answer.content.decode()


def test_the_matrix_meets_those_whose_own_it_is(world: World, database: psycopg.Connection) -> None:
    """Nor is it blind in own name: a young person meets herself, a mother her child, a father of a hidden one nobody."""
    walker = Walker(world, database)
    met = {
        user: walker.clients[user].get(f"/mine/{world.persons[person].pk}/").content.decode()
        for user, person in (("young", "amina"), ("mother", "cilla"), ("father", "farah"))
    }
    assert "ZqaminaqAqgivenqz" in met["young"]
    assert "ZqcillaqAqgivenqz" in met["mother"]
    assert "Zqfarah" not in met["father"]


@override_settings(ROOT_URLCONF="tests.trust.planted_urls")
def test_the_matrix_finds_a_page_that_forgets_the_log(world: World, database: psycopg.Connection) -> None:
    walker = Walker(world, database)
    found = [str(leak) for leak in walker.leaks(Visit("bo", "planted/", "/planted/", ""))]
    assert any("without a row in the read log" in words for words in found)


@override_settings(ROOT_URLCONF="tests.trust.planted_urls")
def test_the_matrix_finds_a_fence_that_was_taken_away(world: World, database: psycopg.Connection) -> None:
    database.execute("ALTER TABLE people_person DISABLE ROW LEVEL SECURITY")
    try:
        walker = Walker(world, database)
        found = [str(leak) for leak in walker.leaks(Visit("carl", "planted/", "/planted/", ""))]
    finally:
        database.execute("ALTER TABLE people_person ENABLE ROW LEVEL SECURITY")
    assert any("met ZqaminaqAqgivenqz" in words for words in found)
