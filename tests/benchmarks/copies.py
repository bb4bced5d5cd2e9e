"""A country without waiting for it: municipalities that are copies of one that was loaded, each with keys of its own.

What is measured on them (pages, the watch, the fences) needs their rows, not how they came. A key of a copy is the key it
was copied from with two of its random bytes turned by the copy's number, so that every reference still leads where it led.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tests.benchmarks.bench import Bench

_NOT_COPIED = frozenset(
    {"registers_stagedrow", "registers_loadfile", "registers_load", "audit_change", "audit_reading"}
)
_PEOPLE_AT_WORK = frozenset(
    {"user_id", "holder_id", "assignee_id", "by_id", "decided_by_id", "created_by_id", "received_by_id"}
)
"""Columns that name somebody at work: they stay who they are, and see nothing there."""

_KEY_OF_COPY = """
    CREATE FUNCTION pg_temp.copied(key uuid, number int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
        SELECT encode(set_byte(set_byte(uuid_send(key), 9, get_byte(uuid_send(key), 9) # (number % 256)),
            10, get_byte(uuid_send(key), 10) # (number / 256)), 'hex')::uuid $$
"""
_COLUMNS = """
    SELECT c.relname, a.attname, t.typname
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    ORDER BY c.relname, a.attnum
"""


def copy_towns(bench: Bench) -> None:
    """Copy the first municipality until there are as many as were asked for. No trigger runs; the promise is counted after."""
    missing = bench.municipalities - bench.to_load
    if not missing:
        return
    source = bench.towns[0].municipality_id
    with psycopg.connect(bench.superuser) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(_KEY_OF_COPY)
        tables = _tables(connection)
        with _without_exclusions(connection):
            for number in range(1, missing + 1):
                for table, columns in tables.items():
                    connection.execute(_copy(table, columns), {"source": source, "number": number})
                row = connection.execute("SELECT pg_temp.copied(%s, %s)", [source, number]).fetchone()
                bench.copies.extend(row or ())
                connection.commit()
                if number % 10 == 0:
                    bench.say(f"copied {number} of {missing} municipalities")
        bench.say("periods are kept apart again")


@contextmanager
def _without_exclusions(connection: psycopg.Connection) -> Iterator[None]:
    """Constraints that keep periods apart are built anew after the copying: row by row they grow slower with every copy."""
    found = connection.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'x' AND connamespace = 'public'::regnamespace"
    ).fetchall()
    for table, name, _ in found:
        connection.execute(
            sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.Identifier(table), sql.Identifier(name))
        )
    connection.commit()
    yield
    connection.execute("SET maintenance_work_mem = '2GB'")
    for table, name, definition in found:
        connection.execute(
            sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
                sql.Identifier(table), sql.Identifier(name), sql.SQL(definition)
            )
        )
    connection.commit()


def _tables(connection: psycopg.Connection) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Every table of a municipality with its columns and their types; units hang on organisations."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in connection.execute(_COLUMNS).fetchall():
        found.setdefault(table, []).append((column, kind))
    return {
        table: columns
        for table, columns in found.items()
        if table not in _NOT_COPIED and _is_of_a_town(table, columns)
    }


def _is_of_a_town(table: str, columns: Sequence[tuple[str, str]]) -> bool:
    kinds = dict(columns)
    return ("municipality_id" in kinds and kinds.get("id") == "uuid" and "pgh_id" not in kinds) or table in {
        "organisations_municipality",
        "organisations_unit",
    }


def _copy(table: str, columns: Sequence[tuple[str, str]]) -> sql.Composed:
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {of_the_source}"
    ).format(
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns),
        values=sql.SQL(", ").join(_values(table, columns)),
        of_the_source=sql.SQL(_OF_THE_SOURCE.get(table, "municipality_id = %(source)s")),
    )


_OF_THE_SOURCE = {
    "organisations_municipality": "id = %(source)s",
    "organisations_unit": "organisation_id IN (SELECT id FROM organisations_organisation WHERE municipality_id = %(source)s)",
}


def _values(table: str, columns: Sequence[tuple[str, str]]) -> Iterator[sql.Composable]:
    for name, kind in columns:
        if kind == "uuid" and name not in _PEOPLE_AT_WORK:
            yield sql.SQL("pg_temp.copied({}, %(number)s)").format(sql.Identifier(name))
        elif (table, name) == ("organisations_municipality", "code"):
            yield sql.SQL("'c' || %(number)s::int")
        else:
            yield sql.Identifier(name)
