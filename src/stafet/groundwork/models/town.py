"""What is kept about nobody young: talks with hosts, the theme in classes, who pays, and the tasks of a year."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.groundwork.states import ContactWay, MoneyFrom, TaskOwner, ThemeState, YearStep
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.placements.api import LONGEST_LINE, LONGEST_NAME, SchemeKind


class HostTalk(models.Model):
    """One time somebody was in touch with a host. No pupil stands here: what is about one stands with their placement."""

    privacy = NotPersonal("what was talked about with a company")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    host = models.ForeignKey("placements.Host", models.PROTECT, related_name="+")
    way = models.CharField(max_length=5, choices=ContactWay.choices)
    on = models.DateField()
    words = models.CharField(max_length=LONGEST_LINE)
    next_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="host_talk_has_words",
                violation_error_message=_("Say in a few words what it was about."),
            ),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("on")),
                name="host_talk_next_comes_later",
                violation_error_message=_("The next contact comes after this one."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "host", "on"], name="talks_with_host")]

    def __str__(self) -> str:
        return f"{self.way} on {self.on}"


class ClassTheme(models.Model):
    """Whether a class has had, or is to have, the theme of a school year."""

    privacy = NotPersonal("a class")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    starts_in = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=ThemeState.choices)
    on = models.DateField()
    words = models.CharField(max_length=LONGEST_LINE, blank=True)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "starts_in"],
                name="theme_once_a_year",
                violation_error_message=_("This class has the theme in that school year already."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "starts_in"], name="themes_of_year")]

    def __str__(self) -> str:
        return f"theme {self.state}"


class Money(models.Model):
    """Who pays for a scheme at a school in a school year; the amount where somebody has said it, in minor units."""

    privacy = NotPersonal("money of a public authority")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=SchemeKind.choices)
    starts_in = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=6, choices=MoneyFrom.choices)
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    decided = models.CharField(max_length=LONGEST_LINE, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "money"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "kind", "starts_in", "source"],
                name="money_once_from_each",
                violation_error_message=_("This source is written down already. Change it."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "starts_in", "kind"], name="money_of_year")
        ]

    def __str__(self) -> str:
        return f"money from {self.source}"


class YearTask(models.Model):
    """One task of a scheme's school year. ``step`` names a shipped one; ``words`` say it in the town's own."""

    privacy = NotPersonal("a task of a public authority")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    kind = models.CharField(max_length=24, choices=SchemeKind.choices)
    starts_in = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=YearStep.choices, blank=True)
    words = models.CharField(max_length=LONGEST_LINE, blank=True)
    owner = models.CharField(max_length=11, choices=TaskOwner.choices)
    owner_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "kind", "starts_in", "step"],
                condition=~Q(step=""),
                name="shipped_task_once_a_year",
                violation_error_message=_("This year’s list has been begun already."),
            ),
            models.CheckConstraint(
                condition=~Q(step="") | ~Q(words=""),
                name="year_task_says_what",
                violation_error_message=_("Say what the task is."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "starts_in", "due_on"], name="year_tasks")
        ]

    def __str__(self) -> str:
        return f"task due {self.due_on}"

    @property
    def title(self) -> str:
        """What the task is, in the town's own words or as it is shipped."""
        return self.words or str(YearStep(self.step).label)
