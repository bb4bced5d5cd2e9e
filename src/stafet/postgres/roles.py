"""The roles the product connects as: each may do one thing, none may pass row-level security.

``owner`` owns the tables and runs migrations, ``app`` serves pages, ``job`` runs imports and deletions,
``audit`` writes the read log, ``public`` reads aggregate views, ``backup`` reads everything for a dump
and is the only one that passes row-level security. Beside them stands ``gate``, which nobody logs in as: it owns
the few functions that must see more than their caller, such as the one that judges the promise at commit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import psycopg
from psycopg import errors, sql

from stafet.kernel.sentences import Sentence, SentenceError, sentence

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
"""What the schema needs; all three are trusted, so that no superuser is needed to add them."""

Connection = psycopg.Connection[tuple[object, ...]]


class Purpose(StrEnum):
    """What a role is for."""

    OWNER = "owner"
    APP = "app"
    JOB = "job"
    AUDIT = "audit"
    PUBLIC = "public"
    BACKUP = "backup"


class RolesFailed(SentenceError):
    """The account may not make the roles or the database ready."""


@dataclass(frozen=True, slots=True)
class DatabaseRoles:
    """The product's roles on one server, named ``<prefix>_owner``, ``<prefix>_app`` and so on."""

    prefix: str = "stafet"

    def name(self, purpose: Purpose) -> str:
        """The role's name on the server."""
        return f"{self.prefix}_{purpose.value}"

    @property
    def gate(self) -> str:
        """The role that owns the functions row-level security asks; it cannot log in."""
        return f"{self.prefix}_gate"

    def create(self, dsn: str, *, passwords: Mapping[Purpose, str] | None = None) -> tuple[Sentence, ...]:
        """Make the roles, or mend those that are there, with an account that may (CREATEROLE).

        Without a password a role can log in only where the server trusts the line, as a private
        cluster does. Returns what is left for the server's administrator. Raises ``RolesFailed``.
        """
        with _connected(dsn) as connection:
            for purpose in Purpose:
                self._create_one(connection, purpose, (passwords or {}).get(purpose))
            self._create_gate(connection)
            return self._allow_backup(connection)

    def create_database(self, dsn: str, name: str) -> None:
        """Make an empty database of the owner, once, ready for migrations. For the superuser."""
        with _connected(dsn) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if known is None:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(name), sql.Identifier(self.name(Purpose.OWNER))
                    )
                )

    def prepare_database(self, dsn: str) -> None:
        """Extensions and rights in the database that ``dsn`` names; may be repeated.

        Only our roles may connect, only the owner may make anything. Raises ``RolesFailed``.
        """
        with _connected(dsn) as connection:
            for extension in EXTENSIONS:
                connection.execute(
                    sql.SQL("CREATE EXTENSION IF NOT EXISTS {} WITH SCHEMA public").format(
                        sql.Identifier(extension)
                    )
                )
            for statement in self._rights(connection.info.dbname):
                connection.execute(statement)

    def _create_one(self, connection: Connection, purpose: Purpose, password: str | None) -> None:
        role = sql.Identifier(self.name(purpose))
        known = connection.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s", [self.name(purpose)]
        ).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOCREATEDB NOCREATEROLE").format(role))
        if password is not None:
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password)))
        self._refuse_power(connection, purpose)

    def _create_gate(self, connection: Connection) -> None:
        """The owner may hand functions to the gate but does not itself see through it (NOINHERIT)."""
        gate, owner = sql.Identifier(self.gate), sql.Identifier(self.name(Purpose.OWNER))
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [self.gate]).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(gate))
        connection.execute(sql.SQL("ALTER ROLE {} NOINHERIT").format(owner))
        connection.execute(sql.SQL("GRANT {} TO {}").format(gate, owner))

    def _refuse_power(self, connection: Connection, purpose: Purpose) -> None:
        """Someone may have given a role more since; it is taken away, or the start is refused."""
        excess = connection.execute(
            "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR (rolbypassrls AND %s)"
            " FROM pg_roles WHERE rolname = %s",
            [purpose is not Purpose.BACKUP, self.name(purpose)],
        ).fetchone()
        if excess is None or not excess[0]:
            return
        bypass = sql.SQL("" if purpose is Purpose.BACKUP else " NOBYPASSRLS")
        connection.execute(
            sql.SQL("ALTER ROLE {} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION{}").format(
                sql.Identifier(self.name(purpose)), bypass
            )
        )

    def _allow_backup(self, connection: Connection) -> tuple[Sentence, ...]:
        backup = self.name(Purpose.BACKUP)
        able = connection.execute(
            "SELECT rolbypassrls AND pg_has_role(rolname, 'pg_read_all_data', 'USAGE') FROM pg_roles WHERE rolname = %s",
            [backup],
        ).fetchone()
        if able is not None and able[0]:
            return ()
        try:
            connection.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(sql.Identifier(backup)))
            connection.execute(sql.SQL("ALTER ROLE {} BYPASSRLS").format(sql.Identifier(backup)))
        except errors.InsufficientPrivilege:
            return (
                sentence(
                    "Backups need two commands from the server's administrator: "
                    "GRANT pg_read_all_data TO %(role)s; ALTER ROLE %(role)s BYPASSRLS;",
                    role=backup,
                ),
            )
        return ()

    def _rights(self, dbname: str) -> list[sql.Composed]:
        database = sql.Identifier(dbname)
        owner = sql.Identifier(self.name(Purpose.OWNER))
        everyone = sql.SQL(", ").join(sql.Identifier(self.name(purpose)) for purpose in Purpose)
        backup = sql.Identifier(self.name(Purpose.BACKUP))
        job = sql.Identifier(self.name(Purpose.JOB))
        return [
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
            sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC").format(),
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, everyone),
            sql.SQL("GRANT CREATE, TEMPORARY ON DATABASE {} TO {}").format(database, owner),
            # Loads are compared and taken in set by set, from tables that end with their transaction.
            sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}").format(database, job),
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(everyone),
            sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(owner),
            sql.SQL("ALTER ROLE {} SET default_transaction_read_only = on").format(backup),
        ]


@contextmanager
def _connected(dsn: str) -> Iterator[Connection]:
    """A connection that commits each statement; what the server refuses becomes a sentence."""
    try:
        with psycopg.connect(dsn, autocommit=True, connect_timeout=10) as connection:
            yield connection
    except errors.InsufficientPrivilege as error:
        raise RolesFailed(
            sentence(
                "The account in DATABASE_URL may not make the product's roles ready (%(reason)s): "
                "it needs CREATEROLE and must own the database.",
                reason=_one_line(error),
            )
        ) from error
    except psycopg.OperationalError as error:
        raise RolesFailed(
            sentence("The database does not answer: %(reason)s", reason=_one_line(error))
        ) from error


def _one_line(error: psycopg.Error) -> str:
    return " ".join(str(error).split()) or type(error).__name__
