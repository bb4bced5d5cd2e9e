"""Whatever happens in whatever order, the baton is never dropped; and a dropped baton would be noticed."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.goals.record import many, measured
from tests.responsibility.machine import RelayMachine
from tests.responsibility.planted import BUGS, Bug

LIVES, STEPS = many(12, 1_000), many(25, 50)
SHORT = settings(
    max_examples=LIVES,
    stateful_step_count=STEPS,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


def machine_on(superuser: psycopg.Connection) -> type[RelayMachine]:
    return type("Relay", (RelayMachine,), {"superuser": superuser})


def test_the_baton_is_never_dropped(database: psycopg.Connection) -> None:
    class Counting(RelayMachine):
        superuser = database
        steps = 0

        def check_invariants(self, *told: Any, **named: Any) -> None:
            Counting.steps += 1
            super().check_invariants(*told, **named)

    try:
        run_state_machine_as_test(Counting, settings=SHORT)
    except BaseException:
        measured("dropped", 1)
        raise
    measured("dropped", 0)
    measured("steps", Counting.steps, f"{LIVES:,} lives of up to {STEPS} steps")


@pytest.mark.parametrize("name", BUGS)
def test_a_planted_bug_is_noticed(
    database: psycopg.Connection, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    bug = BUGS[name]
    healthy, sick = machine_on(database)(), machine_on(database)()
    _live_through(healthy, bug)
    monkeypatch.setattr(bug.module, bug.name, bug.faulty)
    with pytest.raises((AssertionError, DatabaseError, ObjectDoesNotExist)):
        _live_through(sick, bug)
    measured("planted", 100, f"{len(BUGS)} faults")


def _live_through(machine: RelayMachine, bug: Bug) -> None:
    machine.nobody_is_dropped()
    bug.story(machine)
    machine.nobody_is_dropped()
