"""What the database never lets happen to a goal, an entry, a day, a check-in; and where they go when two are one."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
import pytest
from psycopg import errors
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.followup.conftest import acting
from tests.followup.test_learning import a_goal, an_entry
from tests.placements.test_constraints import write_again
from tests.placements.test_following import merged, twice, undone

from stafet.followup import api as followup
from stafet.followup.api import CheckInFacts, DayMark, DayTold, Side
from stafet.placements.api import Placement

__all__ = ["twice"]
GOAL, ENTRY, DAY, CHECK = (
    "followup_learninggoal",
    "followup_logentry",
    "followup_attendanceday",
    "followup_checkin",
)


@pytest.fixture
def everything(everyone: Cast, followed: Placement) -> Placement:
    """A goal, an entry, a day and a check-in."""
    a_goal(everyone, followed)
    an_entry(everyone, followed)
    with acting(everyone.bo) as bo:
        followup.mark_days(placement=followed, days=[DayTold(TODAY, DayMark.PRESENT)], by=bo, at=NOW)
        facts = CheckInFacts(Side.HOST, TODAY, "Bo Bertelsen")
        followup.plan_check_in(placement=followed, facts=facts, by=bo, at=NOW)
    return followed


@pytest.mark.parametrize(
    ("constraint", "table"),
    [("one_log_entry_a_day", ENTRY), ("one_mark_a_day", DAY), ("one_check_in_planned_with_each", CHECK)],
)
def test_what_is_once_is_not_written_twice(
    database: psycopg.Connection, everything: Placement, constraint: str, table: str
) -> None:
    with pytest.raises(errors.UniqueViolation, match=constraint):
        write_again(database, table, {})


@pytest.mark.parametrize(
    ("constraint", "table", "changes"),
    [
        ("settled_goal_has_a_day_and_a_voice", GOAL, {"state": "reached"}),
        ("settled_goal_has_a_day_and_a_voice", GOAL, {"settled_on": "2026-09-01", "settled_voice": "staff"}),
        ("log_answer_has_a_name_and_a_day", ENTRY, {"answer": "Well done", "day": "2026-01-02"}),
        ("log_answer_has_a_name_and_a_day", ENTRY, {"answered_on": "2026-09-01", "day": "2026-01-02"}),
        ("hours_only_where_they_were", DAY, {"minutes": 0, "day": "2026-01-02"}),
        ("hours_only_where_they_were", DAY, {"mark": "ill", "day": "2026-01-02"}),
        ("hours_only_where_they_were", DAY, {"minutes": 1441, "day": "2026-01-02"}),
        ("held_check_in_has_an_outcome", CHECK, {"state": "held", "held_on": "2026-09-01"}),
        ("held_check_in_has_an_outcome", CHECK, {"state": "held", "outcome": "Fine"}),
        ("held_check_in_has_an_outcome", CHECK, {"side": "home", "held_on": "2026-09-01"}),
        ("rhythm_of_check_ins_is_whole", CHECK, {"side": "home", "every_days": 0}),
    ],
)
def test_what_is_half_is_not_written(
    database: psycopg.Connection,
    everything: Placement,
    constraint: str,
    table: str,
    changes: Mapping[str, object],
) -> None:
    with pytest.raises(errors.CheckViolation, match=constraint):
        write_again(database, table, changes)


def test_it_goes_where_its_placement_goes_and_back(
    database: psycopg.Connection, everyone: Cast, amina: Held, twice: Held, everything: Placement
) -> None:
    merge = merged(everyone, twice, amina)
    for table in (GOAL, ENTRY, DAY, CHECK):
        (owner,) = database.execute(f"SELECT person_id FROM {table}".encode()).fetchall()
        assert owner == (twice.person.pk,)
    undone(everyone, merge)
    for table in (GOAL, ENTRY, DAY, CHECK):
        (owner,) = database.execute(f"SELECT person_id FROM {table}".encode()).fetchall()
        assert owner == (amina.person.pk,)
