"""What row-level security costs a reader who may see everybody: the same questions asked with fences and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

import psycopg
from django.db import connections

from stafet.access import api as access
from stafet.kernel import clock
from tests.benchmarks.bench import Bench, BenchStopped, Town, timed
from tests.benchmarks.table import Against, Kind, Row, Section, middle
from tests.benchmarks.watching import as_job, as_reader, goal, slowest

_RUNS, _WATCHES = 50, 3
_GOAL_EXTRA = 15
"""Milliseconds more at the median for somebody who may see up to 10,000: our aim."""

_LIST = (
    "SELECT id, given_names, family_name, birth_date FROM people_person p WHERE merged_into_id IS NULL {fence}"
    " ORDER BY municipality_id, sort_key, id LIMIT 50"
)
_ONE = "SELECT id, given_names, family_name, birth_date FROM people_person p WHERE id = %(person)s {fence}"
_COUNT = "SELECT count(*) FROM people_person p WHERE merged_into_id IS NULL {fence}"
_PLACE = "AND municipality_id = %(municipality)s"
_ALSO_ASKED = "AND (id IN (SELECT unnest((SELECT gate.my_persons('A'))))) IS TRUE"
"""As ``access.visible`` writes it."""

_BY_HAND = """AND municipality_id = %(municipality)s AND (id IN (
    SELECT g.person_id
    FROM access_grant g
    JOIN access_membership m ON m.organisation_id = g.organisation_id
    JOIN gate.role_right r ON r.role = m.role AND r.purpose = g.purpose
    WHERE m.user_id = %(user)s AND strpos(r.classes, 'A') > 0 AND strpos(g.classes, 'A') > 0
      AND m.starts_at <= %(at)s AND (m.ends_at IS NULL OR m.ends_at > %(at)s) AND g.valid @> %(at)s::timestamptz
      AND (g.unit_id IS NULL OR r.whole_organisation OR g.unit_id = m.unit_id))) IS TRUE
"""
"""The fastest of six ways of writing it that were tried: looked up, never joined."""

Answer = tuple[float, tuple[object, ...]]
"""Seconds, and the first column of what was found."""

Ask = Callable[[str, str], Answer]


def measure(bench: Bench) -> Iterator[Row]:
    """Nothing, a filter written by hand, the policies, and the policies with the condition our queries add."""
    town = bench.towns[0]
    values = _values(bench, town)
    with psycopg.connect(bench.superuser, autocommit=True, prepare_threshold=None) as superuser:
        found = _in_turn(partial(_openly, superuser, values), partial(_fenced, town, values))
    yield from _list_rows(found, town)
    yield from _pair(found, "One person", "one", town)
    yield from _pair(found, "Counting everybody", "count", town)
    bench.say("the watch as a job and as a reader")
    yield from _watch(town)


def _in_turn(openly: Ask, fenced: Ask) -> Mapping[str, float]:
    """The median milliseconds of each question, all asked in turn so that the machine's moods meet each alike."""
    asked = {
        "list": partial(openly, _LIST, _PLACE),
        "list by hand": partial(openly, _LIST, _BY_HAND),
        "list fenced": partial(fenced, _LIST, ""),
        "list fenced twice": partial(fenced, _LIST, _ALSO_ASKED),
        "one": partial(openly, _ONE, ""),
        "one fenced": partial(fenced, _ONE, ""),
        "count": partial(openly, _COUNT, _PLACE),
        "count fenced": partial(fenced, _COUNT, ""),
    }
    rounds = [{name: ask() for name, ask in asked.items()} for _ in range(_RUNS)]
    for name, (_, answer) in rounds[0].items():
        if answer != rounds[0][name.split()[0]][1]:
            raise BenchStopped(f"What is compared is not the same: {name}.")
    return {name: middle([each[name][0] for each in rounds]) * 1000 for name in asked}


def _list_rows(found: Mapping[str, float], town: Town) -> Iterator[Row]:
    base, by_hand = _base(town), found["list by hand"]
    none = Against("ms without any fence, this run", found["list"], Kind.SAME_RUN)
    hand = Against("ms filter written by hand, this run", by_hand, Kind.SAME_RUN)
    goal = Against("ms, our aim", _GOAL_EXTRA)
    policies, twice = found["list fenced"], found["list fenced twice"]
    yield Row(Section.FENCES, "List of 50, filter written by hand", by_hand, "ms", base, (none,))
    yield Row(Section.FENCES, "List of 50, policies", policies, "ms", base, (none, hand))
    yield Row(
        Section.FENCES, "List of 50, policies and the query's own fence", twice, "ms", base, (none, hand)
    )
    yield Row(
        Section.FENCES, "Extra of the policies over the filter", policies - by_hand, "ms", base, (goal,), _WHY
    )
    yield Row(Section.FENCES, "Extra of both over the filter", twice - by_hand, "ms", base, (goal,), _WHY)


def _pair(found: Mapping[str, float], what: str, name: str, town: Town) -> Iterator[Row]:
    none = Against("ms without any fence, this run", found[name], Kind.SAME_RUN)
    yield Row(Section.FENCES, f"{what}, policies", found[f"{name} fenced"], "ms", _base(town), (none,))


def _watch(town: Town) -> Iterator[Row]:
    job = middle([sum(as_job(town.municipality_id).values()) for _ in range(_WATCHES)])
    asked = Against("s asked by the nightly job, this run", job, Kind.SAME_RUN)
    reader, base = as_reader(town), f"{town.people:,} people; 1 run"
    limits, why = (goal(town.people), asked), slowest(reader)
    yield Row(Section.FENCES, "The watch, asked by a reader", sum(reader.values()), "s", base, limits, why)


def _base(town: Town) -> str:
    return f"{town.people:,} visible people; median of {_RUNS}, in turn"


_WHY = "the array of everybody the reader may see is built once per fence and statement (gate.my_persons)"


def _values(bench: Bench, town: Town) -> dict[str, UUID | datetime]:
    return {
        "user": town.counsellor.pk,
        "at": clock.now(),
        "municipality": town.municipality_id,
        "person": _somebody(bench, town),
    }


def _somebody(bench: Bench, town: Town) -> UUID:
    with psycopg.connect(bench.superuser) as connection:
        row = connection.execute(
            "SELECT id FROM people_person WHERE municipality_id = %s ORDER BY sort_key, id OFFSET %s LIMIT 1",
            [town.municipality_id, town.people // 2],
        ).fetchone()
    if row is None:
        raise BenchStopped("There is nobody in the middle of the list.")
    found: UUID = row[0]
    return found


def _openly(
    connection: psycopg.Connection, values: Mapping[str, UUID | datetime], question: str, fence: str
) -> Answer:
    with timed() as time:
        rows = connection.execute(question.format(fence=fence), values).fetchall()
    return time.wall, tuple(row[0] for row in rows)


def _fenced(town: Town, values: Mapping[str, UUID | datetime], question: str, fence: str) -> Answer:
    with (
        access.user_scope(town.counsellor.pk),
        connections[access.USER_ALIAS].cursor() as cursor,
        timed() as time,
    ):
        cursor.execute(question.format(fence=fence), values)
        rows = cursor.fetchall()
    return time.wall, tuple(row[0] for row in rows)
