"""The least a row can cost: plain COPY into a table that has no keys, no policies and no history."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import psycopg

from tests.benchmarks.bench import Bench, timed
from tests.benchmarks.table import middle

_RUNS = 3


def copy_seconds(bench: Bench, load_ids: Sequence[UUID]) -> float:
    """Seconds to COPY every staged row of these loads, all columns, committed: the median of three."""
    with psycopg.connect(bench.superuser, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_copy (LIKE registers_stagedrow)")
        lines = _lines(cursor, load_ids)
        seconds = [_copied(cursor, lines) for _ in range(_RUNS)]
        cursor.execute("DROP TABLE bench_copy")
    return middle(seconds)


def _lines(cursor: psycopg.Cursor, load_ids: Sequence[UUID]) -> list[bytes]:
    these = ", ".join(f"'{load_id}'" for load_id in load_ids)
    with cursor.copy(
        f"COPY (SELECT * FROM registers_stagedrow WHERE load_id IN ({these})) TO STDOUT"
    ) as rows:
        return [bytes(part) for part in rows]


def _copied(cursor: psycopg.Cursor, lines: Sequence[bytes]) -> float:
    """Seconds, the making of the table's empty file not counted."""
    cursor.execute("TRUNCATE bench_copy")
    whole = b"".join(lines)
    with timed() as time, cursor.copy("COPY bench_copy FROM STDIN") as sink:
        sink.write(whole)
    return time.wall
