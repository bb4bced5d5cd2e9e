"""Organisations begin and end, and the municipality's own units are found."""

from __future__ import annotations

from datetime import timedelta

from tests.responsibility.world import World

from stafet.kernel.actors import SYSTEM
from stafet.organisations import api as organisations
from stafet.organisations.api import UnitKind


def test_the_duty_lies_with_guidance_units_and_the_last_resort(world: World) -> None:
    units = organisations.duty_units(world.home.municipality_id, on=world.today)
    assert set(units) == {world.places["town"].pk, world.places["guidance"].pk}


def test_a_unit_that_has_closed_carries_no_duty(world: World) -> None:
    with world.job():
        organisations.close_organisation(
            organisation=world.places["guidance"], on=world.today, by=SYSTEM, at=world.now
        )
    units = organisations.duty_units(world.home.municipality_id, on=world.today)
    assert list(units) == [world.places["town"].pk]
    before = organisations.duty_units(world.home.municipality_id, on=world.today - timedelta(days=1))
    assert len(before) == 2


def test_home_says_whose_law_and_who_holds_at_the_end(world: World) -> None:
    home = organisations.home(world.home.municipality_id)
    assert (home.country, home.last_resort_id) == (world.country, world.places["town"].pk)


def test_a_team_opens(world: World) -> None:
    with world.job():
        team = organisations.open_unit(
            organisation=world.places["vocational"],
            kind=UnitKind.TEAM,
            name="Intake",
            by=SYSTEM,
            at=world.now,
        )
    assert list(organisations.teams_of(world.places["vocational"].pk)) == [team]
