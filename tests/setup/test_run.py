"""``stafet run`` from nothing to the first page and back to nothing, as a person would."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from stafet.postgres import api as postgres

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120


class Started:
    """A running ``stafet run`` whose words we read until it says that it is ready."""

    def __init__(self, home: Path, *, port: int, more: dict[str, str]) -> None:
        own = {"STAFET_HOME": str(home), "PORT": str(port), "PYTHONPATH": str(ROOT / "src")}
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.words: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "stafet.cli", "run", "--web-workers", "1"],
            env=kept | own | more,
            cwd=home.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_until_ready(self) -> str:
        """The address it announces."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.words.append(line)
            found = re.search(r"ready: (\S+)", line)
            if found:
                return found.group(1)
        pytest.fail("it never became ready:\n" + "".join(self.words))

    def stop(self, number: signal.Signals) -> int:
        """Its exit code after a signal."""
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=PATIENCE_SECONDS)
        self.words.append(rest)
        return self.process.returncode


@contextmanager
def started(home: Path, more: dict[str, str] | None = None) -> Iterator[Started]:
    running = Started(home, port=a_free_port(), more=more or {})
    try:
        yield running
    finally:
        # Asked, not killed: a test that failed must leave no database running, either.
        if running.process.poll() is None:
            running.stop(signal.SIGTERM)
        if running.process.stdout is not None:
            running.process.stdout.close()


def a_free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def left_behind(home: Path) -> list[str]:
    """Every process whose state folder this is."""
    mark = f"STAFET_HOME={home}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def assert_nothing_left(home: Path) -> None:
    deadline = time.monotonic() + 10
    while left := left_behind(home):
        assert time.monotonic() < deadline, left
        time.sleep(0.05)


def page(address: str) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address) as answer:
        return str(answer.read().decode())


def test_it_starts_from_nothing_serves_a_page_and_leaves_nothing_behind(tmp_path: Path) -> None:
    home = tmp_path / "var"
    with started(home) as running:
        address = running.wait_until_ready()
        names = " ".join(left_behind(home))
        assert all(part in names for part in ("granian", "procrastinate", "postgres"))

        assert_a_second_one_is_refused(home)
        assert "<html" in page(address)

        assert running.stop(signal.SIGINT) == 0
    assert "stopped" in running.words[-1]
    assert_nothing_left(home)

    with started(home) as again:
        assert "<html" in page(again.wait_until_ready())
        assert again.stop(signal.SIGTERM) == 0
    assert_nothing_left(home)


def assert_a_second_one_is_refused(home: Path) -> None:
    with started(home) as second:
        words, _ = second.process.communicate(timeout=PATIENCE_SECONDS)
    refusal = f"Stafet already runs on the data in {home}: stop it first.\n"
    assert (second.process.returncode, words) == (1, refusal)


def test_it_runs_on_a_server_of_the_municipality(tmp_path: Path) -> None:
    with postgres.throwaway_cluster(postgres.find_binaries()) as server:
        with psycopg.connect(server.superuser_dsn(), autocommit=True) as connection:
            connection.execute("CREATE ROLE clerk LOGIN CREATEROLE PASSWORD 'correct horse'")
            connection.execute("CREATE DATABASE relay OWNER clerk")
        url = make_conninfo(server.dsn(user="clerk", dbname="relay"), password="correct horse")

        with started(tmp_path / "var", {"DATABASE_URL": url}) as running:
            assert "<html" in page(running.wait_until_ready())
            assert running.stop(signal.SIGTERM) == 0

    assert not (tmp_path / "var" / "postgres").exists()
    assert any("ALTER ROLE stafet_backup BYPASSRLS" in line for line in running.words)
