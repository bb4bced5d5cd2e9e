"""Whatever happens in whatever order, the baton is never dropped; and a dropped baton would be noticed."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.responsibility.machine import RelayMachine
from tests.responsibility.planted import BUGS, Bug

CAMPAIGN = os.environ.get("STAFET_CAMPAIGN") == "1"
SHORT = settings(
    max_examples=400 if CAMPAIGN else 12,
    stateful_step_count=60 if CAMPAIGN else 25,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


def machine_on(superuser: psycopg.Connection) -> type[RelayMachine]:
    return type("Relay", (RelayMachine,), {"superuser": superuser})


def test_the_baton_is_never_dropped(database: psycopg.Connection) -> None:
    run_state_machine_as_test(machine_on(database), settings=SHORT)


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


def _live_through(machine: RelayMachine, bug: Bug) -> None:
    machine.nobody_is_dropped()
    bug.story(machine)
    machine.nobody_is_dropped()
