"""Running the statements of this room: scripts of several, with named values, on the scope's connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connections

from stafet.audit import api as audit

_SCRIPTS = Path(__file__).with_name("sql")


@cache
def script(name: str) -> str:
    """The text of one of this room's scripts."""
    return (_SCRIPTS / f"{name}.sql").read_text(encoding="utf-8")


def run(text: str, values: Mapping[str, Any]) -> int:
    """Run statements. Returns how many rows the last one touched."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(text, values)
        count: int = cursor.rowcount
    return count


def rows(text: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run one query. Returns its rows, whose types are those of its columns."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(text, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def copy_in(table: str, columns: Sequence[str], lines: Sequence[Sequence[object]]) -> None:
    """Send rows with COPY. Names of tables and columns are ours, never a reader's."""
    names = ", ".join(f'"{column}"' for column in columns)
    with (
        connections[audit.current_alias()].cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as sink,
    ):
        for line in lines:
            sink.write_row(line)
