"""Accepting hand-overs one after the other, and what the promise costs when ten thousand rows change at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import psycopg

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.countries import Country, local_day
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from tests.benchmarks.bench import Bench, BenchStopped, Timed, Town, timed
from tests.benchmarks.table import Against, Kind, Row, Section, middle, percentile

_BASIS = "dk.sharing.transition"
_ACCEPTED = 100
_PER_ROWS = 10_000
_ROUNDS = 3


def measure(bench: Bench) -> Iterator[Row]:
    """One receiver who says yes a hundred times, each yes a durable transaction; then the trigger."""
    yield from _accepting(bench, bench.large[-1])
    bench.say("the promise, with and without its trigger")
    yield from _promise(bench)


def offer_some(bench: Bench, town: Town, how_many: int) -> list[responsibility.Handover]:
    """Leaders offer so many of their pupils to the institution, one school after the other."""
    offers: list[responsibility.Handover] = []
    for school, leader in town.leaders.items():
        pupils = held_at(bench, school, only_unoffered=True)
        offers += [_offer(town, leader, each) for each in pupils[: how_many - len(offers)]]
    if len(offers) < how_many:
        raise BenchStopped(f"Only {len(offers)} of {how_many} could be offered.")
    return offers


def held_at(bench: Bench, school: UUID, *, only_unoffered: bool = False) -> list[UUID]:
    """Whom a school has, all of them or those it has never offered."""
    with psycopg.connect(bench.superuser) as connection:
        rows = connection.execute(
            "SELECT person_id FROM responsibility_holding h WHERE organisation_id = %s AND ends_at IS NULL AND NOT"
            " (%s AND EXISTS (SELECT FROM responsibility_handover o WHERE o.person_id = h.person_id))"
            " ORDER BY person_id",
            [school, only_unoffered],
        ).fetchall()
    return [person_id for (person_id,) in rows]


def _offer(town: Town, leader: access.User, person_id: UUID) -> responsibility.Handover:
    with access.user_scope(leader.pk):
        at = clock.now()
        return responsibility.offer_handover(
            person=people.Person.objects.get(pk=person_id),
            to=responsibility.Receiver(organisation_id=town.institution_id),
            kind=responsibility.HandoverKind.START,
            basis=_BASIS,
            message="Glæder sig.",
            by=access.actor_for(leader, at=at),
            at=at,
        )


def _accepting(bench: Bench, town: Town) -> Iterator[Row]:
    bench.say(f"{_ACCEPTED} hand-overs, offered and accepted")
    with bench.timed() as offering:
        offers = offer_some(bench, town, _ACCEPTED)
    with bench.timed() as accepting:
        times = [_accepted(town, offer.pk) for offer in offers]
    commit = Against("ms one-row durable commit, this run", _commit_seconds(bench) * 1000, Kind.SAME_RUN)
    base = f"{_ACCEPTED} in a row, one client, each committed to disk"
    walls = [each.wall for each in times]
    told = f"{base}; p95 {percentile(walls, 0.95) * 1000:.0f} ms; {_each(accepting)}"
    yield Row(Section.HANDOVERS, "Accepting a hand-over, median", middle(walls) * 1000, "ms", told, (commit,))
    yield Row(Section.HANDOVERS, "Accepted in a second", _ACCEPTED / sum(walls), "per s", base)
    mean = offering.wall / _ACCEPTED * 1000
    yield Row(
        Section.HANDOVERS, "Offering a hand-over, mean", mean, "ms", f"{base}; {_each(offering)}", (commit,)
    )


def _each(time: Timed) -> str:
    python, database = (part / _ACCEPTED * 1000 for part in (time.python, time.database))
    return f"processor {python:.0f} ms Python, {database:.0f} ms database"


def _accepted(town: Town, handover_id: UUID) -> Timed:
    with timed() as time:
        _accept(town, handover_id)
    return time


def _accept(town: Town, handover_id: UUID) -> None:
    with access.user_scope(town.receiver.pk):
        at = clock.now()
        responsibility.accept_handover(
            handover=responsibility.Handover.objects.get(pk=handover_id),
            first_step=responsibility.StepDraft(
                kind=responsibility.StepKind.FIRST_CONTACT,
                due_on=local_day(Country.DK, at) + timedelta(days=7),
            ),
            holder_id=town.receiver.pk,
            by=access.actor_for(town.receiver, at=at),
            at=at,
        )


def _commit_seconds(bench: Bench) -> float:
    """The median of thirty one-row updates, each committed to disk: the least any write can cost here."""
    seconds = []
    with psycopg.connect(bench.superuser, autocommit=True) as connection:
        connection.execute("CREATE TABLE bench_commit AS SELECT 1 AS number")
        for _ in range(30):
            with timed() as time:
                connection.execute("UPDATE bench_commit SET number = number + 1")
            seconds.append(time.wall)
        connection.execute("DROP TABLE bench_commit")
    return middle(seconds)


def _promise(bench: Bench) -> Iterator[Row]:
    """The same update of open steps, rolled back each time, with the promise judged and without."""
    with psycopg.connect(bench.superuser) as connection:
        pairs = [
            (_update(connection, judged=True), _update(connection, judged=False)) for _ in range(_ROUNDS)
        ]
    rows = pairs[0][0][1]
    scale = _PER_ROWS / rows
    judged = middle([judged for (judged, _), _ in pairs]) * scale
    plain = middle([plain for _, (plain, _) in pairs]) * scale
    base = f"update of {rows:,} open steps, per {_PER_ROWS:,}; median of {_ROUNDS}"
    without = Against("s without the trigger, this run", plain, Kind.SAME_RUN)
    yield Row(Section.HANDOVERS, f"{_PER_ROWS:,} rows with the promise judged", judged, "s", base, (without,))


def _update(connection: psycopg.Connection, *, judged: bool) -> tuple[float, int]:
    """Seconds to change open steps and judge them, and how many they were."""
    if not judged:
        connection.execute("ALTER TABLE responsibility_nextstep DISABLE TRIGGER promise_of_step")
    with timed() as time:
        count = connection.execute(
            "UPDATE responsibility_nextstep SET words = 'Ring om eftermiddagen' WHERE id IN"
            " (SELECT id FROM responsibility_nextstep WHERE state = 'open' ORDER BY id LIMIT %s)",
            [_PER_ROWS],
        ).rowcount
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    connection.rollback()
    return time.wall, count
