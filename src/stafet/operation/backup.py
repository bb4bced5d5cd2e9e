"""A backup: a dump, the journal of deletions and a manifest, all of one instant, in a folder of its own.

It is made as the role ``backup``, which reads everything, writes nothing, and passes row-level security. As the owner
it would fail: FORCE binds the owner, too, and ``pg_dump`` refuses to give a part of the rows as if it were all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import psycopg

from stafet.kernel.sentences import SentenceError, sentence
from stafet.operation import manifest, notes
from stafet.postgres import api as postgres
from stafet.retention import api as retention


class BackupFailed(SentenceError):
    """No backup was made, and what was begun is gone."""


def back_up(
    urls: postgres.DatabaseUrls, folder: Path, *, at: datetime, home: Path, environ: Mapping[str, str]
) -> tuple[Path, manifest.Manifest]:
    """Make one backup below ``folder`` and note that it was made. Raises a sentence when anything is in the way."""
    name = f"stafet-{at:%Y%m%dT%H%M%SZ}"
    draft, whole = folder / f"{name}.unfinished", folder / name
    if whole.exists():
        raise BackupFailed(
            sentence("%(folder)s is there already: wait a second, then try again.", folder=str(whole))
        )
    draft.mkdir(mode=0o700, parents=True)
    try:
        made = _fill(urls, draft, at=at, environ=environ)
        draft.rename(whole)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    notes.write(
        home, notes.BACKUP, {"at": at.isoformat(), "rows": made.rows, "bytes": made.dump_bytes, "whole": True}
    )
    return whole, made


def _fill(
    urls: postgres.DatabaseUrls, draft: Path, *, at: datetime, environ: Mapping[str, str]
) -> manifest.Manifest:
    dump = draft / manifest.DUMP
    with _reading(urls.backup) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        _refuse_blindness(connection)
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        configured = environ.get("STAFET_POSTGRES", "")
        clients = postgres.find_clients(
            connection.info.server_version // 10_000, Path(configured) if configured else None
        )
        clients.dump(
            urls.backup,
            dump,
            snapshot=str(snapshot[0]) if snapshot else None,
            without_rows_of=[manifest.KEYS_OF_THE_GATE],
        )
        made = manifest.Manifest(
            made_at=at,
            stafet=manifest.own_version(),
            server=str(connection.info.parameter_status("server_version")),
            role_prefix=urls.roles.prefix,
            migrations=manifest.migrations_of(connection),
            tables=manifest.tables_of(connection),
            dump_bytes=dump.stat().st_size,
            dump_sha256=manifest.sha256_of(dump),
            journal_lines=_copy_journal(draft),
            keys=manifest.key_fingerprints(),
        )
    made.write(draft)
    for file in draft.iterdir():
        file.chmod(0o600)
    _to_the_disk(draft)
    return made


def _reading(dsn: str) -> psycopg.Connection:
    try:
        return psycopg.connect(dsn, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise BackupFailed(
            sentence(
                "The database does not let the role for backups in: start Stafet once, so that its roles are made, "
                "and see that the server runs."
            )
        ) from error


def _refuse_blindness(connection: psycopg.Connection) -> None:
    """A role that row-level security binds would see no young person, and its backup would look whole."""
    row = connection.execute(
        "SELECT rolbypassrls AND pg_has_role('pg_read_all_data', 'USAGE') FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if not row or not row[0]:
        raise BackupFailed(
            sentence(
                "The role for backups, %(role)s, does not see every row, so its backup would be empty without saying so. "
                "The server's administrator gives it two commands: GRANT pg_read_all_data TO %(role)s; "
                "ALTER ROLE %(role)s BYPASSRLS;",
                role=connection.info.user,
            )
        )


def _copy_journal(draft: Path) -> int:
    """The journal as it is now goes along, so that a machine that is lost takes no deletion with it."""
    lines = sum(1 for _ in retention.read_journal())
    place = retention.journal_file()
    if place.exists():
        shutil.copyfile(place, draft / manifest.JOURNAL)
    return lines


def _to_the_disk(folder: Path) -> None:
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
