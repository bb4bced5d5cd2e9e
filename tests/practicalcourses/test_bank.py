"""A course is offered, towns share its seats; what the database never lets happen to the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import psycopg
import pytest
from django.db.models import Q
from psycopg import errors, sql
from psycopg.types.json import Jsonb
from tests.cast import Cast
from tests.conftest import NOW
from tests.practicalcourses.conftest import YEAR, acting, facts, planned, published, share_of, shared

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.identity import uuid7
from stafet.placements.api import SchemeKind
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import CostKey, Course, CoursePlan, PaidFor, ShareState

COURSE, SHARE, PLAN = (
    "practicalcourses_course",
    "practicalcourses_courseshare",
    "practicalcourses_courseplan",
)


def test_every_seat_is_the_towns_own_until_it_is_shared(everyone: Cast, course: Course) -> None:
    share = share_of(course, everyone.hedeby)
    assert (share.quota, share.free, share.state) == (4, 4, ShareState.AGREED)


def test_only_the_towns_office_arranges_a_course_and_sets_its_day(everyone: Cast, course: Course) -> None:
    with acting(everyone.ditte) as ditte:
        with pytest.raises(courses.NotYours):
            courses.publish_course(
                municipality_id=everyone.hedeby.pk, facts=facts(everyone), by=ditte, at=NOW
            )
        with pytest.raises(courses.NotYours):
            courses.offer_share(
                course=course, municipality_id=everyone.elsewhere.pk, quota=1, by=ditte, at=NOW
            )
        with pytest.raises(courses.NotYours):
            courses.cancel_course(course=course, because="x", by=ditte, at=NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": date(2026, 9, 1)},
        {"weekdays": ()},
        {"weekdays": (8,)},
        {"grades": ()},
        {"provider_id": uuid7()},
    ],
)
def test_what_does_not_fit_is_refused(everyone: Cast, wrong: Mapping[str, object]) -> None:
    with pytest.raises(courses.NotWhole):
        published(everyone, **wrong)


def test_a_course_stands_in_the_catalogue_once(everyone: Cast, course: Course) -> None:
    with pytest.raises(courses.NotWhole, match="already"):
        published(everyone)


def test_seats_given_to_another_town_leave_the_own_quota_and_come_back_with_a_no(
    everyone: Cast, course: Course
) -> None:
    with acting(everyone.gro) as gro:
        share = courses.offer_share(
            course=course, municipality_id=everyone.elsewhere.pk, quota=3, by=gro, at=NOW
        )
        assert (share_of(course, everyone.hedeby).quota, share.free) == (1, 0)
        with pytest.raises(courses.NotYours):
            courses.answer_share(share=share, is_agreed=True, by=gro, at=NOW)
    with pytest.raises(courses.NotWhole):
        shared(everyone, course, 5)
    from_system = shared(everyone, course, 2)
    assert share_of(course, everyone.elsewhere).free == 2
    assert share_of(course, everyone.hedeby).quota == 2
    with pytest.raises(courses.ChangedByNow):
        _answered(everyone, from_system, is_agreed=False)
    with acting(everyone.gro) as gro:
        again = courses.offer_share(
            course=course, municipality_id=everyone.elsewhere.pk, quota=1, by=gro, at=NOW
        )
    _answered(everyone, again, is_agreed=False)
    assert share_of(course, everyone.hedeby).quota == 4
    assert share_of(course, everyone.elsewhere).state == ShareState.DECLINED


def test_another_price_is_asked_again_and_more_seats_are_the_towns_own(
    everyone: Cast, course: Course
) -> None:
    shared(everyone, course, 2)
    with acting(everyone.gro) as gro:
        courses.change_course(course=course, facts=facts(everyone, seats=6), by=gro, at=NOW)
        assert share_of(course, everyone.hedeby).quota == 4
        assert share_of(course, everyone.elsewhere).state == ShareState.AGREED
        courses.change_course(
            course=course, facts=facts(everyone, seats=6, week_price=90_000), by=gro, at=NOW
        )
        assert share_of(course, everyone.elsewhere).state == ShareState.ASKED
        with pytest.raises(courses.NotWhole):
            courses.change_course(course=course, facts=facts(everyone, seats=1), by=gro, at=NOW)


def test_a_town_reads_its_own_numbers_and_of_others_the_quota(everyone: Cast, course: Course) -> None:
    shared(everyone, course, 1)
    with acting(everyone.gro) as gro:
        assert [line.amount for line in courses.share_lines(gro, course)] == [7_200_000, 2_400_000]
    with acting(everyone.carl) as carl:
        seen = courses.course_for(carl, course.pk)
        assert seen is not None
        own, theirs = courses.share_lines(carl, seen)[::-1]
        assert (own.taken, own.amount) == (0, 2_400_000)
        assert (theirs.share.quota, theirs.taken, theirs.used, theirs.amount) == (3, None, None, None)


def test_a_town_without_a_part_does_not_know_of_it_and_the_provider_does(
    everyone: Cast, course: Course
) -> None:
    with acting(everyone.carl) as carl:
        assert courses.course_for(carl, course.pk) is None
        assert not courses.can_read_course(carl, course)
        assert not courses.courses_for(carl, starts_in=YEAR).exists()
    with acting(everyone.freja) as freja:
        assert courses.course_for(freja, course.pk) == course


def test_by_use_it_is_reckoned_by_the_seats_that_were_used(everyone: Cast) -> None:
    course = published(everyone, split=CostKey.USE, paid_for=PaidFor.USED_SEATS)
    with acting(everyone.gro):
        found = courses.estimate(course, courses.CourseShare.objects.filter(course=course))
    assert (found.total, found.counted) == (0, 0)


def test_the_first_company_day_comes_after_the_last_day_to_find_one(everyone: Cast, plan: CoursePlan) -> None:
    told = courses.PlanFacts(SchemeKind(plan.kind), YEAR, plan.find_by, plan.find_by, "The council")
    with acting(everyone.gro) as gro, pytest.raises(courses.NotWhole):
        courses.set_plan(municipality_id=everyone.hedeby.pk, facts=told, by=gro, at=NOW)
    again = planned(everyone, date(2026, 10, 1))
    assert (again.pk, CoursePlan.objects.count()) == (plan.pk, 1)


def test_a_cancelled_course_says_why_and_is_cancelled_once(everyone: Cast, course: Course) -> None:
    with acting(everyone.gro) as gro:
        with pytest.raises(courses.NotWhole):
            courses.cancel_course(course=course, because=" ", by=gro, at=NOW)
        courses.cancel_course(course=course, because="The master joiner is ill", by=gro, at=NOW)
        with pytest.raises(courses.ChangedByNow):
            courses.cancel_course(course=course, because="Again", by=gro, at=NOW)


def _answered(everyone: Cast, share: courses.CourseShare, *, is_agreed: bool) -> None:
    from_town = everyone.elsewhere.pk
    with access.job_scope(from_town):
        courses.answer_share(share=share, is_agreed=is_agreed, by=SYSTEM, at=NOW)


def write_again(database: psycopg.Connection, table: str, changes: Mapping[str, object]) -> None:
    """One row of a table once more, behind all doors, with other values in some columns."""
    database.execute(
        sql.SQL(
            "INSERT INTO {0} SELECT (jsonb_populate_record(row, to_jsonb(row) || %s)).* FROM {0} AS row LIMIT 1"
        ).format(sql.Identifier(table)),
        [Jsonb({"id": str(uuid7()), **changes})],
    )


@pytest.mark.parametrize(
    ("constraint", "table"), [("course_once", COURSE), ("share_once", SHARE), ("one_course_plan", PLAN)]
)
def test_what_is_once_is_not_written_twice(
    database: psycopg.Connection, course: Course, plan: CoursePlan, constraint: str, table: str
) -> None:
    with pytest.raises(errors.UniqueViolation, match=constraint):
        write_again(database, table, {})


@pytest.mark.parametrize(
    ("constraint", "table", "change"),
    [
        ("course_never_overfull", COURSE, "taken = seats + 1"),
        ("course_is_whole", COURSE, "place = ''"),
        ("course_ends_after_it_began", COURSE, "ends_on = starts_on"),
        ("cancelled_course_says_why", COURSE, "state = 'cancelled'"),
        ("share_within_its_quota", SHARE, "taken = quota + 1"),
        ("share_answer_has_a_day", SHARE, "answered_on = NULL"),
        ("course_plan_is_whole", PLAN, "first_day = find_by"),
        ("Towns are given more seats", SHARE, "quota = quota + 1"),
        ("Towns are given more seats", COURSE, "seats = seats - 1"),
    ],
)
def test_the_database_refuses(
    database: psycopg.Connection, course: Course, plan: CoursePlan, constraint: str, table: str, change: str
) -> None:
    with pytest.raises(errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE {table} SET {change}".encode())


def test_who_may_do_it_to_one_may_do_it_to_many(everyone: Cast, course: Course) -> None:
    share = shared(everyone, course, 1)
    for user in (everyone.bo, everyone.carl, everyone.ditte, everyone.freja, everyone.gro, everyone.viggo):
        with acting(user) as by:
            rows, shares = Course.objects.all(), courses.CourseShare.objects.filter(pk=share.pk)
            assert rows.filter(courses.courses_keepable_by(by)).exists() == courses.can_keep_course(
                by, course
            )
            assert rows.filter(courses.courses_readable_by(by)).exists() == courses.can_read_course(
                by, course
            )
            assert shares.filter(courses.shares_answerable_by(by)).exists() == courses.can_answer_share(
                by, share
            )
            assert courses.can_seat(by) == (courses.seats_giveable_by(by) == Q())
