"""T8: a killed backend and a killed server lose nobody, and undo nothing that was acknowledged."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.goals.record import many, measured
from tests.trust.apart import Apart, apart, environment
from tests.trust.invariants import broken

BACKENDS, SERVERS = many(3, 400), many(1, 200)
ROOT = Path(__file__).resolve().parents[2]
_KEY_LENGTH = 36
_PATIENCE = 60


@pytest.fixture(scope="module")
def place(django_db_blocker: DjangoDbBlocker) -> Iterator[Apart]:
    with django_db_blocker.unblock(), apart() as made:
        yield made


def _backend(place: Apart) -> None:
    assert place.kill_a_backend()


def _server(place: Apart) -> None:
    place.kill_the_server()


@pytest.mark.parametrize(
    ("what", "kill", "times"), [("backends", _backend, BACKENDS), ("servers", _server, SERVERS)]
)
def test_killing_loses_nobody_and_undoes_nothing(
    place: Apart, what: str, kill: Callable[[Apart], None], times: int
) -> None:
    chance = random.Random(2026)  # noqa: S311  # moments to kill at
    told: set[str] = set()
    with playing(place) as play:
        for _ in range(times):
            told |= play.until_killed(lambda: kill(place), after=chance.uniform(0.0, 0.2))
            with place.look() as database:
                assert broken(database) == []
    with place.look() as database:
        undone = told - _accepted(database)
    measured("kills", times, f"{times} {what} in {len(told):,} hand-overs")
    measured("lost", len(undone))
    assert len(told) >= times, "it was killed before anything was done"
    assert undone == set()


def test_a_server_that_forgets_what_it_acknowledged_would_be_noticed(place: Apart) -> None:
    """The planted fault: commits are acknowledged before they are on the disk."""
    for _ in range(many(3, 20)):
        with place.look() as database:
            database.execute("ALTER SYSTEM SET synchronous_commit = off")
            database.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
            database.execute("SELECT pg_reload_conf()")
        try:
            with playing(place) as play:
                told = play.until_killed(place.kill_the_server, after=0.3)
        finally:
            with place.look() as database:
                lost = told - _accepted(database)
                database.execute("ALTER SYSTEM RESET ALL")
                database.execute("SELECT pg_reload_conf()")
        if lost:
            return
    pytest.fail("a server that forgets was not noticed")


class Play:
    """The runner and what it says; its children hand people to and fro until something is killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: Queue[str] = Queue()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.put(line.strip())

    def until_killed(self, kill: Callable[[], None], *, after: float) -> set[str]:
        """Let a child acknowledge once, go on for a moment, kill, and wait until it has ended. Returns what it said."""
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        lines: list[str] = []
        while not any(len(line) == _KEY_LENGTH for line in lines):
            lines.append(self.said.get(timeout=_PATIENCE))
        time.sleep(after)
        kill()
        while lines[-1] != "gone":
            try:
                lines.append(self.said.get(timeout=_PATIENCE))
            except Empty:
                pytest.fail("the child goes on after what served it was killed")
        return {line for line in lines if len(line) == _KEY_LENGTH}


@contextmanager
def playing(place: Apart) -> Iterator[Play]:
    """The process whose children hand people to and fro in this place."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.trust.runner", str(place.folder), place.database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=environment(),
    ) as process:
        yield Play(process)
        process.kill()


def _accepted(database: psycopg.Connection) -> set[str]:
    rows = database.execute(
        "SELECT id::text FROM responsibility_handover WHERE state = 'accepted'"
    ).fetchall()
    return {key for (key,) in rows}
