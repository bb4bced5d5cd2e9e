"""Municipal policy is dated data: decided, superseded, taken back, and really used where people are taken in."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError
from tests.conftest import NOW
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.organisations import api as organisations

FROM_GRADE = "dk.coverage.from_grade"
TODAY = date(2026, 9, 1)
NEXT_YEAR = date(2027, 8, 1)


def decide(world: World, value: int | None, starts_on: date = TODAY, *, at: datetime = NOW) -> None:
    with world.job():
        organisations.decide_policy(
            municipality_id=world.home.municipality_id,
            rule=FROM_GRADE,
            value=value,
            starts_on=starts_on,
            decided="The council, 26 August 2026, item 7",
            by=SYSTEM,
            at=at,
        )


def holds(world: World, on: date) -> int:
    return organisations.policy_value(world.home.municipality_id, FROM_GRADE, on=on)


def test_what_nobody_has_decided_is_as_the_rule_says(world: World) -> None:
    assert holds(world, TODAY) == 9


def test_a_decision_holds_from_its_day_on(world: World) -> None:
    decide(world, 8, NEXT_YEAR)
    assert [holds(world, NEXT_YEAR - timedelta(days=1)), holds(world, NEXT_YEAR)] == [9, 8]


def test_of_two_decisions_about_the_same_day_the_later_holds_and_both_stay(world: World) -> None:
    decide(world, 8, NEXT_YEAR)
    decide(world, 7, NEXT_YEAR, at=NOW + timedelta(days=1))
    assert holds(world, NEXT_YEAR) == 7
    (line,) = [
        each
        for each in organisations.policy_lines(world.home.municipality_id, Country.DK, on=NEXT_YEAR)
        if each.rule.key == FROM_GRADE
    ]
    assert [row.value for row in line.decisions] == [7, 8]
    assert (line.value, int(line.rule.value)) == (7, 9)


def test_a_decision_is_taken_back_by_another(world: World) -> None:
    decide(world, 7)
    decide(world, None, NEXT_YEAR, at=NOW + timedelta(days=1))
    assert [holds(world, TODAY), holds(world, NEXT_YEAR)] == [7, 9]


def test_a_neighbour_decides_for_itself(world: World) -> None:
    decide(world, 7)
    assert organisations.policy_value(world.neighbour.municipality_id, FROM_GRADE, on=TODAY) == 9
    assert set(organisations.policy_values([FROM_GRADE], on=TODAY)[FROM_GRADE]) == {
        world.home.municipality_id
    }


def test_the_clock_of_taking_in_is_as_decided(world: World) -> None:
    with world.job():
        organisations.decide_policy(
            municipality_id=world.home.municipality_id,
            rule="stafet.intake.first_contact_within",
            value=2,
            starts_on=TODAY,
            decided="The head of youth, 1 September 2026",
            by=SYSTEM,
            at=NOW,
        )
    due = {
        municipality: organisations.policy_deadline(
            municipality, "stafet.intake.first_contact_within", country=Country.DK, from_day=TODAY
        )
        for municipality in (world.home.municipality_id, world.neighbour.municipality_id)
    }
    assert list(due.values()) == [date(2026, 9, 3), date(2026, 9, 8)]


def test_a_decision_says_who_decided_and_is_written_once(world: World) -> None:
    decide(world, 8)
    with pytest.raises(IntegrityError, match="policy_decided_once"):
        decide(world, 7)
    with world.job(), pytest.raises(IntegrityError, match="policy_says_who_decided"):
        organisations.decide_policy(
            municipality_id=world.home.municipality_id,
            rule=FROM_GRADE,
            value=8,
            starts_on=TODAY,
            decided="",
            by=SYSTEM,
            at=NOW + timedelta(days=1),
        )


def test_the_database_lets_no_job_decide_for_another_municipality_or_take_a_decision_away(
    world: World, database: psycopg.Connection
) -> None:
    decide(world, 8)
    with access.job_scope(world.neighbour.municipality_id), pytest.raises(DatabaseError, match="row-level"):
        organisations.decide_policy(
            municipality_id=world.home.municipality_id,
            rule=FROM_GRADE,
            value=5,
            starts_on=TODAY,
            decided="Nobody",
            by=SYSTEM,
            at=NOW + timedelta(days=1),
        )
    with world.job(), pytest.raises(DatabaseError, match="permission denied"):
        organisations.MunicipalPolicy.objects.update(value=1)
    assert holds(world, TODAY) == 8


def test_the_database_lets_no_job_change_an_organisation_of_another_municipality(world: World) -> None:
    rows = organisations.Organisation.objects.filter(pk=world.places["school"].pk)
    with access.job_scope(world.neighbour.municipality_id):
        assert rows.update(name="Overtaget") == 0
    with world.job():
        assert rows.update(name="Nyt navn") == 1
    assert rows.get().name == "Nyt navn"
