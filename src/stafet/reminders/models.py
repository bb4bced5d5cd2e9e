"""That it was reminded: keys and days. Which mail it was, the room of messages knows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal, Retention
from stafet.reminders.states import ReminderKind


class Reminder(models.Model):
    """One thing was reminded of for the first, second or third time since it began to wait. ``host_id`` where a host was written to."""

    privacy = NotPersonal("keys and days", retention=Retention(keep="P2Y", after="reminded"))

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    kind = models.CharField(max_length=16, choices=ReminderKind.choices)
    thing_id = models.UUIDField()
    since = models.DateField(help_text="From when it waits: a new day is a new occasion.")
    stage = models.PositiveSmallIntegerField()
    host_id = models.UUIDField(null=True)
    on = models.DateField()
    to_last_resort = models.BooleanField(
        default=False,
        help_text="Nobody who has the responsibility may read about them: the stewards were told.",
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "kind", "thing_id", "since", "stage"],
                name="reminded_once_a_stage",
                violation_error_message=_("This was reminded of already."),
            ),
            models.CheckConstraint(
                condition=Q(stage__gte=1),
                name="reminder_has_a_stage",
                violation_error_message=_("A reminder is the first one at least."),
            ),
            models.CheckConstraint(
                condition=Q(host_id=None)
                | Q(kind__in=["place_question", "host_signature", "host_follow_up"]),
                name="only_hosts_are_counted",
                violation_error_message=_("A host is named where a host was written to, and nowhere else."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality_id", "host_id", "on"],
                condition=Q(host_id__isnull=False),
                name="reminder_of_host",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.stage}"
