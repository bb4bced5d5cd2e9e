"""A round is matched: what it proposes is what the kernel says of the same graph, and nothing happens until somebody says yes."""

from __future__ import annotations

from tests.matchmaking.conftest import Town


def test_everybody_is_placed_and_nobody_has_anything_yet(town: Town) -> None:
    town.wish("Amina", "workshop", "bakery")
    town.wish("Bilal", "workshop")
    run = town.matched(town.closed())
    assert run.state == "done", run.problem
    assert run.is_sound
    assert town.outcome(run)["Bilal"] == "workshop"
    assert town.outcome(run)["Amina"] == "bakery"
    assert {town.now(who).state for who in town.held} == {"seeking"}
