"""What can be asked about the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import QuerySet

from stafet.catalogue import policies
from stafet.catalogue.models import CareerCourse, CourseDemand, CourseMaterial
from stafet.kernel.actors import Actor


def career_courses_for(actor: Actor, *, stage: int | None = None) -> QuerySet[CareerCourse]:
    """The courses that are offered in the reader's towns, by stage and title."""
    rows = CareerCourse.objects.that_hold().filter(policies.career_courses_readable_by(actor))
    if stage is not None:
        rows = rows.for_stage(stage)
    return rows.order_by("from_stage", "title", "pk")


def career_course_for(actor: Actor, course_id: UUID) -> CareerCourse | None:
    """One version of a course, for whoever works in its town."""
    return CareerCourse.objects.filter(policies.career_courses_readable_by(actor), pk=course_id).first()


def courses_of_town(municipality_id: UUID) -> QuerySet[CareerCourse]:
    """What is offered in a town, by title."""
    return CareerCourse.objects.that_hold().filter(municipality_id=municipality_id).order_by("title", "pk")


def versions_of(course: CareerCourse) -> QuerySet[CareerCourse]:
    """Every version of a course, the newest first."""
    rows = CareerCourse.objects.filter(municipality_id=course.municipality_id, code=course.code)
    return rows.order_by("-version")


def materials_of(course: CareerCourse) -> QuerySet[CourseMaterial]:
    """What a version is taught with."""
    return CourseMaterial.objects.filter(course=course).order_by("pk")


def demands_in(municipality_ids: Collection[UUID], starts_in: int) -> Mapping[tuple[UUID, str], CourseDemand]:
    """By town and course the decision that holds in a school year: of those that have begun, the last."""
    rows = CourseDemand.objects.filter(municipality_id__in=municipality_ids, from_year__lte=starts_in)
    return {(row.municipality_id, row.code): row for row in rows.order_by("from_year")}


def demands_on(course: CareerCourse) -> QuerySet[CourseDemand]:
    """Every decision about a course, the newest first."""
    rows = CourseDemand.objects.filter(municipality_id=course.municipality_id, code=course.code)
    return rows.order_by("-from_year")
