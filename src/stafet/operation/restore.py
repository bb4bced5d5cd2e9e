"""The same as the drill, for real: into the installation's own database, which must be empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from stafet.kernel.sentences import sentence
from stafet.operation import judging, loading, manifest, notes
from stafet.operation.drill import bring_back
from stafet.operation.loading import CannotRestore
from stafet.postgres import api as postgres
from stafet.retention import api as retention

_TABLES = """
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'gate') AND c.relkind IN ('r', 'p')
"""
_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


def restore(
    urls: postgres.DatabaseUrls,
    folder: Path,
    *,
    home: Path,
    environ: Mapping[str, str],
    at: datetime,
    prepare: Callable[[], None],
    journals: Sequence[Path] = (),
) -> judging.Table:
    """Bring a backup back into the installation's database and open it only when every line is right.

    ``prepare`` makes roles and database ready. Until it has ended well, a note in the state folder keeps Stafet from
    starting. Raises a sentence before anything is changed when the backup does not fit here.
    """
    made = manifest.read(folder)
    loading.check_fits(made, folder, urls)
    keys = judging.compare_keys(made)
    if not keys.right:
        raise CannotRestore(
            sentence(
                "The keys here are not those of the backup (%(keys)s): nobody would be found by number, and no number could "
                "be read. Put the keys back first: keys.json in the state folder, or the STAFET_…_KEY of the environment.",
                keys=keys.figure,
            )
        )
    prepare()
    _refuse_unless_empty(urls)
    notes.write(home, notes.RESTORE, {"at": at.isoformat(), "whole": False})
    _take_in(folder / manifest.JOURNAL, *journals)
    table = judging.Table()
    bring_back(urls, folder, made, table, environ=environ, at=at, prepare=_nothing_more)
    notes.write(home, notes.RESTORE, {"at": at.isoformat(), "whole": table.right})
    return table


def set_aside(cluster: postgres.Cluster, urls: postgres.DatabaseUrls, *, at: datetime) -> str:
    """Give the private cluster's database another name, so that it is kept and the name is free. Its new name."""
    aside = f"{urls.database}_before_{at:%Y%m%dT%H%M%S}"
    with psycopg.connect(cluster.superuser_dsn(), autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [urls.database]).fetchone()
        if there is None:
            return ""
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(urls.database), sql.Identifier(aside)
            )
        )
    return aside


def _refuse_unless_empty(urls: postgres.DatabaseUrls) -> None:
    with psycopg.connect(urls.administrator, autocommit=True) as administrator:
        tables, others = (
            administrator.execute(question, values).fetchone() or (0,)
            for question, values in ((_TABLES, []), (_OTHERS, [urls.database]))
        )
    if tables[0]:
        raise CannotRestore(
            sentence(
                "The database %(name)s already has tables, and a restore does not mix two. On the private database say "
                "--set-aside, which keeps the old one under another name; on a server of your own make an empty database "
                "and name it in DATABASE_URL.",
                name=urls.database,
            )
        )
    if others[0]:
        raise CannotRestore(
            sentence(
                "%(count)s others are connected to the database %(name)s: stop them first, so that nobody works in it before "
                "the deletions have been replayed.",
                count=others[0],
                name=urls.database,
            )
        )


def _take_in(*copies: Path) -> None:
    """Lines that the installation's journal lacks are written into it: on a new machine, all of them."""
    own = {line.id for line in retention.read_journal()}
    every = retention.merged_journals(*(retention.read_journal(copy) for copy in copies))
    retention.append_to_journal([line for line in every if line.id not in own])


def _nothing_more() -> None:
    """The database was made ready before it was found empty."""
