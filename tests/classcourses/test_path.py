"""A teacher's path with a class: planned, held, evaluated, or missed with a reason; and who may not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import Cast
from tests.classcourses.conftest import (
    MONDAY,
    WEEK_OF,
    YEAR,
    a_class,
    acting,
    again,
    asked,
    held,
    planned,
    written,
)
from tests.conftest import NOW

from stafet.catalogue import api as catalogue
from stafet.catalogue.api import CareerCourse, Stage
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import (
    BookingState,
    ClassCourse,
    ClassCourseState,
    HeldFacts,
    MissedBecause,
    Partner,
)
from stafet.kernel.transitions import IllegalMove


def test_a_teacher_plans_a_course_for_a_class_in_a_week(everyone: Cast, class_course: ClassCourse) -> None:
    assert (class_course.planned_for, class_course.starts_in, class_course.stage) == (MONDAY, YEAR, 9)
    assert class_course.state == ClassCourseState.PLANNED


def test_a_class_has_a_course_once_a_year(
    everyone: Cast, career_course: CareerCourse, class_course: ClassCourse
) -> None:
    with pytest.raises(classcourses.NotWhole, match="already"):
        planned(everyone, career_course, week_of=WEEK_OF + timedelta(days=30))
    later = planned(everyone, career_course, week_of=date(2027, 10, 5))
    assert later.starts_in == YEAR + 1


def test_a_course_for_other_grades_and_a_class_of_no_grade_are_refused(
    everyone: Cast, career_course: CareerCourse
) -> None:
    young = written(everyone, title="For the small", from_stage=Stage.GRADE_0, to_stage=Stage.GRADE_2)
    with pytest.raises(classcourses.NotWhole, match="other grades"):
        planned(everyone, young)
    with pytest.raises(classcourses.NotWhole, match="which grade"):
        planned(everyone, career_course, a_class(everyone, "Mixed", None))
    with pytest.raises(classcourses.NotWhole, match="Choose a class"), acting(everyone.gro) as gro:
        classcourses.plan_course(unit=everyone.team, course=career_course, week_of=WEEK_OF, by=gro, at=NOW)


def test_an_older_version_is_not_planned_any_more(everyone: Cast, career_course: CareerCourse) -> None:
    with acting(everyone.gro) as gro:
        catalogue.withdraw_course(course=career_course, by=gro, at=NOW)
    with pytest.raises(classcourses.ChangedByNow):
        planned(everyone, CareerCourse.objects.get(pk=career_course.pk))


@pytest.mark.parametrize("who", ["carl", "freja", "viggo"])
def test_nobody_elsewhere_plans_or_reads_it(everyone: Cast, class_course: ClassCourse, who: str) -> None:
    with acting(getattr(everyone, who)) as actor:
        assert classcourses.class_course_for(actor, class_course.pk) is None
        assert classcourses.class_for(actor, everyone.class_9a.pk) is None
        with pytest.raises(classcourses.NotYours):
            classcourses.replan_course(row=class_course, week_of=WEEK_OF, by=actor, at=NOW)


def test_the_permission_pairs_agree(everyone: Cast, class_course: ClassCourse, partner: Partner) -> None:
    for user in (everyone.bo, everyone.carl, everyone.ditte, everyone.freja, everyone.gro, everyone.viggo):
        with acting(user) as actor:
            can = classcourses.can_plan_for(actor, everyone.school)
            assert can == classcourses.readable_schools(actor).filter(pk=everyone.school.pk).exists()
            rows = Partner.objects.filter(pk=partner.pk)
            keeps = classcourses.can_keep_partners_of(actor, partner.municipality_id)
            assert keeps == rows.filter(classcourses.partners_keepable_by(actor)).exists()
            reads = classcourses.can_read_partner(actor, partner)
            assert reads == rows.filter(classcourses.partners_readable_by(actor)).exists()


def test_it_is_held_then_evaluated(everyone: Cast, class_course: ClassCourse) -> None:
    row = held(everyone, class_course, "The baker")
    assert (row.state, row.held_on, row.partner_name) == (ClassCourseState.HELD, NOW.date(), "The baker")
    with acting(everyone.tove) as tove:
        with pytest.raises(classcourses.NotWhole):
            classcourses.evaluate_class_course(row=row, evaluation=" ", by=tove, at=NOW)
        classcourses.evaluate_class_course(row=row, evaluation="Begin earlier", by=tove, at=NOW)
        assert again(row).state == ClassCourseState.EVALUATED
        with pytest.raises(IllegalMove):
            classcourses.evaluate_class_course(row=row, evaluation="Again", by=tove, at=NOW)


@pytest.mark.parametrize(
    "told",
    [
        HeldFacts(NOW.date() + timedelta(days=1), "Tomorrow"),
        HeldFacts(date(2025, 9, 1), "Last year"),
        HeldFacts(NOW.date(), "  "),
    ],
)
def test_what_can_not_have_been_held_is_refused(
    everyone: Cast, class_course: ClassCourse, told: HeldFacts
) -> None:
    with acting(everyone.tove) as tove, pytest.raises(classcourses.NotWhole):
        classcourses.hold_class_course(row=class_course, facts=told, by=tove, at=NOW)


def test_it_is_missed_with_a_reason_whoever_was_asked_is_free_and_it_is_planned_anew(
    everyone: Cast, class_course: ClassCourse, partner: Partner
) -> None:
    booking = asked(everyone, class_course, partner)
    with acting(everyone.tove) as tove:
        with pytest.raises(classcourses.NotWhole):
            classcourses.miss_class_course(row=class_course, because=MissedBecause.OTHER, by=tove, at=NOW)
        classcourses.miss_class_course(row=class_course, because=MissedBecause.ILLNESS, by=tove, at=NOW)
        assert again(class_course).state == ClassCourseState.MISSED
        booking.refresh_from_db()
        assert (booking.state, booking.link_id) == (BookingState.WITHDRAWN, None)
        with pytest.raises(classcourses.NotWhole, match="another school year"):
            classcourses.replan_course(row=class_course, week_of=date(2027, 9, 1), by=tove, at=NOW)
        classcourses.replan_course(row=class_course, week_of=date(2026, 11, 4), by=tove, at=NOW)
    row = again(class_course)
    assert (row.state, row.planned_for, row.missed_because) == (
        ClassCourseState.PLANNED,
        date(2026, 11, 2),
        "",
    )


def test_a_course_whose_week_is_over_waits_for_a_word_of_who_planned_it_and_of_who_leads_the_school(
    everyone: Cast, class_course: ClassCourse
) -> None:
    for user, waits in ((everyone.tove, True), (everyone.ditte, True), (everyone.bo, False)):
        with acting(user) as actor:
            in_the_week = classcourses.unsaid(actor, today=date(2026, 10, 11))
            assert not in_the_week.exists()
            assert classcourses.unsaid(actor, today=date(2026, 10, 12)).exists() is waits
