"""What was drawn, and what is asked about look-ups of colleagues."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import DataClass, NotPersonal, Privacy, Retention
from stafet.logcontrol.states import Ground, LookUpVerdict


class LogSample(models.Model):
    """One organisation's week, drawn once: how many look-ups there were, how many a task explains, and the seed."""

    privacy = NotPersonal("counts of look-ups and the seed of the draw; names nobody")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    week_starts_on = models.DateField()
    drawn_at = models.DateTimeField()
    seed = models.BinaryField(max_length=32)
    look_ups = models.PositiveIntegerField()
    explained = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "week_starts_on"], name="log_sample_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.week_starts_on}"


class LookUpQuestion(models.Model):
    """One look-up of one colleague that somebody judges. ``person_id`` is only ever shown as a pseudonym."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="accountability",
        retention=Retention(keep="P5Y", after="recorded"),
        technical=("id", "municipality_id", "organisation", "sample", "user", "reading_id"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    sample = models.ForeignKey(LogSample, models.PROTECT, related_name="+")
    reading_id = models.UUIDField()
    at = models.DateTimeField(help_text="When the colleague looked.")
    user = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    person_id = models.UUIDField()
    view = models.CharField(max_length=120)
    purpose = models.CharField(max_length=40)
    data_classes = models.CharField(max_length=12)
    grounds = ArrayField(models.CharField(max_length=12, choices=Ground.choices))
    verdict = models.CharField(max_length=10, choices=LookUpVerdict.choices, blank=True)
    words = models.CharField(max_length=500, blank=True)
    judged_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    judged_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True, help_text="What the leader says to it.")
    answered_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sample", "reading_id"], name="look_up_asked_once"),
            models.CheckConstraint(
                condition=Q(verdict="", judged_by=None, judged_at=None)
                | (~Q(verdict="") & ~Q(words="") & Q(judged_by__isnull=False, judged_at__isnull=False)),
                name="look_up_verdict_is_whole",
                violation_error_message=_(
                    "A verdict about a look-up has words, somebody who judged and a time."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(judged_by=None) | ~Q(judged_by=F("user")))
                & (Q(answered_by=None) | ~Q(answered_by=F("user"))),
                name="look_up_four_eyes",
                violation_error_message=_("Nobody judges or answers for a look-up of their own."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "verdict", "at"], name="look_up_waiting"),
        ]

    def __str__(self) -> str:
        return f"look-up {self.at:%Y-%m-%d %H:%M}"
