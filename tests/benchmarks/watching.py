"""Every way of being lost, looked for among everybody: one municipality, and all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from uuid import UUID

import psycopg
from django.db import OperationalError, connections
from psycopg import sql
from psycopg.errors import QueryCanceled

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.countries import Country, local_day
from stafet.watch import api as watch
from tests.benchmarks.bench import Bench, Town, timed
from tests.benchmarks.table import Against, Kind, Row, Section, middle

_RUNS = 3
_LOOKED_IN = (
    "people_person",
    "pathways_spell",
    "responsibility_coverage",
    "responsibility_holding",
    "responsibility_nextstep",
    "responsibility_handover",
    "access_grant",
)
_MOST_NAMED = 3
PATIENCE = 10
"""Seconds after which one way is given up, so that a bench ends."""

_GOAL_SECONDS, _GOAL_PEOPLE = 10, 100_000
"""Our aim: a check of 100,000 people for every bad state takes seconds, read as ten."""


def measure(bench: Bench) -> Iterator[Row]:
    """As ``stafet watch`` asks, in the scope of a job."""
    town = bench.towns[0]
    seconds = [sum(as_job(town.municipality_id).values()) for _ in range(_RUNS)]
    many = len(watch.LOST_STATES)
    base = f"{town.people:,} people, {many} ways; median of {_RUNS}"
    why = slowest(as_job(town.municipality_id))
    yield Row(Section.WATCH, "One municipality", middle(seconds), "s", base, (goal(town.people),), why)
    bench.say("the watch over every municipality")
    with bench.timed() as everybody:
        for each in bench.large:
            as_job(each.municipality_id)
        for key in bench.copies:
            as_job(key)
    people = bench.people_per_town * (len(bench.large) + len(bench.copies))
    base = f"{people:,} people, {many} ways; 1 run; {people / everybody.wall:,.0f} people/s; {everybody.told}"
    scan = _scan_seconds(bench)
    scanned = Against("s one sequential scan of the same tables, this run", scan, Kind.SAME_RUN)
    aim = Against("s, three such scans", 3 * scan)
    limits = (goal(people), scanned, aim)
    yield Row(Section.WATCH, "All municipalities", everybody.wall, "s", base, limits, why)
    each_ms = everybody.wall * 1000 / people
    yield Row(Section.WATCH, "One person, all ways, in the whole", each_ms, "ms", f"{people:,} people")


def _scan_seconds(bench: Bench) -> float:
    """Seconds to read, once and in the order they lie, the tables in which the watch looks."""
    with psycopg.connect(bench.superuser, autocommit=True) as connection, timed() as time:
        connection.execute(
            "SET enable_indexonlyscan = off; SET enable_indexscan = off; SET enable_bitmapscan = off"
        )
        connection.execute("SET max_parallel_workers_per_gather = 0")
        for table in _LOOKED_IN:
            connection.execute(
                sql.SQL("SELECT count(*) FROM {} t WHERE t IS NOT NULL").format(sql.Identifier(table))
            )
    return time.wall


def as_job(municipality_id: UUID) -> dict[str, float]:
    """Seconds of each way in one municipality, asked as the nightly job asks."""
    return _ways(municipality_id, access.JOB_ALIAS, lambda: access.job_scope(municipality_id))


def as_reader(town: Town) -> dict[str, float]:
    """The same asked by somebody who may see everybody in it: the page of the watch."""
    return _ways(town.municipality_id, access.USER_ALIAS, lambda: access.user_scope(town.counsellor.pk))


def slowest(ways: Mapping[str, float]) -> str:
    """The three that take longest, and the ways nobody waited for to the end."""
    found = sorted(ways.items(), key=lambda way: way[1], reverse=True)[:_MOST_NAMED]
    told = "slowest " + ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in found)
    given_up = [name for name, seconds in ways.items() if seconds >= PATIENCE]
    return f"given up after {PATIENCE} s, so at least: {', '.join(given_up)}" if given_up else told


def goal(people: int) -> Against:
    """How long so many may take."""
    return Against(
        f"s (our aim: {_GOAL_PEOPLE:,} people in {_GOAL_SECONDS} s)", _GOAL_SECONDS * people / _GOAL_PEOPLE
    )


def _ways(
    municipality_id: UUID, alias: str, scope: Callable[[], AbstractContextManager[None]]
) -> dict[str, float]:
    seconds = {}
    for code in watch.LOST_STATES:
        with timed() as time, _patience(), scope():
            _give_up_after(alias, PATIENCE)
            watch.count_lost(code, municipality_id=municipality_id, day=_today())
        seconds[code.value] = time.wall
    return seconds


def _today() -> date:
    return local_day(Country.DK, clock.now())


def _give_up_after(alias: str, seconds: int) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{seconds}s"])


@contextmanager
def _patience() -> Iterator[None]:
    """A statement that was given up is told by how long it took; anything else that fails still fails."""
    try:
        yield
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
