"""A durable cluster of its own, in which a server can be killed without anybody else noticing."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections

from stafet.postgres import api as postgres
from tests.cast import build_cast
from tests.conftest import NOW
from tests.databases import TEMPLATE, make_template, point_to
from tests.trust.world import build_world

_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Apart:
    """The cluster, and the folder it lives in. Nothing is traded for speed: what was committed is on the disk."""

    folder: Path
    cluster: postgres.Cluster

    @property
    def database(self) -> str:
        """The database with the world in it."""
        return TEMPLATE

    def look(self) -> psycopg.Connection:
        """A superuser's connection, once the server answers again."""
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return psycopg.connect(self.cluster.superuser_dsn(TEMPLATE), autocommit=True)
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def kill_a_backend(self) -> bool:
        """Kill the process that serves somebody; the server then ends all and recovers. False: nobody was served."""
        with self.look() as connection:
            row = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename <> 'postgres'"
                " ORDER BY state = 'active' DESC, xact_start NULLS LAST LIMIT 1"
            ).fetchone()
        if row is not None:
            os.kill(row[0], signal.SIGKILL)
        return row is not None

    def kill_the_server(self) -> None:
        """Kill the postmaster and, as whoever runs it must, all that it has started; then start it again."""
        server = int((self.cluster.data_dir / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        family = [server, *_children(server)]
        for process in family:
            os.kill(process, signal.SIGKILL)
        for process in family:
            _wait_for_the_end(process)
        self.cluster.start()


@contextmanager
def apart() -> Iterator[Apart]:
    """Make the cluster with the cast and its world in it; nothing is left of it."""
    folder = Path(tempfile.mkdtemp(prefix="stafet-apart-"))
    folder.chmod(0o711)
    cluster = postgres.local_cluster(folder, os.environ)
    before = {alias: dict(connections[alias].settings_dict) for alias in connections}
    try:
        make_template(cluster)
        point_to(folder, TEMPLATE)
        with psycopg.connect(cluster.superuser_dsn(TEMPLATE), autocommit=True) as superuser:
            superuser.execute("INSERT INTO gate.test_clock VALUES (%s)", [NOW + timedelta(minutes=1)])
        build_world(build_cast(NOW), NOW)
        connections.close_all()
        yield Apart(folder, cluster)
    finally:
        connections.close_all()
        for alias, told in before.items():
            connections[alias].settings_dict.update(told)
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def environment() -> dict[str, str]:
    """What a process of ours needs to know to work in it."""
    return {**os.environ, "STAFET_CONTEXT_KEY": settings.STAFET_CONTEXT_KEY}


def _children(process: int) -> list[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    return [int(child) for child in text.split()]


def _wait_for_the_end(process: int) -> None:
    until = time.monotonic() + _PATIENCE
    while _is_alive(process):
        if time.monotonic() > until:
            raise TimeoutError(f"Process {process} does not end.")
        time.sleep(0.02)


def _is_alive(process: int) -> bool:
    """Whether it still holds anything: what is dead and waits to be buried does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
