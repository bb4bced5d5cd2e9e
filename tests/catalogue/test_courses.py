"""A town's catalogue: versions that stay as they were, decisions that are dated, and what the database refuses."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
import pytest
from psycopg import errors
from tests.cast import Cast
from tests.catalogue.conftest import MATERIAL, YEAR, acting, demanded, facts, written
from tests.conftest import NOW
from tests.practicalcourses.test_bank import write_again

from stafet.catalogue import api as catalogue
from stafet.catalogue.api import CareerCourse, DemandFacts, MaterialFacts, Stage, ToldCourse

COURSE, MATERIALS, DEMAND = "catalogue_careercourse", "catalogue_coursematerial", "catalogue_coursedemand"


def test_a_change_is_the_next_version_and_the_first_stays_as_it_was(
    everyone: Cast, career_course: CareerCourse
) -> None:
    with acting(everyone.gro) as gro:
        later = catalogue.change_course(
            course=career_course, facts=facts(aims="They meet a company", materials=()), by=gro, at=NOW
        )
        first, second = reversed(catalogue.versions_of(later))
        assert (first.version, first.aims) == (1, facts().aims)
        assert (second.version, second.aims, second.code) == (2, "They meet a company", first.code)
        assert catalogue.materials_as_told(first.pk) == (MATERIAL,)
        assert catalogue.materials_as_told(second.pk) == ()
        assert list(catalogue.career_courses_for(gro)) == [later]
        with pytest.raises(catalogue.ChangedByNow):
            catalogue.change_course(course=career_course, facts=facts(), by=gro, at=NOW)


def test_a_withdrawn_course_is_not_offered_and_not_changed(
    everyone: Cast, career_course: CareerCourse
) -> None:
    with acting(everyone.gro) as gro:
        catalogue.withdraw_course(course=career_course, by=gro, at=NOW)
        assert list(catalogue.career_courses_for(gro)) == []
        with pytest.raises(catalogue.ChangedByNow):
            catalogue.withdraw_course(course=career_course, by=gro, at=NOW)


def test_only_the_towns_office_keeps_the_catalogue_and_another_town_does_not_read_it(
    everyone: Cast, career_course: CareerCourse
) -> None:
    with acting(everyone.ditte) as ditte:
        assert catalogue.career_course_for(ditte, career_course.pk) == career_course
        for refused in (
            lambda: catalogue.publish_course(
                municipality_id=everyone.hedeby.pk, facts=facts(), by=ditte, at=NOW
            ),
            lambda: catalogue.change_course(course=career_course, facts=facts(), by=ditte, at=NOW),
            lambda: catalogue.withdraw_course(course=career_course, by=ditte, at=NOW),
            lambda: catalogue.take_in_courses(municipality_id=everyone.hedeby.pk, told=(), by=ditte, at=NOW),
        ):
            with pytest.raises(catalogue.NotYours):
                refused()
    with acting(everyone.carl) as carl:
        assert catalogue.career_course_for(carl, career_course.pk) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"aims": ""},
        {"lessons": 0},
        {"to_stage": Stage.GRADE_1},
        {"materials": (MaterialFacts("Nothing in it", MATERIAL.licence),)},
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(everyone: Cast, wrong: dict[str, object]) -> None:
    with pytest.raises(catalogue.NotWhole):
        written(everyone, **wrong)


def test_both_permission_pairs_agree(everyone: Cast, career_course: CareerCourse) -> None:
    for user in (everyone.bo, everyone.carl, everyone.ditte, everyone.gro, everyone.tove, everyone.viggo):
        with acting(user) as actor:
            rows = CareerCourse.objects.filter(pk=career_course.pk)
            keeps = catalogue.can_keep_catalogue_of(actor, career_course.municipality_id)
            assert keeps == rows.filter(catalogue.catalogues_keepable_by(actor)).exists()
            reads = catalogue.can_read_career_course(actor, career_course)
            assert reads == rows.filter(catalogue.career_courses_readable_by(actor)).exists()


def test_two_courses_of_one_title_have_codes_of_their_own(
    everyone: Cast, career_course: CareerCourse
) -> None:
    again = written(everyone)
    assert (career_course.code, again.code) == ("production-from-insid", "production-from-insid-2")


def test_a_decision_holds_until_the_next_and_not_backwards(
    everyone: Cast, career_course: CareerCourse
) -> None:
    key = (everyone.hedeby.pk, career_course.code)
    demanded(everyone, career_course.code, Stage.GRADE_8, Stage.GRADE_7, year=YEAR)
    demanded(everyone, career_course.code, year=YEAR + 2)
    with acting(everyone.bo):
        towns = {everyone.hedeby.pk}
        assert key not in catalogue.demands_in(towns, YEAR - 1)
        assert catalogue.demands_in(towns, YEAR)[key].stages == [7, 8]
        assert catalogue.demands_in(towns, YEAR + 1)[key].stages == [7, 8]
        assert catalogue.demands_in(towns, YEAR + 2)[key].stages == []


def test_a_decision_says_who_decided(everyone: Cast, career_course: CareerCourse) -> None:
    told = DemandFacts(career_course.code, YEAR, (), needs_partner=False, decided=" ")
    with acting(everyone.gro) as gro, pytest.raises(catalogue.NotWhole):
        catalogue.demand_course(municipality_id=everyone.hedeby.pk, facts=told, by=gro, at=NOW)


def test_a_file_brings_new_courses_and_next_versions_and_the_same_again_changes_nothing(
    everyone: Cast, career_course: CareerCourse
) -> None:
    told = [ToldCourse(career_course.code, facts(lessons=9)), ToldCourse("new", facts(title="New"))]
    with acting(everyone.gro) as gro:
        taken = catalogue.take_in_courses(municipality_id=everyone.hedeby.pk, told=told, by=gro, at=NOW)
        assert (taken.new, taken.changed, taken.unchanged) == (1, 1, 0)
        again = catalogue.take_in_courses(municipality_id=everyone.hedeby.pk, told=told, by=gro, at=NOW)
        assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
        assert CareerCourse.objects.filter(municipality_id=everyone.hedeby.pk).count() == 3


def test_of_a_file_with_one_course_that_does_not_fit_nothing_is_written(everyone: Cast) -> None:
    told = [ToldCourse("good", facts()), ToldCourse("bad", facts(title=""))]
    with acting(everyone.gro) as gro:
        with pytest.raises(catalogue.NotWhole):
            catalogue.take_in_courses(municipality_id=everyone.hedeby.pk, told=told, by=gro, at=NOW)
        assert not CareerCourse.objects.exists()


@pytest.mark.parametrize(
    ("constraint", "table", "changes"),
    [
        ("career_course_version_once", COURSE, {"superseded_at": "2026-09-01T08:00:00Z"}),
        ("career_course_one_version_holds", COURSE, {"version": 2}),
        ("course_demanded_once", DEMAND, {}),
    ],
)
def test_what_is_once_is_not_written_twice(
    database: psycopg.Connection,
    everyone: Cast,
    career_course: CareerCourse,
    constraint: str,
    table: str,
    changes: Mapping[str, object],
) -> None:
    demanded(everyone, career_course.code, Stage.GRADE_8)
    with pytest.raises(errors.UniqueViolation, match=constraint):
        write_again(database, table, changes)


@pytest.mark.parametrize(
    ("constraint", "table", "changes"),
    [
        ("career_course_stages_in_order", COURSE, {"code": "x", "to_stage": 1}),
        ("career_course_is_whole", COURSE, {"code": "x", "lessons": 0}),
        ("material_is_a_link_or_a_text", MATERIALS, {"words": ""}),
        ("demand_says_who_decided", DEMAND, {"code": "x", "decided": ""}),
    ],
)
def test_the_database_has_the_last_word(
    database: psycopg.Connection,
    everyone: Cast,
    career_course: CareerCourse,
    constraint: str,
    table: str,
    changes: Mapping[str, object],
) -> None:
    demanded(everyone, career_course.code, Stage.GRADE_8)
    with pytest.raises(errors.CheckViolation, match=constraint):
        write_again(database, table, changes)
