"""A municipality in which everything that is kept of somebody stands once, so that its going can be counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
from tests.cast import Cast
from tests.conftest import NOW
from tests.trust.world import World, build_world

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.retention import api as retention

YEAR = timedelta(days=366)


def busy_town(everyone: Cast) -> World:
    """Everybody of the world of trust, with changes, hand-overs, files and looks."""
    return build_world(everyone, NOW)


@contextmanager
def years_later(database: psycopg.Connection, years: int) -> Iterator[datetime]:
    """The clock of the product and the clock the database judges by, moved together."""
    later = NOW + years * YEAR
    database.execute("UPDATE gate.test_clock SET at = %s", [later + timedelta(minutes=1)])
    with clock.at_moment(later):
        yield later


def end_promise(person: people.Person, at: datetime) -> None:
    """The young person has completed an education."""
    with access.job_scope(person.municipality_id):
        responsibility.end_coverage(
            person=person, reason=responsibility.CoverageEnd.COMPLETED, on=at.date(), by=SYSTEM, at=at
        )


def nightly(at: datetime) -> list[retention.Run]:
    """One night, in every municipality."""
    return [
        retention.run_retention(municipality_id, by=SYSTEM, at=at)
        for municipality_id in retention.every_municipality()
    ]


def rows_about(database: psycopg.Connection, person_id: UUID) -> dict[str, int]:
    """Every table that has rows about somebody, with how many: asked as a superuser, past every fence."""
    found = {}
    for kept in retention.declarations():
        if kept.goes_with_the_person and kept.names_the_person:
            about_them = " OR ".join(f'"{subject}" = %(person)s' for subject in kept.subjects)
            row = database.execute(
                f'SELECT count(*) FROM "{kept.table}" WHERE {about_them}', {"person": person_id}
            ).fetchone()
            if row and row[0]:
                found[kept.table] = row[0]
    return found


def overdue(at: datetime) -> int:
    """How many rows are still there although their time is up, in all municipalities."""
    total = 0
    for municipality_id in retention.every_municipality():
        with access.job_scope(municipality_id):
            total += retention.due(municipality_id=municipality_id, at=at).rows
    return total


def people_in_the_journal() -> str:
    """How many people the journal says were deleted, as a table writes it: those who ended, and twins of theirs."""
    return str(len({line.key_hash for line in retention.read_journal() if line.kind == "person"}))
