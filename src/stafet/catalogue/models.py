"""Courses in their versions, what one teaches with, and what a town demands. Nothing here is about any person."""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.catalogue.states import Breadth, Competence, Licence, PartnerKind, Stage
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal

LONGEST_TITLE, LONGEST_WORDS, LONGEST_LINE, LONGEST_CODE = 120, 2000, 200, 24


class CareerCourseQuerySet(models.QuerySet["CareerCourse"]):
    """Reads on courses."""

    def that_hold(self) -> Self:
        """The version of each course that holds, of courses that are still offered."""
        return self.filter(superseded_at=None, withdrawn_at=None)

    def for_stage(self, stage: int) -> Self:
        """Those meant for a stage."""
        return self.filter(from_stage__lte=stage, to_stage__gte=stage)


class CareerCourse(models.Model):
    """One version of a course in education and work.

    ``code`` is what the course is known by in its town, whatever version: a file that is taken in again changes the same course.
    """

    privacy = NotPersonal("what is taught")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    code = models.CharField(max_length=LONGEST_CODE)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=LONGEST_TITLE)
    from_stage = models.SmallIntegerField(choices=Stage.choices)
    to_stage = models.SmallIntegerField(choices=Stage.choices, help_text="The last one it is for.")
    aims = models.TextField(max_length=LONGEST_WORDS)
    subjects = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    competences = ArrayField(
        models.CharField(max_length=8, choices=Competence.choices), default=list, blank=True
    )
    breadth = models.CharField(max_length=6, choices=Breadth.choices)
    preparation = models.TextField(max_length=LONGEST_WORDS, blank=True)
    reflection = models.TextField(max_length=LONGEST_WORDS, blank=True)
    partners = ArrayField(
        models.CharField(max_length=11, choices=PartnerKind.choices), default=list, blank=True
    )
    lessons = models.PositiveSmallIntegerField()
    by_id = models.UUIDField(null=True, help_text="Who wrote this version; nobody: it came with Stafet.")
    known_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CareerCourseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "code", "version"],
                name="career_course_version_once",
                violation_error_message=_("This version of the course is written down already."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "code"],
                condition=Q(superseded_at=None),
                name="career_course_one_version_holds",
                violation_error_message=_("One version of a course holds. Change that one."),
            ),
            models.CheckConstraint(
                condition=Q(to_stage__gte=F("from_stage")),
                name="career_course_stages_in_order",
                violation_error_message=_("The last stage is not before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(aims="") & ~Q(code="") & Q(lessons__gt=0),
                name="career_course_is_whole",
                violation_error_message=_("A course has a title, an aim, and a number of lessons."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "title"], name="career_course_catalogue"),
        ]

    def __str__(self) -> str:
        return self.title


class CourseMaterial(models.Model):
    """Something to teach one version of a course with, and on which terms it may be passed on."""

    privacy = NotPersonal("what is taught with")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    course = models.ForeignKey(CareerCourse, models.CASCADE, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    link = models.URLField(max_length=500, blank=True)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    licence = models.CharField(max_length=8, choices=Licence.choices)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(title="") & (~Q(link="") | ~Q(words="")),
                name="material_is_a_link_or_a_text",
                violation_error_message=_("A material has a title, and a link or a text."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["course"], name="material_of_course")]

    def __str__(self) -> str:
        return self.title


class CourseDemand(models.Model):
    """For which grades a course is obligatory from a school year on, until the town decides anew."""

    privacy = NotPersonal("a decision of a public authority")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    code = models.CharField(max_length=LONGEST_CODE)
    from_year = models.PositiveSmallIntegerField(help_text="The year in which the school year begins.")
    stages = ArrayField(models.SmallIntegerField(choices=Stage.choices), default=list, blank=True)
    needs_partner = models.BooleanField(help_text="Whether it counts only with somebody from outside.")
    decided = models.CharField(max_length=LONGEST_LINE)
    decided_by_id: models.UUIDField[UUID | None, UUID | None] = models.UUIDField(null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "code", "from_year"],
                name="course_demanded_once",
                violation_error_message=_("There is a decision for this school year. Change it."),
            ),
            models.CheckConstraint(
                condition=~Q(decided=""),
                name="demand_says_who_decided",
                violation_error_message=_("Say who decided it, when, and where it stands."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} from {self.from_year}"
