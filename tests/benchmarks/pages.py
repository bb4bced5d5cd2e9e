"""The pages of a working day, asked for through the whole stack in this process.

The reader of the lists is the municipality's counsellor, who may see everybody in it: the most a reader can have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import psycopg
from django.test import Client, override_settings

from stafet.access import api as access
from tests.benchmarks.bench import Bench, BenchStopped, Town
from tests.benchmarks.handovers import held_at, offer_some
from tests.benchmarks.table import Against, Kind, Row, Section, written
from tests.benchmarks.visits import Address, TooSlow, Visits, statements, visit

LIST_CPU, DETAIL_CPU = 8, 5
"""Milliseconds of processor time a list of 50 and one person's page may cost: our budget."""

_GOAL_P95 = 150
_WAITING = 50
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One page to ask for: by whom, its budget, and DHIS2's published limit where they test the like."""

    what: str
    reader: access.User
    address: Address
    budget: float = LIST_CPU
    peer: Against | None = None


def measure(bench: Bench) -> Iterator[Row]:
    """Each page's processor time beside its budget and the page that does nothing, then wall time and statements."""
    large, small = bench.towns[0], bench.small
    bench.say(f"{_WAITING} hand-overs that wait for an answer")
    for town in (large, small):
        offer_some(bench, town, _WAITING)
    with override_settings(ROOT_URLCONF="tests.benchmarks.addresses"):
        idle = visit(bench, _client(large.counsellor), Address("/nothing/", holds=""))
        yield Row(Section.PAGES, "A page that does nothing: processor", idle.python, "ms", _cost(idle))
        for page, like in zip(_pages(bench, large), _pages(bench, small), strict=True):
            bench.say(f"page: {page.what}")
            try:
                found = visit(bench, _client(page.reader), page.address)
            except TooSlow as slow:
                yield _only_once(page, slow)
            else:
                yield from _times(page, found, idle)
                yield _questions(page, found, statements(_client(like.reader), like.address), small)


def _times(page: Page, found: Visits, idle: Visits) -> Iterator[Row]:
    budget = Against("ms, our budget", page.budget)
    noop = Against("ms page that does nothing, this run", idle.python, Kind.SAME_RUN)
    yield Row(
        Section.PAGES,
        f"{page.what}: processor",
        found.python,
        "ms",
        _cost(found),
        (budget, noop),
        found.spent,
    )
    goal = Against("ms, our aim for one reader", _GOAL_P95)
    told = f"{found.runs} runs; median {found.wall:.0f} ms"
    peers = (goal, page.peer) if page.peer else (goal,)
    yield Row(Section.PAGES, f"{page.what}: wall, p95", found.wall_p95, "ms", told, peers, found.slowest)


def _only_once(page: Page, slow: TooSlow) -> Row:
    aim = (Against("ms, our aim for one reader", _GOAL_P95),)
    milliseconds = slow.seconds * 1000
    return Row(Section.PAGES, f"{page.what}: wall", milliseconds, "ms", "asked once", aim, str(slow))


def _cost(found: Visits) -> str:
    return (
        f"{found.runs} runs; {found.kilobytes:.0f} kB; besides {written(found.database)} ms of the database"
    )


def _questions(page: Page, found: Visits, there: int, small: Town) -> Row:
    limit = Against(f"in a municipality of {small.people}", there)
    return Row(
        Section.PAGES, f"{page.what}: statements", found.statements, "", "1 request", (limit,), found.slowest
    )


def _pages(bench: Bench, town: Town) -> list[Page]:
    return [*_days(bench, town), *_lists(bench, town), *_others(bench, town)]


def _days(bench: Bench, town: Town) -> list[Page]:
    school, leader = next(iter(town.leaders.items()))
    today = Address("/", holds="<main")
    return [
        Page(f"Today of a school leader who has {len(held_at(bench, school)):,}", leader, today),
        Page(f"Today of a counsellor who may see {town.people:,}", town.counsellor, today),
    ]


def _lists(bench: Bench, town: Town) -> list[Page]:
    reader, last, name = (
        town.counsellor,
        _before_the_last_page(bench, town),
        _slipped(_long_name(bench, town)),
    )
    people = "/people/"
    narrowed = f"{people}?grade=9&question=leaves-this-summer"
    search = Address(people, people, {"search": name})
    return [
        Page(
            f"People, first page of {town.people:,}",
            reader,
            Address(people, people),
            peer=_dhis2("first page", 50),
        ),
        Page(
            "People, by grade and question", reader, Address(narrowed, people), peer=_dhis2("by status", 71)
        ),
        Page("People, search with a slip", reader, search, peer=_dhis2("name like", 50)),
        Page("People, last page", reader, Address(f"{people}?after={last}", people)),
    ]


def _others(bench: Bench, town: Town) -> list[Page]:
    someone = _row_of(bench, town, town.people // 2)[0]
    person = Address(f"/people/{someone}/", holds=str(someone))
    return [
        Page("One person", town.counsellor, person, DETAIL_CPU, _dhis2("one person", 47)),
        Page(f"Hand-overs, {_WAITING} waiting", town.receiver, Address("/hand-overs/", "/hand-overs/")),
        Page(f"Watch over {town.people:,}", town.counsellor, Address("/watch/", "/watch/")),
    ]


def _dhis2(what: str, milliseconds: float) -> Against:
    return Against(f"ms DHIS2's own limit, {what}, other machine and data", milliseconds, Kind.PEER)


def _client(reader: access.User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(reader)
    return client


def _before_the_last_page(bench: Bench, town: Town) -> UUID:
    return _row_of(bench, town, town.people - _PAGE - 1)[0]


def _long_name(bench: Bench, town: Town) -> str:
    """The first family name of more than six letters behind the middle of the list."""
    for place in range(town.people // 2, town.people):
        name = _row_of(bench, town, place)[1]
        if len(name) > 6:
            return name
    raise BenchStopped("There is no long name to mistype.")


def _row_of(bench: Bench, town: Town, place: int) -> tuple[UUID, str]:
    """Who stands at a place of the list, and the family name."""
    with psycopg.connect(bench.superuser) as connection:
        row = connection.execute(
            "SELECT id, family_name FROM people_person WHERE municipality_id = %s ORDER BY sort_key, id"
            " OFFSET %s LIMIT 1",
            [town.municipality_id, place],
        ).fetchone()
    if row is None:
        raise BenchStopped(f"The list has no place {place}.")
    return row[0], row[1]


def _slipped(name: str) -> str:
    """A name as it is typed in a hurry: two letters in the middle swapped."""
    at = len(name) // 2
    return f"{name[: at - 1]}{name[at]}{name[at - 1]}{name[at + 1 :]}"
