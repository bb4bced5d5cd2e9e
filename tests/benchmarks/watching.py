"""Every way of being lost, looked for among everybody: one municipality, and all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.countries import Country, local_day
from stafet.responsibility import api as responsibility
from tests.benchmarks.bench import Bench, Town, timed
from tests.benchmarks.table import Against, Row, Section, middle

_RUNS = 3
_GOAL_SECONDS, _GOAL_PEOPLE = 10, 100_000
"""Our aim: a check of 100,000 people for every bad state takes seconds, read as ten."""


def measure(bench: Bench) -> Iterator[Row]:
    """As ``stafet watch`` asks, in the scope of a job."""
    town = bench.towns[0]
    seconds = [sum(as_job(town).values()) for _ in range(_RUNS)]
    many = len(responsibility.LOST_STATES)
    base = f"{town.people:,} people, {many} ways; median of {_RUNS}"
    why = slowest(as_job(town))
    yield Row(Section.WATCH, "One municipality", middle(seconds), "s", base, (_goal(town.people),), why)
    bench.say("the watch over every municipality")
    with bench.timed() as everybody:
        for each in bench.large:
            as_job(each)
    people = sum(each.people for each in bench.large)
    base = f"{people:,} people, {many} ways; 1 run; {people / everybody.wall:,.0f} people/s; {everybody.told}"
    yield Row(Section.WATCH, "All municipalities", everybody.wall, "s", base, (_goal(people),), why)


def as_job(town: Town) -> dict[str, float]:
    """Seconds of each way in one municipality, asked as the nightly job asks."""
    return _ways(town, access.job_scope(town.municipality_id))


def as_reader(town: Town) -> dict[str, float]:
    """The same asked by somebody who may see everybody in it: the page of the watch."""
    return _ways(town, access.user_scope(town.counsellor.pk))


def slowest(ways: dict[str, float]) -> str:
    """The three that take longest."""
    found = sorted(ways.items(), key=lambda way: way[1], reverse=True)[:3]
    return "slowest " + ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in found)


def _goal(people: int) -> Against:
    return Against(
        f"s (our aim: {_GOAL_PEOPLE:,} people in {_GOAL_SECONDS} s)", _GOAL_SECONDS * people / _GOAL_PEOPLE
    )


def _ways(town: Town, scope: AbstractContextManager[None]) -> dict[str, float]:
    day, seconds = local_day(Country.DK, clock.now()), {}
    with scope:
        for code in responsibility.LOST_STATES:
            with timed() as time:
                responsibility.count_lost(code, municipality_id=town.municipality_id, day=day)
            seconds[code.value] = time.wall
    return seconds
