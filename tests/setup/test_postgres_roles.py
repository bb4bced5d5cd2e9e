"""The roles: each may do one thing, none but the backup passes row-level security."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from stafet.postgres import api as postgres
from stafet.postgres.api import Purpose


def execute(dsn: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(dsn, autocommit=True) as connection:
        cursor = connection.execute(sql.SQL(statement))
        return cursor.fetchall() if cursor.description else []


def dsn(urls: postgres.DatabaseUrls, purpose: Purpose) -> str:
    return str(getattr(urls, purpose.value))


@pytest.fixture
def protected_table(urls: postgres.DatabaseUrls) -> Iterator[str]:
    """A table of the owner with forced row-level security and no policy: nobody may see its one row."""
    execute(
        urls.owner,
        "CREATE TABLE young AS SELECT 1 AS id; ALTER TABLE young ENABLE ROW LEVEL SECURITY;"
        " ALTER TABLE young FORCE ROW LEVEL SECURITY; GRANT SELECT ON young TO stafet_app, stafet_job",
    )
    yield "young"
    execute(urls.owner, "DROP TABLE young")


@pytest.mark.parametrize("purpose", Purpose)
def test_every_role_logs_in_as_itself(urls: postgres.DatabaseUrls, purpose: Purpose) -> None:
    assert execute(dsn(urls, purpose), "SELECT current_user::text") == [(f"stafet_{purpose.value}",)]


@pytest.mark.parametrize("purpose", [Purpose.OWNER, Purpose.APP, Purpose.JOB])
def test_nobody_at_work_sees_a_protected_row(
    urls: postgres.DatabaseUrls, protected_table: str, purpose: Purpose
) -> None:
    assert execute(dsn(urls, purpose), f"SELECT * FROM {protected_table}") == []


def test_the_backup_sees_everything_and_changes_nothing(
    urls: postgres.DatabaseUrls, protected_table: str
) -> None:
    assert execute(urls.backup, f"SELECT * FROM {protected_table}") == [(1,)]
    with pytest.raises(psycopg.Error, match=r"read-only|permission denied"):
        execute(urls.backup, f"DELETE FROM {protected_table}")


@pytest.mark.parametrize("purpose", [purpose for purpose in Purpose if purpose is not Purpose.OWNER])
def test_only_the_owner_makes_tables(urls: postgres.DatabaseUrls, purpose: Purpose) -> None:
    with pytest.raises(psycopg.Error, match=r"read-only|permission denied for schema public"):
        execute(dsn(urls, purpose), "CREATE TABLE trap (id int)")


def test_no_role_has_more_power_than_it_needs(urls: postgres.DatabaseUrls) -> None:
    powerful = execute(
        urls.administrator,
        "SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'stafet%' AND rolcanlogin"
        " AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)",
    )

    assert powerful == [("stafet_backup",)]


def test_power_given_by_hand_is_taken_away_at_the_next_start(
    cluster: postgres.Cluster, urls: postgres.DatabaseUrls, protected_table: str
) -> None:
    execute(urls.administrator, "ALTER ROLE stafet_app BYPASSRLS CREATEDB")

    postgres.start_private_database(cluster, urls)

    assert execute(urls.app, f"SELECT * FROM {protected_table}") == []


def test_a_stranger_may_not_even_connect(cluster: postgres.Cluster, urls: postgres.DatabaseUrls) -> None:
    execute(cluster.superuser_dsn(), "DROP ROLE IF EXISTS stranger; CREATE ROLE stranger LOGIN")

    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        execute(cluster.dsn(user="stranger", dbname=urls.database), "SELECT 1")


def test_the_extensions_the_schema_needs_are_there(urls: postgres.DatabaseUrls) -> None:
    known = execute(urls.app, "SELECT extname::text FROM pg_extension")

    assert {("btree_gist",), ("pg_trgm",), ("unaccent",)} <= set(known)


# --- a server of the municipality's own ---------------------------------------------------------------


@pytest.fixture
def server_url(cluster: postgres.Cluster) -> str:
    """A database on a server, with an account that may make roles but is no superuser."""
    execute(
        cluster.superuser_dsn(),
        "DROP DATABASE IF EXISTS relay WITH (FORCE)",
    )
    execute(
        cluster.superuser_dsn(),
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'clerk') THEN"
        " CREATE ROLE clerk LOGIN CREATEROLE PASSWORD 'correct horse'; END IF; END $$",
    )
    execute(cluster.superuser_dsn(), "CREATE DATABASE relay OWNER clerk")
    return make_conninfo(cluster.dsn(user="clerk", dbname="relay"), password="correct horse")


def test_on_a_server_the_roles_get_passwords_that_only_we_can_read(server_url: str, tmp_path: Path) -> None:
    environ = {"DATABASE_URL": server_url, "STAFET_ROLE_PREFIX": "relay"}
    urls = postgres.connection_settings(tmp_path / "var", environ)

    left = postgres.prepare_server_database(urls)
    postgres.prepare_server_database(urls)

    assert [str(sentence) for sentence in left] == [
        "Backups need two commands from the server's administrator: "
        "GRANT pg_read_all_data TO relay_backup; ALTER ROLE relay_backup BYPASSRLS;"
    ]
    assert execute(urls.app, "SELECT current_user::text, current_database()::text") == [
        ("relay_app", "relay")
    ]
    execute(urls.owner, "CREATE TABLE mine (id int)")
    assert execute(urls.owner, "SELECT * FROM mine") == []
    assert stat.S_IMODE((tmp_path / "var" / "database.json").stat().st_mode) == 0o600
    assert postgres.connection_settings(tmp_path / "var", environ) == urls
    assert len({*urls.passwords.values()}) == len(Purpose)


def test_an_account_that_may_not_make_roles_is_told_what_it_lacks(
    cluster: postgres.Cluster, server_url: str, tmp_path: Path
) -> None:
    execute(cluster.superuser_dsn(), "DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN")
    url = make_conninfo(server_url, user="guest", password="")
    urls = postgres.connection_settings(tmp_path, {"DATABASE_URL": url, "STAFET_ROLE_PREFIX": "guested"})

    with pytest.raises(postgres.RolesFailed, match="needs CREATEROLE and must own the database"):
        postgres.prepare_server_database(urls)


def test_a_server_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    url = "postgresql://clerk@127.0.0.1:1/relay"
    urls = postgres.connection_settings(tmp_path, {"DATABASE_URL": url})

    with pytest.raises(postgres.RolesFailed, match=r"does not answer: .*refused") as failure:
        postgres.prepare_server_database(urls)

    assert "\n" not in str(failure.value)


def test_an_address_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(postgres.ClusterFailed, match="DATABASE_URL is not a PostgreSQL address"):
        postgres.connection_settings(tmp_path, {"DATABASE_URL": "mysql://relay"})


def test_what_else_the_address_says_is_kept() -> None:
    parts = postgres.connection_parts("postgresql://clerk:secret@db.example:5433/relay?sslmode=verify-full")

    assert (parts.host, parts.port, parts.database, parts.user) == ("db.example", "5433", "relay", "clerk")
    assert parts.options == {"sslmode": "verify-full"}


def test_the_state_folder_is_named_by_the_environment(tmp_path: Path) -> None:
    assert postgres.state_folder({"STAFET_HOME": str(tmp_path)}) == tmp_path
    assert postgres.state_folder({}) == Path.cwd() / "var"
