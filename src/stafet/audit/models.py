"""Append-only: what was changed, and who looked."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import DataClass, Privacy, Retention


class Change(models.Model):
    """That someone did something, in one row per action. No foreign keys: the log never interferes with live data."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="accountability",
        retention=Retention(keep="P5Y", after="recorded"),
        technical=("id", "municipality_id"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by_id = models.UUIDField(help_text="The user; all zeros when a declared rule acted.")
    action = models.CharField(
        max_length=80, help_text="The room and the verb: responsibility.accept_handover."
    )
    person_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=80, blank=True, help_text="A code, never free text.")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "person_id", "-at"], name="change_of_person"),
            models.Index(fields=["municipality_id", "-at"], name="change_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.at:%Y-%m-%d %H:%M}"


class ReadResult(models.TextChoices):
    """What came of a look-up."""

    SHOWN = "shown"
    EMPTY = "empty"
    DENIED = "denied"


class Reading(models.Model):
    """That someone looked: one row per page, committed before the page is shown.

    Written on its own connection by a role that can only insert; read by the young person (who has read about
    me), by staff with a grant for the person, and by the log controller.
    """

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROCESS,
        subject="person_ids",
        purpose="accountability",
        retention=Retention(keep="P13M", after="recorded"),
        technical=("id",),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    organisation_ids = ArrayField(models.UUIDField(), default=list)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    purpose = models.CharField(max_length=40)
    view = models.CharField(max_length=120)
    person_ids = ArrayField(models.UUIDField(), default=list)
    data_classes = models.CharField(max_length=12)
    search_term = models.CharField(max_length=80, blank=True, help_text="Normalised, numbers masked.")
    result = models.CharField(max_length=8, choices=ReadResult.choices)
    request_id = models.UUIDField()

    class Meta:
        managed = False  # partitioned by month: created in SQL
        db_table = "audit_reading"

    def __str__(self) -> str:
        return f"{self.view} {self.at:%Y-%m-%d %H:%M}"
