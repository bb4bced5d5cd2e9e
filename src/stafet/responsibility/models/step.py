"""What is to happen next, by when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.responsibility.models.privacy import of_a_process
from stafet.responsibility.states import (
    StepKind,
    StepOutcome,
    StepState,
)


class StepQuerySet(models.QuerySet["NextStep"]):
    """Reads on steps; each is a sentence."""

    def open(self) -> Self:
        """Those still to be done."""
        return self.filter(state=StepState.OPEN)

    def overdue_on(self, day: date) -> Self:
        """Open, and due before a day."""
        return self.open().filter(due_on__lt=day)

    def due_until(self, day: date) -> Self:
        """Open, and due on a day or before."""
        return self.open().filter(due_on__lte=day)


@tracked
class NextStep(models.Model):
    """What happens next for a person, who does it, by when, and which rule set the date."""

    scoped: ClassVar[bool] = True
    privacy = of_a_process("organisation", "unit", "known_at")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=StepKind.choices)
    words = models.CharField(max_length=200, blank=True, help_text="In the words of whoever set it.")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", null=True, blank=True)
    assignee = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    due_on = models.DateField()
    rule = models.CharField(max_length=60, blank=True, help_text="The key of the rule that gave the date.")
    rule_due_on = models.DateField(
        null=True, blank=True, help_text="What the rule said; postponing never moves it."
    )
    postponed = models.PositiveSmallIntegerField(default=0)
    postponed_because = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=StepState.choices, default=StepState.OPEN.value)
    outcome = models.CharField(max_length=20, choices=StepOutcome.choices, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    opened_at = models.DateTimeField()
    known_at = models.DateTimeField()

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", outcome="", closed_at=None)
                | (~Q(state="open") & ~Q(outcome="") & Q(closed_at__isnull=False)),
                name="closed_step_has_outcome",
                violation_error_message=_("A step that is closed has an outcome and a time."),
            ),
            models.CheckConstraint(
                condition=Q(postponed=0) | ~Q(postponed_because=""),
                name="postponing_has_reason",
                violation_error_message=_("Postponing needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(rule="") | Q(rule_due_on__isnull=False),
                name="rule_gives_date",
                violation_error_message=_("A step by a rule keeps the date the rule gave."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality_id", "person"], condition=Q(state="open"), name="step_open_of_person"
            ),
            models.Index(
                fields=["assignee", "due_on"], condition=Q(state="open"), name="step_open_of_assignee"
            ),
            models.Index(
                fields=["organisation", "due_on"], condition=Q(state="open"), name="step_open_of_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_on}"
