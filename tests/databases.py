"""Databases for tests and benchmarks: a throw-away cluster, a migrated template, clones of it, and nothing again."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from stafet.access import api as access
from stafet.postgres import api as postgres

TEMPLATE = "stafet_template"
_KEPT = ("django_migrations", "django_content_type")


def cluster_in(folder: Path) -> postgres.Cluster:
    """The throw-away cluster of a state folder, made or not."""
    data = postgres.local_cluster(folder, os.environ)
    return postgres.Cluster(data.data_dir, data.binaries, throwaway=True)


def make_template(cluster: postgres.Cluster) -> None:
    """Migrate once, as the owner, what every worker then clones."""
    urls = postgres.connection_settings(cluster.data_dir.parent, {})
    cluster.create()
    cluster.start()
    urls.roles.create(cluster.superuser_dsn())
    urls.roles.create_database(cluster.superuser_dsn(), TEMPLATE)
    urls.roles.prepare_database(cluster.superuser_dsn(TEMPLATE))
    point_to(cluster.data_dir.parent, TEMPLATE)
    call_command("migrate", database="owner", verbosity=0)
    access.prepare_database()
    with psycopg.connect(cluster.superuser_dsn(TEMPLATE), autocommit=True) as connection:
        connection.execute("CREATE TABLE gate.test_clock (at timestamptz)")
        connection.execute("GRANT SELECT ON gate.test_clock TO PUBLIC")
        connection.execute(
            "CREATE OR REPLACE FUNCTION gate.now() RETURNS timestamptz LANGUAGE sql STABLE AS"
            " 'SELECT coalesce((SELECT max(at) FROM gate.test_clock), pg_catalog.now())'"
        )
        _make_empty(connection)
    connections.close_all()


def point_to(folder: Path, name: str) -> None:
    """Send every alias to a database of the folder's cluster, each as its own role."""
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


def empty(superuser: psycopg.Connection) -> None:
    """Delete every row of every table, past triggers and keys: the quickest way back to nothing.

    A connection that is kept has the plans of all those statements from its second time on.
    """
    superuser.execute("SELECT gate.empty()")


def _make_empty(superuser: psycopg.Connection) -> None:
    """Write the function that empties: one statement per table, so that a session plans each of them once."""
    tables = superuser.execute(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
        "   AND NOT c.relname = ANY (%s)",
        [list(_KEPT)],
    ).fetchall()
    names = [*(name for (name,) in tables), "gate.test_clock"]
    deletes = sql.SQL(" ").join(sql.SQL("DELETE FROM {};").format(sql.SQL(name)) for name in names)
    superuser.execute(
        sql.SQL(
            "CREATE FUNCTION gate.empty() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica"
            " AS $$ BEGIN {} END $$; REVOKE ALL ON FUNCTION gate.empty() FROM PUBLIC"
        )
        .format(deletes)
        .as_string(superuser)
    )
