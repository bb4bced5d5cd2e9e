"""Who is talked to and when."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.followup.models.learning import LONGEST_ENTRY
from stafet.followup.models.privacy import of_a_placement
from stafet.followup.states import CheckState, Side
from stafet.kernel.identity import uuid7
from stafet.placements.api import LONGEST_NAME, Placement


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    """Reads on check-ins; each is a sentence."""

    def planned(self) -> Self:
        """Those that are still to be held."""
        return self.filter(state=CheckState.PLANNED)


@tracked
class CheckIn(models.Model):
    """Somebody asks one of the five how it goes. ``every_days`` is the chosen rhythm; without it the rule's holds."""

    scoped: ClassVar[bool] = True
    privacy = of_a_placement()

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side.choices)
    due_on = models.DateField()
    every_days = models.PositiveSmallIntegerField(null=True)
    asker = models.CharField(max_length=LONGEST_NAME, help_text="Who asks.")
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.PLANNED.value)
    held_on = models.DateField(null=True)
    outcome = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    known_at = models.DateTimeField()

    objects = CheckInQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement", "side"],
                condition=Q(state="planned"),
                name="one_check_in_planned_with_each",
                violation_error_message=_("The next one with them is planned already."),
            ),
            models.CheckConstraint(
                condition=(Q(state="held", held_on__isnull=False) & ~Q(outcome=""))
                | (~Q(state="held") & Q(held_on=None)),
                name="held_check_in_has_an_outcome",
                violation_error_message=_("A check-in that was held has its day, and what came of it."),
            ),
            models.CheckConstraint(
                condition=Q(every_days=None) | Q(every_days__gte=1),
                name="rhythm_of_check_ins_is_whole",
                violation_error_message=_("A rhythm is at least one day."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "state", "due_on"], name="check_ins_due")
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.state}"
