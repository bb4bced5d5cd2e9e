"""What everybody weighs on disk."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from tests.benchmarks.bench import Bench
from tests.benchmarks.table import Against, Kind, Row, Section

_MEGABYTE = 1024 * 1024
_PER = 100_000
_PASSING = ("registers_stagedrow", "registers_loadfile")
"""Rows and files of loads: cleared away by a nightly job when their time is up."""


def measure(bench: Bench) -> Iterator[Row]:
    """The database, with and without what is only kept for a while. The write-ahead log is not in it."""
    with psycopg.connect(bench.superuser) as connection:
        (everything,) = connection.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
        found = connection.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace ="
            " 'public'::regnamespace ORDER BY 2 DESC"
        ).fetchall()
    people = sum(town.people for town in bench.towns) + len(bench.copies) * bench.people_per_town
    scale = _PER / people / _MEGABYTE
    passing = sum(size for name, size in found if name in _PASSING)
    lasting = [(name, size) for name, size in found if name not in _PASSING]
    biggest = ", ".join(f"{name} {size * scale:.0f}" for name, size in lasting[:4])
    base = f"{people:,} people, places each: {bench.spells}; biggest: {biggest} MB"
    bare = sum(size for name, size in found if name.startswith("people_")) * scale
    own = Against(
        "MB people's own tables, without where they are, who has them, grants and history",
        bare,
        Kind.SAME_RUN,
    )
    yield Row(
        Section.SIZES, f"Database per {_PER:,} people", (everything - passing) * scale, "MB", base, (own,)
    )
    base = "staged rows and uploaded files of the loads, cleared away later"
    yield Row(Section.SIZES, "Besides, for a while", passing * scale, "MB", base)
