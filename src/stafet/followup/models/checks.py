"""Who is talked to and when, what was difficult, and what went wrong."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.followup.models.learning import LONGEST_ENTRY
from stafet.followup.models.privacy import of_a_placement
from stafet.followup.states import CheckState, Harm, IncidentKind, IssueState, Side
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import DataClass
from stafet.placements.api import LONGEST_LINE, LONGEST_NAME, Placement, Voice


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    """Reads on check-ins; each is a sentence."""

    def planned(self) -> Self:
        """Those that are still to be held."""
        return self.filter(state=CheckState.PLANNED)


@tracked
class CheckIn(models.Model):
    """Somebody asks one of the five how it goes. ``every_days`` is the chosen rhythm; without it the rule's holds."""

    scoped: ClassVar[bool] = True
    privacy = of_a_placement("placement")

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
    voice = models.CharField(max_length=14, choices=Voice.choices, blank=True)
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
                condition=(Q(state="held", held_on__isnull=False) & ~Q(outcome="") & ~Q(voice=""))
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


@tracked
class Issue(models.Model):
    """A difficulty: when it was told, from whom, what is agreed, who follows it, and how it ended."""

    scoped: ClassVar[bool] = True
    privacy = of_a_placement("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    told_on = models.DateField()
    told_by = models.CharField(max_length=12, choices=Side.choices)
    words = models.CharField(max_length=LONGEST_ENTRY)
    agreed = models.CharField(max_length=LONGEST_LINE)
    follower = models.CharField(max_length=LONGEST_NAME)
    look_again_on = models.DateField()
    state = models.CharField(max_length=6, choices=IssueState.choices, default=IssueState.OPEN.value)
    outcome = models.CharField(max_length=LONGEST_LINE, blank=True)
    closed_on = models.DateField(null=True)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(agreed="") & ~Q(follower=""),
                name="issue_is_whole",
                violation_error_message=_("Say what is difficult, what is agreed, and who follows it."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None)
                | (Q(state="closed", closed_on__isnull=False) & ~Q(outcome="")),
                name="closed_issue_has_an_outcome",
                violation_error_message=_("Say how it ended."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "state", "look_again_on"], name="issues_due")
        ]

    def __str__(self) -> str:
        return f"issue {self.state}"


@tracked
class Incident(models.Model):
    """That something happened at the place: when, what kind, what was done at the place, whether an authority was told.

    What it did to the young person is not here: it stands in a table of its own that few may open.
    """

    scoped: ClassVar[bool] = True
    privacy = of_a_placement("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    on = models.DateField()
    kind = models.CharField(max_length=9, choices=IncidentKind.choices)
    prevented_by = models.CharField(
        max_length=LONGEST_ENTRY, help_text="What is done so that it does not happen again."
    )
    must_be_reported = models.BooleanField(null=True, help_text="Unknown until somebody has judged it.")
    reported_on = models.DateField(null=True)
    reported_to = models.CharField(max_length=LONGEST_NAME, blank=True)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reported_on=None, reported_to="")
                | (Q(must_be_reported=True, reported_on__isnull=False) & ~Q(reported_to="")),
                name="report_says_to_whom",
                violation_error_message=_("Say to whom it was reported, and when."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "placement"], name="incident_of_placement")
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"


@tracked
class IncidentHarm(models.Model):
    """What an incident did to the young person: about health, behind the fence of guidance notes."""

    scoped: ClassVar[bool] = True
    privacy = of_a_placement("incident", data_class=DataClass.GUIDANCE_NOTE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="+")
    harm = models.CharField(max_length=9, choices=Harm.choices)
    words = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "incident"],
                name="harm_told_once",
                violation_error_message=_("What it did is written down already. Change it."),
            ),
        ]

    def __str__(self) -> str:
        return "harm"
