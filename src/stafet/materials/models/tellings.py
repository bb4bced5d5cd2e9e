"""The communication plan: who tells whom what, when and how. About nobody young."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.materials.models.texts import LONGEST_LINE, LONGEST_TITLE, Material
from stafet.materials.states import Audience, Channel, TellingState
from stafet.placements.api import SchemeKind


class Telling(models.Model):
    """One line of the plan. ``responsible`` has it on Today from its day on, until it is done."""

    privacy = NotPersonal("a plan of a public authority, and who of its staff does what")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    starts_in = models.PositiveSmallIntegerField(help_text="The year in which the school year begins.")
    scheme_kind = models.CharField(max_length=24, choices=SchemeKind.choices, blank=True)
    what = models.CharField(max_length=LONGEST_TITLE)
    material = models.ForeignKey(Material, models.PROTECT, related_name="+", null=True, blank=True)
    audiences = ArrayField(models.CharField(max_length=7, choices=Audience.choices))
    channel = models.CharField(max_length=15, choices=Channel.choices)
    due_on = models.DateField()
    responsible = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=TellingState.choices, default=TellingState.PLANNED.value)
    ended_on = models.DateField(null=True, blank=True)
    ended_by_id = models.UUIDField(null=True, blank=True)
    ended_words = models.CharField(max_length=LONGEST_LINE, blank=True)
    copied_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(what="") & Q(audiences__len__gt=0),
                name="telling_is_whole",
                violation_error_message=_("Say what is told, and to whom."),
            ),
            models.CheckConstraint(
                condition=Q(state="planned", ended_on=None)
                | (~Q(state="planned") & Q(ended_on__isnull=False)),
                name="telling_ends_on_a_day",
                violation_error_message=_("What is done was done on a day."),
            ),
            models.UniqueConstraint(
                fields=["copied_from"],
                name="telling_copied_once",
                violation_error_message=_("This line stands in the next school year’s plan already."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "starts_in", "due_on"], name="communication_plan"),
            models.Index(
                fields=["responsible", "due_on"], condition=Q(state="planned"), name="telling_that_waits"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def year(self) -> str:
        """The school year as it is written: 2025/26."""
        return f"{self.starts_in}/{(self.starts_in + 1) % 100:02}"
