"""Whatever is done about break-offs and concerns, in whatever order, the baton is never dropped."""

from __future__ import annotations

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.goals.record import many
from tests.rechoice.machine import RechoiceMachine

SHORT = settings(
    max_examples=many(8, 400),
    stateful_step_count=many(30, 60),
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


def test_the_baton_is_never_dropped_while_break_offs_are_worked_on(database: psycopg.Connection) -> None:
    machine = type("Rechoice", (RechoiceMachine,), {"superuser": database})
    run_state_machine_as_test(machine, settings=SHORT)


def _a_whole_story(machine: RechoiceMachine) -> None:
    machine.enrol(0, "vocational")
    machine.break_off(0)
    for what in ("talk", "offer", "choose", "start"):
        machine.work_on_a_break_off(0, 0, what, 5)
    machine.nobody_is_dropped()
    machine.no_break_off_is_forgotten()


def test_the_story_of_the_machine_reaches_a_start(database: psycopg.Connection) -> None:
    machine = type("Rechoice", (RechoiceMachine,), {"superuser": database})()
    _a_whole_story(machine)
    [state] = database.execute(
        "SELECT state FROM rechoice_case WHERE municipality_id = %s", [machine.world.home.municipality_id]
    ).fetchone() or [None]
    assert state == "started"


def test_a_start_without_anything_begun_is_noticed(database: psycopg.Connection) -> None:
    machine = type("Rechoice", (RechoiceMachine,), {"superuser": database})()
    _a_whole_story(machine)
    home = machine.world.home.municipality_id
    database.execute("UPDATE rechoice_option SET spell_id = NULL WHERE municipality_id = %s", [home])
    with pytest.raises(AssertionError):
        machine.no_break_off_is_forgotten()
