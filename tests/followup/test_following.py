"""What is followed up goes where its placement goes when two registrations become one, and back when that is undone."""

from __future__ import annotations

from datetime import timedelta

import psycopg
from tests.cast import Cast
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two, rows_of
from tests.factories import Held
from tests.followup.test_constraints import everything
from tests.placements.test_following import twice

from stafet.placements.api import Placement

__all__ = ["everything", "twice"]

LATER = NOW + timedelta(days=1)
TABLES = tuple(
    f"followup_{name}"
    for name in (
        *("learninggoal", "logentry", "attendanceday", "planperiod", "planconfirmation", "checkin", "issue"),
        *("incident", "incidentharm", "evaluation", "placementcertificate"),
    )
)


def test_everything_follows_the_kept_registration_and_goes_back(
    everyone: Cast, amina: Held, twice: Held, everything: Placement, database: psycopg.Connection
) -> None:
    before = rows_of(database, TABLES, amina.person.pk)
    assert all(before.values())
    merge = merge_two(twice, amina, proposed_by=everyone.bo, decided_by=everyone.gro)
    assert rows_of(database, TABLES, twice.person.pk) == before
    assert not any(rows_of(database, TABLES, amina.person.pk).values())
    make_two_again(merge, undone_by=everyone.gro, at=LATER)
    assert rows_of(database, TABLES, amina.person.pk) == before
    assert not any(rows_of(database, TABLES, twice.person.pk).values())
