"""What somebody wants to learn at the place, and their own log of the days."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.followup.models.privacy import of_a_placement
from stafet.followup.states import GoalState
from stafet.kernel.identity import uuid7
from stafet.placements.api import LONGEST_LINE, Placement, Voice

LONGEST_ENTRY = 600


@tracked
class LearningGoal(models.Model):
    """One of the few things somebody wants to learn. ``settled_voice`` says who found that it is reached, or not."""

    scoped: ClassVar[bool] = True
    privacy = of_a_placement("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    words = models.CharField(max_length=LONGEST_LINE)
    voice = models.CharField(max_length=14, choices=Voice.choices)
    set_on = models.DateField()
    set_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    state = models.CharField(max_length=7, choices=GoalState.choices, default=GoalState.OPEN.value)
    settled_on = models.DateField(null=True)
    settled_voice = models.CharField(max_length=14, choices=Voice.choices, blank=True)
    settled_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    settled_words = models.CharField(max_length=LONGEST_LINE, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", settled_on=None, settled_voice="")
                | (~Q(state="open") & Q(settled_on__isnull=False) & ~Q(settled_voice="")),
                name="settled_goal_has_a_day_and_a_voice",
                violation_error_message=_("Say who found that the goal is reached, or not, and when."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "placement"], name="goal_of_placement")]

    def __str__(self) -> str:
        return f"goal {self.state}"


@tracked
class LogEntry(models.Model):
    """One day at the place in somebody's own words, and what a grown-up answered."""

    scoped: ClassVar[bool] = True
    privacy = of_a_placement("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    day = models.DateField()
    did = models.CharField(max_length=LONGEST_ENTRY)
    learned = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    felt = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    answer = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    answered_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    answered_on = models.DateField(null=True)
    known_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "log entries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement", "day"],
                name="one_log_entry_a_day",
                violation_error_message=_("You have written about that day. Go on with it."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_on=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_on__isnull=False)),
                name="log_answer_has_a_name_and_a_day",
                violation_error_message=_("An answer says who gave it, and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"log of {self.day}"
