"""Loading registers the way ``stafet import --apply`` does: stage by stage, then one file again, then plain COPY.

This builds what the later parts ask: every municipality, and a small one that is only compared with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import psycopg

from stafet.access import api as access
from stafet.integrations import loading
from stafet.kernel import clock
from stafet.registers import api as registers
from tests.benchmarks.bench import SMALL, Bench, BenchStopped, Timed, Town, together
from tests.benchmarks.copies import copy_towns
from tests.benchmarks.copying import copy_seconds
from tests.benchmarks.population import Size, write_register
from tests.benchmarks.table import Against, Kind, Row, Section
from tests.benchmarks.towns import found_town

_GOAL_PEOPLE, _PREVIEW_SECONDS, _WHOLE_SECONDS = 50_000, 60, 120


@dataclass(frozen=True, slots=True)
class Loaded:
    """One load: what each stage took, how many rows the file had and how many were written."""

    load_id: UUID
    reading: Timed
    comparing: Timed
    applying: Timed
    rows: int
    written: int

    @property
    def told(self) -> str:
        """Its stages in one line."""
        return (
            f"read {self.reading.wall:.1f} s, compared {self.comparing.wall:.1f} s, applied"
            f" {self.applying.wall:.1f} s, {self.rows:,} rows, {self.written:,} written"
        )


def measure(bench: Bench) -> Iterator[Row]:
    """Build every municipality by loading its register; these are the loads that are measured."""
    first: list[Loaded] = []
    again: list[Loaded] = []
    for number in range(bench.to_load):
        town, path = _found(bench, number, how_many=bench.people_per_town)
        first.append(_load(bench, town, path))
        bench.say(f"municipality {number + 1} of {bench.to_load}: {first[-1].told}")
        if not again:
            again.append(_load(bench, town, path))
            bench.say(f"the same file again: {again[-1].told}")
        path.unlink()
    yield from _stages(bench, first, copy_seconds(bench, [each.load_id for each in first]))
    yield from _again(bench, again[0])
    _add_the_small_one(bench)
    copy_towns(bench)
    _settle(bench)


def _found(bench: Bench, number: int, *, how_many: int) -> tuple[Town, Path]:
    at: datetime = clock.now()
    town = found_town(number, how_many=how_many, at=at)
    bench.towns.append(town)
    path = bench.folder / f"register-{number}.zip"
    size = Size(how_many, bench.spells)
    write_register(path, town.school_names, size=size, today=at.date(), town=number)
    return town, path


def _load(bench: Bench, town: Town, path: Path) -> Loaded:
    by = access.actor_for(town.coordinator, at=clock.now())
    with bench.timed() as reading:
        with access.job_scope(town.municipality_id):
            load = registers.receive_upload(
                source=town.source, file_name=path.name, content=path.read_bytes(), by=by, at=clock.now()
            )
        loading.read_load(load.pk, town.municipality_id)
    with bench.timed() as comparing:
        loading.compare_load(load.pk, town.municipality_id)
    with bench.timed() as applying:
        with access.job_scope(town.municipality_id):
            registers.order_apply(
                load_id=load.pk, rows=registers.WhichRows.ALL, losses_confirmed=None, by=by, at=clock.now()
            )
        loading.apply_load(load.pk, town.municipality_id)
    with access.job_scope(town.municipality_id):
        rows = registers.progress(load.pk).rows_done
        written = sum(each.rows for each in registers.explain_load(load.pk).written)
    return Loaded(load.pk, reading, comparing, applying, rows, written)


def _stages(bench: Bench, loads: Sequence[Loaded], copied: float) -> Iterator[Row]:
    rows, written = sum(each.rows for each in loads), sum(each.written for each in loads)
    copy = Against("s plain COPY of the same rows, this run", copied, Kind.SAME_RUN)
    reading = together(each.reading for each in loads)
    comparing = together(each.comparing for each in loads)
    applying = together(each.applying for each in loads)
    yield _stage("Reading, checking and staging", reading, rows, copy)
    yield _stage("Comparing, for the preview", comparing, rows, copy)
    yield _stage(f"Applying, one transaction a load; writes {written:,} rows", applying, rows, copy)
    preview, whole = together([reading, comparing]), together([reading, comparing, applying])
    of_all = bench.people_per_town * len(loads)
    split = f"reading {reading.told}; comparing {comparing.told}"
    yield _stage("Until the preview", preview, rows, _goal(_PREVIEW_SECONDS, of_all), copy, why=split)
    split = f"{split}; applying {applying.told}"
    yield _stage(
        f"All stages, loads: {len(loads)}", whole, rows, _goal(_WHOLE_SECONDS, of_all), copy, why=split
    )
    rate = f"{rows:,} rows; {rows / copied:,.0f} rows/s; no keys, no policies, no history"
    yield Row(Section.LOADS, "Plain COPY of the same rows", copied, "s", rate)


def _stage(what: str, time: Timed, rows: int, *against: Against, why: str = "") -> Row:
    base = f"{rows:,} rows; {rows / time.wall:,.0f} rows/s; {time.told}"
    return Row(Section.LOADS, what, time.wall, "s", base, against, why)


def _again(bench: Bench, load: Loaded) -> Iterator[Row]:
    whole = together([load.reading, load.comparing, load.applying])
    goal = _goal(_WHOLE_SECONDS, bench.people_per_town)
    yield _stage("One of the files again", whole, load.rows, goal, why=load.told)
    nothing = Against("rows", 0)
    yield Row(Section.LOADS, "Rows it wrote", load.written, "rows", f"{load.rows:,} rows", (nothing,))


def _goal(seconds: int, people: int) -> Against:
    return Against(f"s (our aim: {_GOAL_PEOPLE:,} people in {seconds} s)", seconds * people / _GOAL_PEOPLE)


def _add_the_small_one(bench: Bench) -> None:
    town, path = _found(bench, bench.to_load, how_many=min(SMALL, bench.people_per_town))
    bench.say(f"a small municipality, to compare with: {_load(bench, town, path).told}")
    path.unlink()


def _settle(bench: Bench) -> None:
    """Statistics as autovacuum takes them. Everybody who was in a file is in the promise, or we measured something else."""
    with psycopg.connect(bench.superuser, autocommit=True) as connection:
        bench.say("statistics of the tables, as autovacuum takes them")
        connection.execute("VACUUM ANALYZE")
        row = connection.execute(
            "SELECT count(*) FROM responsibility_coverage WHERE ends_on IS NULL"
        ).fetchone()
    expected = sum(town.people for town in bench.towns) + len(bench.copies) * bench.people_per_town
    if row is None or row[0] != expected:
        raise BenchStopped(f"{row and row[0]} people are in the promise, not {expected}.")
