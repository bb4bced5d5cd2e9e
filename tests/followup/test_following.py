"""What is followed up goes where its placement goes when two registrations become one, and back when that is undone."""

from __future__ import annotations

import psycopg
from tests.cast import Cast
from tests.duplicates.test_following import merged, twice, undone
from tests.factories import Held
from tests.followup.test_constraints import everything

from stafet.placements.api import Placement

__all__ = ["everything", "twice"]

TABLES = (
    *("learninggoal", "logentry", "attendanceday", "planperiod", "planconfirmation", "checkin", "issue"),
    *("incident", "incidentharm", "evaluation", "placementcertificate"),
)


def _whose(database: psycopg.Connection, held: Held) -> dict[str, int]:
    return {
        table: database.execute(
            f"SELECT count(*) FROM followup_{table} WHERE person_id = %s", [held.person.pk]
        ).fetchall()[0][0]
        for table in TABLES
    }


def test_everything_follows_the_kept_registration_and_goes_back(
    everyone: Cast, amina: Held, twice: Held, everything: Placement, database: psycopg.Connection
) -> None:
    before = _whose(database, amina)
    assert all(before.values())
    merge = merged(everyone, twice, amina)
    assert _whose(database, twice) == before
    assert not any(_whose(database, amina).values())
    undone(everyone, merge)
    assert _whose(database, amina) == before
    assert not any(_whose(database, twice).values())
