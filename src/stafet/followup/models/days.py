"""The days at the place: how they are planned, what became of each, and when school is closed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.followup.models.privacy import of_a_placement
from stafet.followup.states import DayMark
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.placements.api import LONGEST_LINE, LONGEST_NAME, Placement, Voice


@tracked
class AttendanceDay(models.Model):
    """What became of one day at the place. ``minutes`` counts only where they were there; a correction keeps what stood before."""

    scoped: ClassVar[bool] = True
    privacy = of_a_placement("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    day = models.DateField()
    mark = models.CharField(max_length=9, choices=DayMark.choices)
    minutes = models.PositiveSmallIntegerField(default=0)
    voice = models.CharField(max_length=14, choices=Voice.choices)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement", "day"],
                name="one_mark_a_day",
                violation_error_message=_("This day is written down already. Correct it."),
            ),
            models.CheckConstraint(
                condition=Q(mark__in=["present", "late"], minutes__gt=0, minutes__lte=24 * 60)
                | (~Q(mark__in=["present", "late"]) & Q(minutes=0)),
                name="hours_only_where_they_were",
                violation_error_message=_("Hours are counted on days they were there, and only then."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.mark}"


class PlanPeriod(models.Model):
    """What is planned for some weeks of the placement. ``ends_on`` is the first day after it."""

    scoped: ClassVar[bool] = True
    privacy = of_a_placement("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    words = models.CharField(max_length=LONGEST_LINE)
    voice = models.CharField(max_length=14, choices=Voice.choices)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")) & ~Q(words=""),
                name="period_of_a_plan_is_whole",
                violation_error_message=_(
                    "Say what is planned, and let the last day not be before the first."
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "placement"], name="period_of_placement")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"


class PlanConfirmation(models.Model):
    """That the company has confirmed the plan, as it stood then: ``seal`` is a digest of it, so that a change asks again."""

    scoped: ClassVar[bool] = True
    privacy = of_a_placement("placement", "seal")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    words = models.CharField(max_length=LONGEST_LINE, blank=True)
    seal = models.CharField(max_length=64)
    on = models.DateField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement", "seal"],
                name="plan_confirmed_once",
                violation_error_message=_("This plan was confirmed already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="plan_confirmed_by_somebody",
                violation_error_message=_("Say who confirms the plan."),
            ),
        ]

    def __str__(self) -> str:
        return f"confirmed on {self.on}"


class SchoolBreak(models.Model):
    """Days on which nobody is at school nor at a place, as somebody in the town typed them in."""

    privacy = NotPersonal("a calendar")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    name = models.CharField(max_length=LONGEST_NAME)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The first day of school after it.")
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "starts_on"],
                name="school_break_once",
                violation_error_message=_("A holiday that begins on that day is written down already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")) & ~Q(name=""),
                name="school_break_is_whole",
                violation_error_message=_("A holiday has a name, and its last day is not before its first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
