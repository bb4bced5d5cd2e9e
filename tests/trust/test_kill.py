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
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

from tests.cast import Cast
from tests.conftest import NOW
from tests.goals.record import many, measured
from tests.trust.invariants import broken
from tests.trust.world import World, build_world

KILLS = many(8, 400)
ROOT = Path(__file__).resolve().parents[2]
_KEY_LENGTH = 36


@pytest.fixture
def world(everyone: Cast) -> World:
    return build_world(everyone, NOW)


@pytest.fixture
def runner(worker_database: str) -> Iterator[subprocess.Popen[str]]:
    """The process whose children hand people to and fro."""
    name = str(conninfo_to_dict(worker_database)["dbname"])
    with subprocess.Popen(
        [sys.executable, "-m", "tests.trust.runner", os.environ["STAFET_TEST_HOME"], name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, "STAFET_CONTEXT_KEY": settings.STAFET_CONTEXT_KEY},
    ) as process:
        yield process
        process.kill()


def test_a_killed_client_loses_nobody_and_undoes_nothing(
    world: World, database: psycopg.Connection, runner: subprocess.Popen[str]
) -> None:
    chance = random.Random(2026)  # noqa: S311  # moments to kill at
    told: set[str] = set()
    for _ in range(KILLS):
        told |= _killed_after(runner, chance.uniform(0.0, 0.2))
        assert broken(database) == []
    undone = told - _accepted(database)
    measured("kills", KILLS, f"{KILLS} clients in {len(told):,} hand-overs")
    measured("lost", len(undone))
    assert len(told) >= KILLS, "the runner was killed before it did anything"
    assert undone == set()


def test_the_invariants_find_what_a_crash_without_a_transaction_leaves(
    world: World, database: psycopg.Connection
) -> None:
    database.execute("SET session_replication_role = replica")
    database.execute(
        "UPDATE responsibility_holding SET ends_at = starts_at + interval '1 hour' WHERE ends_at IS NULL"
    )
    database.execute("RESET session_replication_role")
    assert any(words.startswith("a covered person without exactly one holder") for words in broken(database))


def _killed_after(runner: subprocess.Popen[str], seconds: float) -> set[str]:
    """Let a child acknowledge once, go on for a moment, and kill it. Returns what it was told is done."""
    assert runner.stdin is not None
    assert runner.stdout is not None
    runner.stdin.write("go\n")
    runner.stdin.flush()
    lines = [runner.stdout.readline(), runner.stdout.readline()]
    child = next(int(line.split()[1]) for line in lines if line.startswith("child"))
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    while lines[-1].strip() != "gone" and lines[-1]:
        lines.append(runner.stdout.readline())
    return {line.strip() for line in lines if len(line.strip()) == _KEY_LENGTH}


def _accepted(database: psycopg.Connection) -> set[str]:
    rows = database.execute(
        "SELECT id::text FROM responsibility_handover WHERE state = 'accepted'"
    ).fetchall()
    return {key for (key,) in rows}
