"""What this room keeps: versions of weeks, the files they were read from, what is marked, proposals. No young person stands here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal, Retention
from stafet.schoolweeks.states import DayFrame, ProposalState, WeekFormat, WeekOrigin

LONGEST_NAME = 200
_RETENTION = Retention(keep="P1Y", after="school_year_ended")


class WeekFile(models.Model):
    """A timetable as it was given, packed: a proposal goes back into it."""

    scoped: ClassVar[bool] = True
    privacy = NotPersonal("a school's timetable; it names those who work there", retention=_RETENTION)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    starts_in = models.PositiveSmallIntegerField(help_text="The year in which the school year begins.")
    name = models.CharField(max_length=LONGEST_NAME)
    format = models.CharField(max_length=8, choices=WeekFormat.choices)
    size = models.PositiveIntegerField(help_text="In bytes, unpacked.")
    packed = models.BinaryField(help_text="Compressed by zlib.")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SchoolWeek(models.Model):
    """One version of a school's week in a school year. Rows are only added; the newest holds."""

    scoped: ClassVar[bool] = True
    privacy = NotPersonal("a school's timetable; it names those who work there", retention=_RETENTION)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    starts_in = models.PositiveSmallIntegerField(help_text="The year in which the school year begins.")
    revision = models.PositiveIntegerField()
    origin = models.CharField(max_length=9, choices=WeekOrigin.choices)
    content: models.JSONField[Any, Any] = models.JSONField(help_text="The week as plain data (content.py).")
    notices: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="What its reader left out or took for granted."
    )
    file = models.ForeignKey(WeekFile, models.PROTECT, related_name="+", null=True, blank=True)
    made_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "school", "starts_in", "revision"],
                name="week_version_once",
                violation_error_message=_("Somebody else has changed this week just now. Look at it again."),
            ),
            models.CheckConstraint(
                condition=Q(origin="typed")
                | Q(origin="file", file__isnull=False)
                | Q(origin__in=["corrected", "proposal", "returned"], made_from__isnull=False),
                name="week_says_where_it_is_from",
                violation_error_message=_("A version of a week has a file, or an earlier version."),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.revision}"

    @property
    def year(self) -> str:
        """The school year as it is written: 2026/27."""
        return f"{self.starts_in}/{(self.starts_in + 1) % 100:02}"


class WeekMarks(models.Model):
    """What is said about a school's week in a school year, whichever version holds.

    ``subjects``: the name of a subject in the week → a ``SchoolSubject``. ``company_days``: class → the day its apprentices are
    away, empty while that is not known. ``fixed``: keys of lessons that stay. ``bells``: from and until of each hour of a day.
    """

    scoped: ClassVar[bool] = True
    privacy = NotPersonal("what a school says about its timetable", retention=_RETENTION)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    starts_in = models.PositiveSmallIntegerField()
    subjects: models.JSONField[Any, Any] = models.JSONField(default=dict)
    company_days: models.JSONField[Any, Any] = models.JSONField(default=dict)
    fixed = ArrayField(models.CharField(max_length=LONGEST_NAME), default=list)
    frame = models.CharField(max_length=6, choices=DayFrame.choices, default=DayFrame.STRICT.value)
    bells: models.JSONField[Any, Any] = models.JSONField(default=list)
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "week marks"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "school", "starts_in"],
                name="marks_once_a_year",
                violation_error_message=_("Somebody else has marked this week just now. Look at it again."),
            ),
        ]

    def __str__(self) -> str:
        return f"marks of {self.starts_in}"


class WeekProposal(models.Model):
    """One weekday as the company day of one class: what was asked, what was found, what somebody decided.

    The question stands here as it was asked: ``company_days`` of all classes, ``hard`` and ``soft`` subjects, ``locked`` lessons.
    """

    scoped: ClassVar[bool] = True
    privacy = NotPersonal("a proposal for a school's timetable", retention=_RETENTION)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    starts_in = models.PositiveSmallIntegerField()
    week = models.ForeignKey(SchoolWeek, models.PROTECT, related_name="+")
    class_key = models.CharField(max_length=LONGEST_NAME)
    day = models.CharField(max_length=LONGEST_NAME)
    company_days: models.JSONField[Any, Any] = models.JSONField()
    hard = ArrayField(models.CharField(max_length=LONGEST_NAME))
    soft = ArrayField(models.CharField(max_length=LONGEST_NAME), default=list)
    locked = ArrayField(models.CharField(max_length=LONGEST_NAME), default=list)
    frame = models.CharField(max_length=6, choices=DayFrame.choices)
    may_crowd = models.BooleanField(default=False, help_text="Whether a subject may come twice on one day.")
    seconds = models.PositiveSmallIntegerField(help_text="How long may be searched.")
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING.value
    )
    result: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    asked_by_id = models.UUIDField()
    at = models.DateTimeField(help_text="When it was asked.")
    beat_at = models.DateTimeField(help_text="When the work on it last gave a sign of life.")
    finished_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=["solved", "impossible", "accepted"]) | Q(result__isnull=False),
                name="proposal_has_a_result",
                violation_error_message=_("What was found out has a result."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["accepted", "discarded"], decided_by_id__isnull=False, decided_at__isnull=False
                )
                | (~Q(state__in=["accepted", "discarded"]) & Q(decided_by_id=None, decided_at=None)),
                name="proposal_decided_by_somebody",
                violation_error_message=_("Whoever decides about a proposal is written down with the time."),
            ),
            models.CheckConstraint(
                condition=~Q(hard__overlap=F("soft")),
                name="subject_hard_or_soft",
                violation_error_message=_("A subject is kept, or kept as far as possible: not both."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "school", "starts_in", "-at"], name="proposals_of_school")
        ]

    def __str__(self) -> str:
        return f"proposal {self.state}"
