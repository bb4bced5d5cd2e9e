"""T8: whatever is killed at whatever moment, nobody is lost and nothing acknowledged is undone.

The long campaign (``make campaign``) tries many more moments than the slice in ``make test``.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tests.cast import Cast
from tests.conftest import NOW
from tests.trust.invariants import broken
from tests.trust.world import World, build_world

CAMPAIGN = os.environ.get("STAFET_CAMPAIGN", "") == "1"
KILLS = 400 if CAMPAIGN else 6
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def world(everyone: Cast) -> World:
    return build_world(everyone, NOW)


@pytest.fixture
def runner(worker_database: str) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts processes that hand people to and fro; none outlives the test."""
    started: list[subprocess.Popen[str]] = []
    name = str(conninfo_to_dict(worker_database)["dbname"])

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.trust.runner", os.environ["STAFET_TEST_HOME"], name, "60"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_killed_client_loses_nobody_and_undoes_nothing(
    world: World, database: psycopg.Connection, runner: Callable[[], subprocess.Popen[str]]
) -> None:
    chance = random.Random(2026)  # noqa: S311  # moments to kill at
    told: set[str] = set()
    for _ in range(KILLS):
        told |= _kill_after(
            runner(), chance.uniform(0.0, 0.3), lambda process: process.send_signal(signal.SIGKILL)
        )
        assert broken(database) == []
    assert told, "the runner was killed before it did anything"
    assert told <= _accepted(database)


def test_the_invariants_find_what_a_crash_without_a_transaction_leaves(
    world: World, database: psycopg.Connection
) -> None:
    database.execute("SET session_replication_role = replica")
    database.execute(
        "UPDATE responsibility_holding SET ends_at = starts_at + interval '1 hour' WHERE ends_at IS NULL"
    )
    database.execute("RESET session_replication_role")
    assert any(words.startswith("a covered person without exactly one holder") for words in broken(database))


def _kill_after(
    process: subprocess.Popen[str], seconds: float, kill: Callable[[subprocess.Popen[str]], None]
) -> set[str]:
    """Let it acknowledge once, go on for a moment, and kill it. Returns what it was told is done."""
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    kill(process)
    rest, _ = process.communicate()
    return {line.strip() for line in [first, *rest.splitlines()] if len(line.strip()) == 36}


def _accepted(database: psycopg.Connection) -> set[str]:
    rows = database.execute(
        "SELECT id::text FROM responsibility_handover WHERE state = 'accepted'"
    ).fetchall()
    return {key for (key,) in rows}
