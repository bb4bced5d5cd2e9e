"""What a backup says about itself, so that a restore can be compared with it: every table's rows and their content."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

from stafet.kernel.sentences import SentenceError, sentence

FILE = "manifest.json"
DUMP = "database.dump"
JOURNAL = "deletions.jsonl"
KEYS_OF_THE_GATE = "gate.signing_key"
"""Made from the context key, and made again at every start: it is in no backup."""

_KEYS = ("STAFET_NUMBER_KEY", "STAFET_SEAL_KEY")
_FINGERPRINT = b"stafet.operation.manifest"

_TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'gate') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND n.nspname || '.' || c.relname <> %s
    ORDER BY 1, 2
"""
# A sum doesn't mind in which order rows are read, and two rows that were swapped for two others change it.
_CONTENT = sql.SQL("""
    SELECT count(*), concat_ws('-', sum(('x' || left(h, 16))::bit(64)::bigint::numeric),
                                    sum(('x' || substr(h, 17, 16))::bit(64)::bigint::numeric))
    FROM (SELECT encode(sha256(convert_to(whole_row::text, 'UTF8')), 'hex') AS h FROM {} AS whole_row) AS hashed
""")
_PLAIN = (
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
)


class ManifestUnreadable(SentenceError):
    """The folder is no backup of Stafet, or its manifest is torn."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: how many rows, and a sum over the hashes of all of them."""

    name: str
    rows: int
    content: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that is known of a backup. It names nobody and holds no key, only what tells two keys apart."""

    made_at: datetime
    stafet: str
    server: str
    role_prefix: str
    migrations: tuple[str, ...]
    tables: tuple[Table, ...]
    dump_bytes: int
    dump_sha256: str
    journal_lines: int
    keys: Mapping[str, str]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables)

    def write(self, folder: Path) -> None:
        """As a file that a person can read, too."""
        told = asdict(self) | {"made_at": self.made_at.isoformat()}
        (folder / FILE).write_text(json.dumps(told, indent=1, sort_keys=True), encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises ``ManifestUnreadable``."""
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Manifest(
            **told
            | {
                "made_at": datetime.fromisoformat(told["made_at"]),
                "migrations": tuple(told["migrations"]),
                "tables": tuple(Table(**table) for table in told["tables"]),
            }
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ManifestUnreadable(
            sentence(
                "%(folder)s is no whole backup of Stafet: its %(file)s is missing or can't be read. "
                "Name the folder that “stafet backup” said, such as stafet-20260901T020000Z.",
                folder=str(folder),
                file=FILE,
            )
        ) from error


def tables_of(connection: psycopg.Connection) -> tuple[Table, ...]:
    """Every table with its rows and content, in the transaction that is open. Only a role that passes policies may."""
    for statement in _PLAIN:
        connection.execute(statement)
    names = connection.execute(_TABLES, [KEYS_OF_THE_GATE]).fetchall()
    return tuple(_table(connection, schema, name) for schema, name in names)


def migrations_of(connection: psycopg.Connection) -> tuple[str, ...]:
    """The migrations that were applied."""
    rows = connection.execute(
        "SELECT app || '.' || name FROM django_migrations ORDER BY app, name"
    ).fetchall()
    return tuple(name for (name,) in rows)


def differences(expected: Sequence[Table], found: Sequence[Table]) -> dict[str, list[str]]:
    """What a restored database lacks or has too much or otherwise: names of tables, never rows."""
    before, now = ({table.name: table for table in side} for side in (expected, found))
    both = sorted(before.keys() & now.keys())
    return {
        "missing": sorted(before.keys() - now.keys()),
        "unexpected": sorted(now.keys() - before.keys()),
        "counted otherwise": [name for name in both if before[name].rows != now[name].rows],
        "altered": [name for name in both if before[name].content != now[name].content],
    }


def sha256_of(file: Path) -> str:
    """The hash of a file, read piece by piece."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def key_fingerprints() -> dict[str, str]:
    """What tells whether two installations have the same keys. Nobody can turn it back into a key of 256 bits."""
    return {
        name: hmac.new(getattr(settings, name).encode(), _FINGERPRINT, hashlib.sha256).hexdigest()[:16]
        for name in _KEYS
    }


def own_version() -> str:
    """The version of Stafet."""
    try:
        return version("stafet")
    except PackageNotFoundError:  # run from the source tree, without being installed
        return "source"


def _table(connection: psycopg.Connection, schema: str, name: str) -> Table:
    row = connection.execute(_CONTENT.format(sql.Identifier(schema, name))).fetchone()
    return Table(f"{schema}.{name}", row[0] if row else 0, row[1] if row else "")
