"""Break-offs: the work list of a counsellor who has two thousand of them, and the days of all of them reckoned anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import psycopg
from django.test import Client
from psycopg import sql

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.rechoice import api as rechoice
from tests.benchmarks.bench import Bench, Timed, Town
from tests.benchmarks.table import Against, Kind, Row, Section, middle, written
from tests.benchmarks.visits import Address, statements, visit

_OPEN, _MANY = 2_000, 100_000
_FEW = 20
_GOAL_P95 = 150
_RUNS = 3
_VISITS = 100
_READ = ("rechoice_case", "responsibility_breakoff", "people_person")

_BREAK_OFF = """
    INSERT INTO responsibility_breakoff (
        id, municipality_id, person_id, spell_id, organisation_id, broken_off_on, reason_code, step_id, known_at)
    SELECT gate.new_id(), left_one.municipality_id, left_one.person_id, left_one.id, left_one.organisation_id,
        (%(at)s - left_one.ago)::date, '', left_one.step_id, %(at)s - left_one.ago
    FROM (
        SELECT s.*, n.id AS step_id, row_number() OVER (ORDER BY s.id) %% 60 * interval '1 day' AS ago
        FROM pathways_spell s
        JOIN LATERAL (
            SELECT n.id FROM responsibility_nextstep n
            WHERE n.municipality_id = s.municipality_id AND n.person_id = s.person_id AND n.state = 'open'
            ORDER BY n.id LIMIT 1) n ON true
        WHERE s.municipality_id = %(municipality)s AND s.organisation_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM responsibility_breakoff b WHERE b.spell_id = s.id)
        ORDER BY s.starts_on DESC, s.id LIMIT %(many)s) left_one
"""


def measure(bench: Bench) -> Iterator[Row]:
    """The first page of the list, then every day of as many break-offs as there can be, up to a hundred thousand."""
    large, small = bench.towns[0], bench.small
    bench.say(f"{_OPEN:,} break-offs")
    plant(bench, small, _FEW)
    yield from _page(bench, large, plant(bench, large, _OPEN), small)
    bench.say(f"break-offs up to {_MANY:,}")
    plant(bench, large, _MANY - _OPEN)
    yield from _clocks(bench, large)


def plant(bench: Bench, town: Town, how_many: int) -> int:
    """So many spells of a town were broken off in the last sixty days. How many there are now."""
    with psycopg.connect(bench.superuser, autocommit=True) as connection:
        values = {"municipality": town.municipality_id, "many": how_many, "at": clock.now()}
        connection.execute(_BREAK_OFF, values)
        connection.execute("ANALYZE rechoice_case, responsibility_breakoff")
        row = connection.execute(
            "SELECT count(*) FROM rechoice_case WHERE municipality_id = %s", [town.municipality_id]
        ).fetchone()
    return int(row[0]) if row else 0


def _page(bench: Bench, town: Town, there: int, small: Town) -> Iterator[Row]:
    address = Address("/re-choice/", "/re-choice/")
    found = visit(bench, _client(town), address, at_least=_VISITS)
    what = f"Re-choice, first page of {there:,}"
    told = (
        f"{found.runs} runs; {found.kilobytes:.0f} kB; besides {written(found.database)} ms of the database"
    )
    yield Row(Section.RECHOICE, f"{what}: processor", found.python, "ms", told, (), found.spent)
    goal = Against("ms, our aim for one reader", _GOAL_P95)
    told = f"{found.runs} runs; median {found.wall:.0f} ms"
    yield Row(Section.RECHOICE, f"{what}: wall, p95", found.wall_p95, "ms", told, (goal,), found.slowest)
    limit = Against(f"with {_FEW} of them", statements(_client(small), address))
    yield Row(Section.RECHOICE, f"{what}: statements", found.statements, "", "1 request", (limit,))


def _clocks(bench: Bench, town: Town) -> Iterator[Row]:
    scan = middle([_scanned(bench) for _ in range(_RUNS)])
    against = Against("s one sequential scan of cases, break-offs and people, this run", scan, Kind.SAME_RUN)
    changed, all_anew = _reckoned(bench, town, days_ago=1)
    still, nothing_new = _reckoned(bench, town, days_ago=0)
    base = "one statement; {rows:,} have other days; {told}"
    yield Row(
        Section.RECHOICE,
        "Every day of every break-off reckoned anew, all of them other",
        all_anew.wall,
        "s",
        base.format(rows=changed, told=all_anew.told),
        (against,),
    )
    yield Row(
        Section.RECHOICE,
        f"The same again, of {changed:,} break-offs",
        nothing_new.wall,
        "s",
        base.format(rows=still, told=nothing_new.told),
        (against,),
    )


def _reckoned(bench: Bench, town: Town, *, days_ago: int) -> tuple[int, Timed]:
    """How many got other days, and what it took; before it, all can be made to have been told some days earlier."""
    with psycopg.connect(bench.superuser, autocommit=True) as connection:
        connection.execute(
            "UPDATE responsibility_breakoff SET known_at = known_at - %s WHERE municipality_id = %s",
            [timedelta(days=30 * days_ago), town.municipality_id],
        )
    with bench.timed() as time, access.job_scope(town.municipality_id):
        rows = rechoice.reckon_clocks(municipality_id=town.municipality_id, by=SYSTEM, at=clock.now())
    return rows, time


def _scanned(bench: Bench) -> float:
    """Seconds to read, once and in the order they lie, the tables that the reckoning reads."""
    with psycopg.connect(bench.superuser, autocommit=True) as connection, bench.timed() as time:
        connection.execute(
            "SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off"
        )
        connection.execute("SET max_parallel_workers_per_gather = 0")
        for table in _READ:
            connection.execute(
                sql.SQL("SELECT count(*) FROM {} t WHERE t IS NOT NULL").format(sql.Identifier(table))
            )
    return time.wall


def _client(town: Town) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(town.counsellor)
    return client
