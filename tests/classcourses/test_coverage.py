"""How far the classes are: what counts, who has none, subjects, and that a gap is told once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import Cast
from tests.classcourses.conftest import (
    YEAR,
    a_class,
    acting,
    asked,
    demanded,
    held,
    planned,
    written,
)
from tests.conftest import NOW

from stafet.access import api as access
from stafet.catalogue.api import CareerCourse, Stage
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import ClassCourse, ClassLine, Coverage, GapTold, Partner
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.organisations import api as organisations

TODAY = NOW.date()
TELLING_TIME = NOW + timedelta(days=240)


def seen(everyone: Cast, user: access.User | None = None) -> Coverage:
    with acting(user or everyone.ditte) as actor:
        return classcourses.coverage(actor, YEAR, today=TODAY)


def line_of(found: Coverage, name: str) -> ClassLine:
    return next(line for line in found.lines if line.name == name)


def without_partner(everyone: Cast) -> None:
    """The town has decided that a course counts without anybody from outside."""
    with access.job_scope(everyone.hedeby.pk):
        organisations.decide_policy(
            municipality_id=everyone.hedeby.pk,
            rule="stafet.class_course.with_partner",
            value=0,
            starts_on=TODAY,
            decided="The council",
            by=SYSTEM,
            at=NOW,
        )


def test_a_class_without_a_course_is_a_gap_until_one_is_planned(
    everyone: Cast, career_course: CareerCourse
) -> None:
    assert line_of(seen(everyone), "9.A").is_gap
    planned(everyone, career_course)
    line = line_of(seen(everyone), "9.A")
    assert (line.is_gap, line.is_covered) == (False, False)


def test_a_course_counts_only_when_somebody_from_outside_was_there(
    everyone: Cast, class_course: ClassCourse
) -> None:
    held(everyone, class_course)
    line = line_of(seen(everyone), "9.A")
    assert (line.counted, line.is_gap, line.marks[0] and line.marks[0].lacks_partner) == (0, True, True)


def test_with_somebody_from_outside_it_counts(everyone: Cast, class_course: ClassCourse) -> None:
    held(everyone, class_course, "The baker")
    assert line_of(seen(everyone), "9.A").is_covered


def test_a_town_can_decide_that_it_counts_without_and_a_demanded_course_can_still_need_one(
    everyone: Cast, class_course: ClassCourse
) -> None:
    without_partner(everyone)
    held(everyone, class_course)
    assert line_of(seen(everyone), "9.A").is_covered
    demanded(everyone, class_course.code, Stage.GRADE_9, needs_partner=True)
    assert not line_of(seen(everyone), "9.A").is_covered


def test_what_is_obligatory_is_marked_for_its_grades_and_stands_first(
    everyone: Cast, career_course: CareerCourse
) -> None:
    other = written(everyone, title="Another one")
    demanded(everyone, career_course.code, Stage.GRADE_9)
    a_class(everyone, "8.A", 8)
    found = seen(everyone)
    assert [each.code for each in found.headings] == [career_course.code, other.code]
    assert [mark and mark.is_demanded for mark in line_of(found, "9.A").marks] == [True, False]
    assert [mark and mark.is_demanded for mark in line_of(found, "8.A").marks] == [False, False]


def test_schools_stand_by_name_with_their_base_and_name_the_classes_that_have_none(
    everyone: Cast, class_course: ClassCourse
) -> None:
    a_class(everyone, "7.B", 7)
    a_class(everyone, "1.a", None, everyone.vocational)
    held(everyone, class_course, "The baker")
    found = seen(everyone, everyone.gro)
    assert [(each.name, each.classes, each.covered, each.gaps) for each in found.schools] == [
        ("Bakkeskolen", 2, 1, ("7.B",)),
        ("Hedeby Tekniske Skole", 1, 0, ("1.a",)),
    ]
    assert [each.name for each in seen(everyone, everyone.ditte).schools] == ["Bakkeskolen"]


def test_a_class_of_another_school_year_is_not_counted(everyone: Cast, career_course: CareerCourse) -> None:
    with access.job_scope(everyone.hedeby.pk):
        organisations.Unit.objects.filter(pk=everyone.class_9a.pk).update(
            starts_on=date(2025, 8, 1), ends_on=date(2026, 8, 1)
        )
    assert seen(everyone).lines == ()


def test_subjects_name_the_classes_that_have_met_them_and_those_that_are_to(
    everyone: Cast, class_course: ClassCourse
) -> None:
    written(everyone, title="Craft", subjects=("Craft",))
    held(everyone, class_course, "The baker")
    with acting(everyone.ditte) as ditte:
        found = {
            line.subject: (line.held, line.ahead)
            for line in classcourses.subject_lines(ditte, YEAR, school_id=everyone.school.pk)
        }
    assert found == {"Craft": ((), ()), "Maths": (("9.A",), ()), "Social studies": (("9.A",), ())}
    with acting(everyone.carl) as carl:
        assert classcourses.subject_lines(carl, YEAR, school_id=everyone.school.pk) == ()


def test_whoever_leads_the_school_is_told_once_of_each_class(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        assert classcourses.tell_gaps(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=NOW) == 0
        first = classcourses.tell_gaps(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=TELLING_TIME)
        again = classcourses.tell_gaps(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=TELLING_TIME)
        day_after = classcourses.tell_gaps(
            municipality_id=everyone.hedeby.pk, by=SYSTEM, at=TELLING_TIME + timedelta(days=1)
        )
    assert (first, again, day_after) == (1, 0, 0)
    a_class(everyone, "8.A", 8)
    with access.job_scope(everyone.hedeby.pk):
        later = classcourses.tell_gaps(
            municipality_id=everyone.hedeby.pk, by=SYSTEM, at=TELLING_TIME + timedelta(days=2)
        )
        sent = messages.OutgoingMessage.objects.filter(
            template=messages.Template.CLASSES_WITHOUT_COURSE
        ).order_by("queued_at")
        assert later == 1
        assert [(each.address, each.opens) for each in sent] == [
            (everyone.ditte.email, everyone.school.pk)
        ] * 2
        assert GapTold.objects.count() == 2


def test_nobody_is_told_of_a_class_that_has_one_ahead(
    everyone: Cast, class_course: ClassCourse, partner: Partner
) -> None:
    asked(everyone, class_course, partner)
    with access.job_scope(everyone.hedeby.pk):
        assert classcourses.tell_gaps(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=TELLING_TIME) == 0


@pytest.mark.parametrize(("who", "schools"), [("carl", 0), ("viggo", 0), ("tove", 1), ("gro", 1)])
def test_who_reads_the_matrix(everyone: Cast, career_course: CareerCourse, who: str, schools: int) -> None:
    assert len(seen(everyone, getattr(everyone, who)).schools) == schools
