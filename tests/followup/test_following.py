"""What is followed up goes where its placement goes when two registrations become one, and back when that is undone."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two, rows_of
from tests.factories import TODAY, Held
from tests.followup.conftest import as_bo
from tests.followup.test_constraints import everything
from tests.placements.test_following import twice
from tests.retention.town import end_promise, nightly, years_later

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.placements import api as placements
from stafet.placements.api import Placement, Scheme

__all__ = ["everything", "twice"]

LATER = NOW + timedelta(days=1)
TABLES = tuple(
    f"followup_{name}"
    for name in (
        *("learninggoal", "logentry", "attendanceday", "planperiod", "planconfirmation", "checkin", "issue"),
        *("incident", "incidentharm", "evaluation", "placementcertificate"),
    )
)
TRACKED = [
    table
    for table in TABLES
    if table.removeprefix("followup_") not in ("planperiod", "planconfirmation", "placementcertificate")
]


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


def test_what_stands_aside_is_not_gone_on_with(
    everyone: Cast, amina: Held, twice: Held, at_work: Placement, scheme: Scheme
) -> None:
    with as_bo(everyone) as bo:
        link = followup.ask_host(placement=at_work, use=followup.LinkUse.PLAN, by=bo, at=NOW)
        placements.begin_placement(person=twice.person, scheme=scheme, by=bo, at=NOW)
    merge_two(twice, amina, proposed_by=everyone.bo, decided_by=everyone.gro)
    with as_bo(everyone) as bo:
        with pytest.raises(followup.NotWhole, match="stands aside"):
            followup.set_goal(placement=at_work, words="To measure", by=bo, at=NOW)
        assert at_work.pk not in {row.pk for row in followup.due_placements(until=TODAY)}
        view = followup.follow_up(at_work.pk)
        assert view is not None, "it is still read"
        assert not view.is_followed
    with access.job_scope(everyone.hedeby.pk), pytest.raises(followup.LinkOpensNothing):
        followup.host_asked(link)


def test_nothing_is_left_when_the_time_is_up(
    everyone: Cast, amina: Held, everything: Placement, database: psycopg.Connection
) -> None:
    end_promise(amina.person, NOW)
    with years_later(database, 6) as later:
        nightly(later)
    assert not any(rows_of(database, TABLES, amina.person.pk).values())
    events = rows_of(database, [f"{table}event" for table in TRACKED], amina.person.pk)
    assert not any(events.values()), "nor in the history"
