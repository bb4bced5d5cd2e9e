"""What the database never lets happen to rounds of wishes, courses, answers, wishes and proposals."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
import pytest
from psycopg import errors
from tests.conftest import NOW
from tests.factories import TODAY
from tests.introcourses.conftest import Town, acting
from tests.placements.test_constraints import write_again

from stafet.introcourses import api as introcourses
from stafet.introcourses.api import Run

T = "introcourses_"


@pytest.fixture
def everything(town: Town) -> Run:
    """A row of every table."""
    the_round = town.opened(("Amina",))
    town.wish(the_round, "Amina", "forge")
    with acting(town.cast.bo) as bo:
        introcourses.tell_class_work(
            the_round=the_round,
            school_id=town.cast.school.pk,
            class_name="",
            prepared_on=TODAY,
            followed_up_on=None,
            by=bo,
            at=NOW,
        )
    run = town.answered(town.closed(the_round))
    town.accept(run, "Amina")
    return run


@pytest.mark.parametrize(
    ("constraint", "table", "changes"),
    [
        ("wish_round_named_once", "wishround", {}),
        ("course_in_a_round_once", "course", {}),
        ("class_work_once", "classwork", {}),
        ("asked_in_a_round_once", "entry", {}),
        ("course_wishes_version_once", "wishlist", {}),
        ("one_course_of_each_rank", "wish", {}),
        ("course_wished_once", "wish", {"rank": 2}),
        ("answer_numbered_once", "run", {}),
        ("course_proposed_once", "proposal", {}),
    ],
)
def test_what_is_once_is_not_written_twice(
    database: psycopg.Connection, everything: Run, constraint: str, table: str, changes: Mapping[str, object]
) -> None:
    with pytest.raises(errors.UniqueViolation, match=constraint):
        write_again(database, T + table, changes)


def test_one_answer_of_a_round_is_worked_out_at_a_time(database: psycopg.Connection, everything: Run) -> None:
    write_again(database, f"{T}run", {"number": 2, "state": "waiting"})
    with pytest.raises(errors.UniqueViolation, match="one_answer_at_a_time"):
        write_again(database, f"{T}run", {"number": 3, "state": "waiting"})


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("wish_round_is_whole", "wishround SET ask = ''"),
        ("wish_round_asks_in_range", "wishround SET wishes = 6"),
        ("wish_round_asks_in_range", 'wishround SET "each" = 4'),
        ("wish_round_asks_in_range", "wishround SET grade = 11"),
        ("closed_wish_round_has_a_seed", "wishround SET seed = ''"),
        ("wish_round_commits_to_a_seed", "wishround SET commitment = 'soon'"),
        ("course_is_held_for_somebody", "course SET least = 0"),
        ("course_out_says_why", "course SET out_on = '2026-09-01'"),
        ("ended_answer_has_a_time", "run SET finished_at = NULL"),
        ("class_follows_up_after_it_prepared", "classwork SET followed_up_on = '2026-08-01'"),
        ("course_rank_is_in_range", "wish SET rank = 6"),
        ("course_decided_by_a_person", "proposal SET decided_by_id = NULL"),
    ],
)
def test_what_contradicts_itself_is_refused(
    database: psycopg.Connection, everything: Run, constraint: str, change: str
) -> None:
    with pytest.raises(errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE {T}{change}".encode())
