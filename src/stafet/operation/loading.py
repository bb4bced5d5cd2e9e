"""Bringing a dump back into an empty database, with the door shut until the journal of deletions has been replayed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError, sentence
from stafet.operation import manifest
from stafet.postgres import api as postgres
from stafet.postgres.api import Purpose

# Made by the roles' own preparation, and the extensions' and the schema's owner is the server's, not ours.
_PREPARED = (" SCHEMA - public ", " ACL - SCHEMA public ", " EXTENSION - ", " COMMENT - ", " DATABASE ")
# The gate must be allowed to own something in its schema before its functions are handed to it.
_FIRST = (" SCHEMA - gate ", " ACL - SCHEMA gate ")
# An account that is no superuser checks foreign keys by looking at rows, so policies come when all keys stand.
_LAST = (" POLICY ", " ROW SECURITY ")
_BEHIND_THE_DOOR = (Purpose.APP, Purpose.PUBLIC)
_NEWER_POSTGRES = 160_000


class CannotRestore(SentenceError):
    """The backup can't be brought back here, or not into this database."""


def check_fits(made: manifest.Manifest, folder: Path, urls: postgres.DatabaseUrls) -> None:
    """Raise ``CannotRestore`` when the dump is torn or its roles have other names than here."""
    dump = folder / manifest.DUMP
    if not dump.is_file() or manifest.sha256_of(dump) != made.dump_sha256:
        raise CannotRestore(
            sentence(
                "The file %(file)s in %(folder)s is not the one the manifest speaks of: it was torn or changed since. "
                "Take another backup.",
                file=manifest.DUMP,
                folder=str(folder),
            )
        )
    if made.role_prefix != urls.roles.prefix:
        raise CannotRestore(
            sentence(
                "The backup's roles begin with “%(theirs)s”, those here with “%(ours)s”: set STAFET_ROLE_PREFIX=%(theirs)s.",
                theirs=made.role_prefix,
                ours=urls.roles.prefix,
            )
        )


def load(urls: postgres.DatabaseUrls, folder: Path, *, environ: Mapping[str, str], jobs: int) -> None:
    """Fill the empty, prepared database and leave its door shut. Raises a sentence, and then nothing may open it."""
    dump = folder / manifest.DUMP
    shut_door(urls)
    with psycopg.connect(urls.administrator, autocommit=True) as administrator:
        configured = environ.get("STAFET_POSTGRES", "")
        clients = postgres.find_clients(
            administrator.info.server_version // 10_000, Path(configured) if configured else None
        )
        with _roles_lent(administrator, urls.roles):
            for chosen, hands in zip(_in_order(clients.entries(dump)), (1, jobs, 1), strict=True):
                _restore(clients, urls.administrator, dump, chosen, hands)
        administrator.execute("ANALYZE")


def bring_up_to_date() -> int:
    """Apply what this version's tables have more than the backup's; rights and keys as at every start. How many steps."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        (before,) = cursor.fetchone()
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        cursor.execute("SELECT count(*) FROM django_migrations")
        (after,) = cursor.fetchone()
        # Whoever was logged in when the backup was made may have been locked out since.
        cursor.execute("DELETE FROM browsers_session")
    access.prepare_database()
    return int(after) - int(before)


def shut_door(urls: postgres.DatabaseUrls) -> None:
    """Nobody's page is answered from this database until it is opened again."""
    _door(urls, "REVOKE CONNECT ON DATABASE {} FROM {}")


def open_door(urls: postgres.DatabaseUrls) -> None:
    """The application may log in."""
    _door(urls, "GRANT CONNECT ON DATABASE {} TO {}")


def door_is_shut(urls: postgres.DatabaseUrls) -> bool:
    """Whether the application is turned away."""
    try:
        psycopg.connect(urls.app, connect_timeout=10).close()
    except psycopg.OperationalError:
        return True
    return False


@contextmanager
def pointed_to(urls: postgres.DatabaseUrls) -> Iterator[None]:
    """Send every connection of this process to another database, each as its own role, and back again."""
    before = {alias: dict(connections[alias].settings_dict) for alias in connections}
    connections.close_all()
    try:
        for alias, dsn in _by_alias(urls).items():
            parts = postgres.connection_parts(dsn)
            connections[alias].settings_dict.update(
                HOST=parts.host,
                PORT=parts.port,
                USER=parts.user,
                PASSWORD=parts.password,
                NAME=parts.database,
            )
        yield
    finally:
        connections.close_all()
        for alias, kept in before.items():
            connections[alias].settings_dict.update(kept)


def _by_alias(urls: postgres.DatabaseUrls) -> dict[str, str]:
    return {"default": urls.app, "owner": urls.owner, "job": urls.job, "audit": urls.audit}


def _door(urls: postgres.DatabaseUrls, statement: str) -> None:
    roles = sql.SQL(", ").join(sql.Identifier(urls.roles.name(purpose)) for purpose in _BEHIND_THE_DOOR)
    with psycopg.connect(urls.administrator, autocommit=True) as administrator:
        administrator.execute(sql.SQL(statement).format(sql.Identifier(urls.database), roles))


def _in_order(entries: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """What is in the dump and not prepared already: what must come first, the most of it, what must come last."""
    wanted = [line for line in entries if line[0] != ";" and not any(one in line for one in _PREPARED)]
    first = [line for line in wanted if any(one in line for one in _FIRST)]
    last = [line for line in wanted if any(one in line for one in _LAST)]
    return first, [line for line in wanted if line not in {*first, *last}], last


def _restore(clients: postgres.Clients, dsn: str, dump: Path, entries: Sequence[str], jobs: int) -> None:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".list") as file:
        file.write("\n".join(entries) + "\n")
        file.flush()
        clients.restore(dsn, dump, entries=Path(file.name), jobs=jobs)


@contextmanager
def _roles_lent(administrator: psycopg.Connection, roles: postgres.DatabaseRoles) -> Iterator[None]:
    """For as long as it takes, an account that may not do everything owns what the owner and the gate own."""
    row = administrator.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if row and row[0]:
        yield
        return
    names = sql.SQL(", ").join([sql.Identifier(roles.name(Purpose.OWNER)), sql.Identifier(roles.gate)])
    newer = administrator.info.server_version >= _NEWER_POSTGRES
    how = sql.SQL(" WITH INHERIT TRUE, SET TRUE" if newer else "")
    administrator.execute(sql.SQL("GRANT {} TO CURRENT_USER{}").format(names, how))
    try:
        yield
    finally:
        end = "REVOKE INHERIT OPTION FOR {} FROM CURRENT_USER" if newer else "REVOKE {} FROM CURRENT_USER"
        administrator.execute(sql.SQL(end).format(names))
