"""One throw-away PostgreSQL for the whole run, one database per worker, real commits, and a standing cast."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from stafet.access import api as access
from stafet.kernel import clock
from stafet.postgres import api as postgres
from tests.cast import Cast, build_cast

TEMPLATE = "stafet_template"
NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
"""The moment at which every test begins: a Tuesday, four weeks into a Danish school year."""

_HOME_VARIABLE = "STAFET_TEST_HOME"
_KEPT = ("django_migrations", "django_content_type")


def pytest_configure(config: pytest.Config) -> None:
    """The first process chooses the folder; its workers inherit it."""
    if _HOME_VARIABLE not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="stafet-test-"))
        folder.chmod(0o711)
        os.environ[_HOME_VARIABLE] = str(folder)
        config.stash[_OWNED] = folder


def pytest_unconfigure(config: pytest.Config) -> None:
    """Whoever chose the folder stops what runs in it."""
    folder = config.stash.get(_OWNED, None)
    if folder is None:
        return
    cluster = _cluster(folder)
    if cluster.exists():
        cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[_HOME_VARIABLE]


_OWNED = pytest.StashKey[Path]()


def _cluster(folder: Path) -> postgres.Cluster:
    data = postgres.local_cluster(folder, os.environ)
    return postgres.Cluster(data.data_dir, data.binaries, throwaway=True)


@pytest.fixture(scope="session")
def worker_database(worker_id: str, django_db_blocker: object) -> Iterator[str]:
    """A clone of the migrated template for this worker; returns its superuser's address."""
    folder = Path(os.environ[_HOME_VARIABLE])
    name = f"stafet_{worker_id}"
    with (folder / "lock").open("w") as lock, django_db_blocker.unblock():  # type: ignore[attr-defined]
        fcntl.flock(lock, fcntl.LOCK_EX)
        cluster = _cluster(folder)
        urls = postgres.connection_settings(folder, {})
        if not cluster.is_running():
            _make_template(cluster, urls)
        cluster.clone(TEMPLATE, name)
        _point_to(folder, name)
        yield_dsn = cluster.superuser_dsn(name)
    yield yield_dsn
    connections.close_all()


def _make_template(cluster: postgres.Cluster, urls: postgres.DatabaseUrls) -> None:
    """Migrate once, as the owner, what every worker then clones."""
    cluster.create()
    cluster.start()
    urls.roles.create(cluster.superuser_dsn())
    urls.roles.create_database(cluster.superuser_dsn(), TEMPLATE)
    urls.roles.prepare_database(cluster.superuser_dsn(TEMPLATE))
    _point_to(cluster.data_dir.parent, TEMPLATE)
    call_command("migrate", database="owner", verbosity=0)
    access.prepare_database()
    with psycopg.connect(cluster.superuser_dsn(TEMPLATE), autocommit=True) as connection:
        connection.execute("CREATE TABLE gate.test_clock (at timestamptz)")
        connection.execute("GRANT SELECT ON gate.test_clock TO PUBLIC")
        connection.execute(
            "CREATE OR REPLACE FUNCTION gate.now() RETURNS timestamptz LANGUAGE sql STABLE AS"
            " 'SELECT coalesce((SELECT max(at) FROM gate.test_clock), pg_catalog.now())'"
        )
    connections.close_all()


def _point_to(folder: Path, name: str) -> None:
    urls = postgres.connection_settings(folder, {})
    for alias, dsn in {
        "default": urls.app,
        "owner": urls.owner,
        "job": urls.job,
        "audit": urls.audit,
    }.items():
        connections[alias].close()
        parts = postgres.connection_parts(dsn)
        connections[alias].settings_dict.update(HOST=parts.host, PORT=parts.port, USER=parts.user, NAME=name)


@pytest.fixture
def database(worker_database: str, django_db_blocker: object) -> Iterator[psycopg.Connection]:
    """An empty database that really commits. Gives a superuser's connection, for looking behind the fences."""
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        psycopg.connect(worker_database, autocommit=True) as superuser,
    ):
        yield superuser
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()
        _empty(superuser)


def _empty(superuser: psycopg.Connection) -> None:
    """Delete every row of every table, past triggers and keys: the quickest way back to nothing."""
    tables = superuser.execute(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
        "   AND NOT c.relname = ANY (%s)",
        [list(_KEPT)],
    ).fetchall()
    deletes = sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(sql.SQL(name)) for (name,) in tables)
    superuser.execute(
        sql.SQL(
            "SET session_replication_role = replica; {}; DELETE FROM gate.test_clock; RESET session_replication_role"
        )
        .format(deletes)
        .as_string(superuser)
    )


@pytest.fixture(autouse=True)
def moment() -> Iterator[datetime]:
    """The clock stands still at ``NOW`` unless a test travels."""
    with clock.at_moment(NOW):
        yield NOW


@pytest.fixture
def everyone(database: psycopg.Connection) -> Cast:
    """The standing cast, in the database, employed for a month."""
    return build_cast(NOW - timedelta(days=30))
