"""A course is offered, towns share its seats, unused quota is released; what the database never lets happen to the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest
from psycopg import errors, sql
from psycopg.types.json import Jsonb
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY

from stafet.kernel.identity import uuid7
from stafet.placements.api import Branch
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import CostKey, CourseKind, PaidFor, Room, ShareTerms, TownPart

COURSE = "practicalcourses_course"
SHARE = "practicalcourses_courseshare"


def facts(everyone: Cast) -> courses.CourseFacts:
    """Four seats at the workshop of the school, on Wednesdays."""
    return courses.CourseFacts(
        provider_id=everyone.school.pk,
        kind=CourseKind.FALLBACK,
        name="Wood and metal",
        branch=Branch.BUILDING,
        weekdays=(3,),
        starts_on=date(2026, 10, 1),
        ends_on=date(2027, 3, 1),
        place="Hedeby",
        grades=(8, 9),
        seats=4,
        price_per_seat=250_000,
        contact_name="Villy Værk",
        contact_phone="70 11 11 11",
    )


@pytest.fixture
def course(everyone: Cast) -> courses.Course:
    """Gro has written it down for the town."""
    with acting(everyone.gro) as gro:
        return courses.add_course(municipality_id=everyone.hedeby.pk, facts=facts(everyone), by=gro, at=NOW)


def shared(everyone: Cast, course: courses.Course, other: object, own: int, theirs: int) -> None:
    """Hedeby shares the course with another town; unused seats are everybody's from today."""
    parts = (TownPart(everyone.hedeby.pk, own), TownPart(other, theirs))  # type: ignore[arg-type]
    terms = ShareTerms(parts, CostKey.QUOTA, PaidFor.EVERY_SEAT, TODAY)
    with acting(everyone.gro) as gro:
        courses.share_course(course=course, terms=terms, by=gro, at=NOW)


def share_of(course: courses.Course, town: object) -> courses.CourseShare:
    """What a town has of the course."""
    return courses.CourseShare.objects.get(course=course, municipality_id=town)


def test_every_seat_is_the_towns_own_until_it_is_shared(everyone: Cast, course: courses.Course) -> None:
    with acting(everyone.gro):
        share = share_of(course, everyone.hedeby.pk)
        assert (share.quota, courses.free_for(course, share), courses.room_for(course, share)) == (
            4,
            4,
            Room.OWN,
        )


def test_only_the_towns_office_arranges_a_course(everyone: Cast) -> None:
    with acting(everyone.ditte) as ditte, pytest.raises(courses.NotYours):
        courses.add_course(municipality_id=everyone.hedeby.pk, facts=facts(everyone), by=ditte, at=NOW)


def test_a_course_that_ends_before_it_began_is_refused(everyone: Cast) -> None:
    wrong = replace(facts(everyone), ends_on=date(2026, 9, 1))
    with acting(everyone.gro) as gro, pytest.raises(courses.NotWhole):
        courses.add_course(municipality_id=everyone.hedeby.pk, facts=wrong, by=gro, at=NOW)


def test_a_town_that_has_not_agreed_has_no_seat_to_take(everyone: Cast, course: courses.Course) -> None:
    other = uuid7()
    shared(everyone, course, other, 3, 1)
    with acting(everyone.gro):
        share = share_of(course, other)
        assert (share.state, courses.free_for(course, share)) == (courses.ShareState.ASKED, 0)


def test_towns_are_not_given_more_seats_than_there_are(everyone: Cast, course: courses.Course) -> None:
    with pytest.raises(courses.NotWhole):
        shared(everyone, course, uuid7(), 3, 2)


def test_unused_seats_are_everybodys_from_the_agreed_day_on(everyone: Cast, course: courses.Course) -> None:
    shared(everyone, course, uuid7(), 1, 3)
    with acting(everyone.gro) as gro:
        course.refresh_from_db()
        share = share_of(course, everyone.hedeby.pk)
        assert courses.free_for(course, share) == 1
        assert not courses.release_seats(course=course, by=gro, at=NOW - timedelta(days=1))
        assert courses.release_seats(course=course, by=gro, at=NOW)
        assert courses.free_for(course, share) == 4


def write_again(database: psycopg.Connection, table: str, changes: Mapping[str, object]) -> None:
    """One row of a table once more, behind all doors, with other values in some columns."""
    database.execute(
        sql.SQL(
            "INSERT INTO {0} SELECT (jsonb_populate_record(row, to_jsonb(row) || %s)).* FROM {0} AS row LIMIT 1"
        ).format(sql.Identifier(table)),
        [Jsonb({"id": str(uuid7()), **changes})],
    )


@pytest.mark.parametrize(("constraint", "table"), [("course_once", COURSE), ("share_once", SHARE)])
def test_what_is_once_is_not_written_twice(
    database: psycopg.Connection, course: courses.Course, constraint: str, table: str
) -> None:
    with pytest.raises(errors.UniqueViolation, match=constraint):
        write_again(database, table, {})


@pytest.mark.parametrize(
    ("constraint", "table", "change"),
    [
        ("course_never_overfull", COURSE, "taken = seats + 1"),
        ("course_is_whole", COURSE, "place = ''"),
        ("course_ends_after_it_began", COURSE, "ends_on = starts_on"),
        ("course_contact_can_be_reached", COURSE, "contact_phone = '', contact_email = ''"),
        ("cancelled_course_says_why", COURSE, "state = 'cancelled'"),
        ("share_within_its_quota", SHARE, "taken = quota + 1"),
        ("share_answer_has_a_day", SHARE, "answered_on = NULL"),
        ("Towns are given more seats", SHARE, "quota = quota + 1"),
        ("Towns are given more seats", COURSE, "seats = seats - 1"),
    ],
)
def test_the_database_refuses(
    database: psycopg.Connection, course: courses.Course, constraint: str, table: str, change: str
) -> None:
    with pytest.raises(errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE {table} SET {change}".encode())
