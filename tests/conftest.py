"""One throw-away PostgreSQL for the whole run, one database per worker, real commits, and a standing cast."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from stafet.kernel import clock
from tests import outbound
from tests.cast import Cast, build_cast
from tests.chromium import chromium
from tests.databases import TEMPLATE, cluster_in, empty, make_template, point_to
from tests.goals.record import FILE, figures, measured
from tests.goals.table import to_markdown

__all__ = ["chromium"]

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
"""The moment at which every test begins: a Tuesday, four weeks into a Danish school year."""

_HOME_VARIABLE = "STAFET_TEST_HOME"


def pytest_configure(config: pytest.Config) -> None:
    """The first process chooses the folder; its workers inherit it."""
    if _HOME_VARIABLE not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="stafet-test-"))
        folder.chmod(0o711)
        os.environ[_HOME_VARIABLE] = str(folder)
        os.environ.setdefault(FILE, str(folder / "goals.jsonl"))
        config.stash[_OWNED] = folder


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_sessionstart() -> None:
    """Nothing leaves the machine, in whichever process tests run."""
    outbound.stay_here()


def pytest_sessionfinish() -> None:
    """How often somebody tried to leave, which a test that tries on purpose has taken back."""
    measured("outbound", len(outbound.tried), "by Python code")


@pytest.fixture(autouse=True)
def nobody_leaves() -> Iterator[None]:
    """A test that tried to connect elsewhere fails, even where the code took the refusal well."""
    yield
    assert outbound.tried == []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The goals that this run measured, on however little."""
    found = figures(Path(os.environ[FILE])) if config.stash.get(_OWNED, None) else {}
    if found:
        terminalreporter.section("goals, measured on a slice (make campaign measures all)")
        terminalreporter.write_line(to_markdown(found, whole=False))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Whoever chose the folder stops what runs in it."""
    folder = config.stash.get(_OWNED, None)
    if folder is None:
        return
    cluster = cluster_in(folder)
    if cluster.exists():
        cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[_HOME_VARIABLE]


_OWNED = pytest.StashKey[Path]()


@pytest.fixture(scope="session")
def worker_database(worker_id: str, django_db_blocker: object) -> Iterator[str]:
    """A clone of the migrated template for this worker; returns its superuser's address."""
    folder = Path(os.environ[_HOME_VARIABLE])
    name = f"stafet_{worker_id}"
    with (folder / "lock").open("w") as lock, django_db_blocker.unblock():  # type: ignore[attr-defined]
        fcntl.flock(lock, fcntl.LOCK_EX)
        cluster = cluster_in(folder)
        if not cluster.is_running():
            make_template(cluster)
        cluster.clone(TEMPLATE, name)
        point_to(folder, name)
        yield_dsn = cluster.superuser_dsn(name)
    yield yield_dsn
    connections.close_all()


@pytest.fixture(scope="session")
def sweeper(worker_database: str) -> Iterator[psycopg.Connection]:
    """The connection that empties the database after each test: kept, because its plans are."""
    with psycopg.connect(worker_database, autocommit=True) as superuser:
        yield superuser


@pytest.fixture
def database(
    worker_database: str, sweeper: psycopg.Connection, django_db_blocker: object
) -> Iterator[psycopg.Connection]:
    """An empty database that really commits. Gives a superuser's connection, for looking behind the fences."""
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        psycopg.connect(worker_database, autocommit=True) as superuser,
    ):
        yield superuser
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()
        empty(sweeper)


@pytest.fixture(autouse=True)
def moment() -> Iterator[datetime]:
    """The clock stands still at ``NOW`` unless a test travels."""
    with clock.at_moment(NOW):
        yield NOW


@pytest.fixture
def everyone(database: psycopg.Connection) -> Cast:
    """The standing cast, in the database, employed for a month. Time limits are judged there a minute after ``NOW``."""
    database.execute("INSERT INTO gate.test_clock VALUES (%s)", [NOW + timedelta(minutes=1)])
    return build_cast(NOW - timedelta(days=30))
