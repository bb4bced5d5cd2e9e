"""The cycle a plan is made and used in, and who from the region may follow it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.programme.states import Phase, Stage

LONGEST_LINE, LONGEST_TEXT = 200, 6000
_PUBLIC = NotPersonal("how a municipality works with its plan")


class Cycle(models.Model):
    """From the start-up meeting to the follow-up of one round with the plan."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    title = models.CharField(max_length=LONGEST_LINE)
    met_on = models.DateField(help_text="The day of the start-up meeting.")
    protocol = models.TextField(max_length=LONGEST_TEXT, help_text="What was agreed there.")
    decider = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="The body that adopts.")
    division = models.TextField(max_length=LONGEST_TEXT, blank=True, help_text="Who does what.")
    stages = ArrayField(models.CharField(max_length=9, choices=Stage.choices), default=list, blank=True)
    plan = models.ForeignKey("programme.Plan", models.PROTECT, related_name="+", null=True, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    written_by_id = models.UUIDField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id"],
                condition=Q(closed_on=None),
                name="one_cycle_at_a_time",
                violation_error_message=_("A cycle is running. Close it first."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(protocol=""),
                name="cycle_begins_with_a_protocol",
                violation_error_message=_(
                    "A cycle has a name and begins with what the start-up meeting agreed."
                ),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("met_on")),
                name="cycle_closes_after_it_began",
                violation_error_message=_("A cycle is closed after it began."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CycleStep(models.Model):
    """One step of a cycle: by when, who carries it, and when it was done."""

    privacy = _PUBLIC

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    phase = models.CharField(max_length=9, choices=Phase.choices)
    due_on = models.DateField(null=True, blank=True)
    carrier = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="A post, not a person.")
    done_on = models.DateField(null=True, blank=True)
    words = models.TextField(max_length=LONGEST_TEXT, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["cycle", "phase"], name="cycle_step_once")]

    def __str__(self) -> str:
        return f"{self.phase} of {self.cycle_id}"


class Support(models.Model):
    """An organisation in the region helps a municipality with its cycle and may read its drafts. Nobody young is near it."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The first day it no longer holds.")
    decided = models.CharField(max_length=LONGEST_LINE)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "organisation"],
                condition=Q(ends_on=None),
                name="support_once",
                violation_error_message=_("They follow this municipality already."),
            ),
            models.CheckConstraint(
                condition=~Q(decided="") & (Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
                name="support_is_decided",
                violation_error_message=_("Say who decided it. It ends after it began."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} for {self.municipality_id}"
