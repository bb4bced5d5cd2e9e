"""Guidance of a group: how many, never who."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.conversations.states import GroupTopic
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal, Retention

LONGEST_GROUP = 80


class GroupSession(models.Model):
    """A class or another group was guided: where, about what, on which day, how many took part."""

    privacy = NotPersonal(
        "a number of people who took part, without names", retention=Retention(keep="P5Y", after="recorded")
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    group = models.CharField(
        max_length=LONGEST_GROUP, blank=True, help_text="A class or another group, never a name."
    )
    topic = models.CharField(max_length=16, choices=GroupTopic.choices)
    on = models.DateField()
    took_part = models.PositiveSmallIntegerField()
    led_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(help_text="When it was written down.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(took_part__gte=1),
                name="somebody_took_part",
                violation_error_message=_("A group has at least one who took part."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "on"], name="group_session_by_day")]

    def __str__(self) -> str:
        return f"group session {self.topic}"
