"""A young person's plan: where they want to, how they get there, in whose words, and every version that was approved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.careerplans.states import DoneBy, GoalState, GoalTerm, PartKind, PlanState, Voice
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy

LONGEST_GOAL, LONGEST_PART = 200, 2000


def _of_a_plan(data_class: DataClass, *technical: str) -> Privacy:
    return Privacy(
        data_class,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )


@tracked
class CareerPlan(models.Model):
    """The one plan of a young person: what is written in it stands in rows of its own. ``revision`` counts approvals.

    One that stands aside is only read: it came along when somebody who had been registered twice had a plan twice.
    """

    scoped: ClassVar[bool] = True
    privacy = _of_a_plan(DataClass.PROCESS, "aside_since")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=PlanState.choices, default=PlanState.DRAFT.value)
    revision = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    discussed_on = models.DateField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True, help_text="The day those with custody saw it.")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    aside_since = models.DateTimeField(
        null=True, blank=True, help_text="Another one of theirs goes on since two registrations are one."
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person"],
                condition=Q(aside_since=None),
                name="one_plan",
                violation_error_message=_("There is a plan already. Go on with it."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "handed_over"]) | Q(approved_at__isnull=False),
                name="approval_has_a_time",
                violation_error_message=_("An approved plan has the time of its approval."),
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.state}"


@tracked
class PlanGoal(models.Model):
    """Where to: in the short run, in the long run, or if that fails."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_plan(DataClass.PROCESS, "plan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    plan = models.ForeignKey(CareerPlan, models.PROTECT, related_name="+")
    term = models.CharField(max_length=8, choices=GoalTerm.choices)
    words = models.CharField(max_length=LONGEST_GOAL)
    proposed_by = models.CharField(max_length=12, choices=Voice.choices, blank=True)
    state = models.CharField(max_length=8, choices=GoalState.choices, default=GoalState.OPEN.value)
    outcome = models.CharField(max_length=LONGEST_GOAL, blank=True, help_text="What came of it.")
    closed_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "open"], outcome="", closed_on=None)
                | (Q(state__in=["reached", "left"]) & ~Q(outcome="") & Q(closed_on__isnull=False)),
                name="closed_goal_has_outcome",
                violation_error_message=_("A goal is closed with what came of it."),
            ),
            models.CheckConstraint(
                condition=~Q(state="proposed") | ~Q(proposed_by=""),
                name="proposal_is_somebodys",
                violation_error_message=_("A proposal says whose it is."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="goal_of_person")]

    def __str__(self) -> str:
        return f"goal {self.term}"


@tracked
class PlanStep(models.Model):
    """One thing on the way to a goal: what, who does it, by when."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_plan(DataClass.PROCESS, "plan", "goal")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    plan = models.ForeignKey(CareerPlan, models.PROTECT, related_name="+")
    goal = models.ForeignKey(PlanGoal, models.PROTECT, related_name="+")
    words = models.CharField(max_length=LONGEST_GOAL)
    done_by = models.CharField(max_length=12, choices=DoneBy.choices)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="plan_step_of_person")]

    def __str__(self) -> str:
        return f"plan step by {self.due_on}"


@tracked
class PlanPart(models.Model):
    """What somebody says in their own words. Each voice has one text of each kind; at home each custody holder has one."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_plan(DataClass.PROCESS, "plan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    plan = models.ForeignKey(CareerPlan, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=PartKind.choices)
    voice = models.CharField(max_length=12, choices=Voice.choices)
    words = models.TextField(max_length=LONGEST_PART)
    written_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "plan", "kind", "voice"],
                condition=~Q(voice="home"),
                name="one_text_of_a_voice",
                violation_error_message=_("There is such a text already. Change it."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "plan", "kind", "written_by"],
                condition=Q(voice="home"),
                name="one_text_of_each_at_home",
                violation_error_message=_("There is such a text already. Change it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.voice}"


@tracked
class SupportNeed(models.Model):
    """What somebody needs help with: a guidance note, in a table of its own that few may open."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_plan(DataClass.GUIDANCE_NOTE, "plan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    plan = models.ForeignKey(CareerPlan, models.PROTECT, related_name="+")
    words = models.TextField(max_length=LONGEST_PART)
    written_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "plan"],
                name="one_text_of_support",
                violation_error_message=_("There is such a text already. Change it."),
            ),
        ]

    def __str__(self) -> str:
        return "support need"


class PlanVersion(models.Model):
    """A plan as it was approved. It is never changed; support needs are not in it."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_plan(DataClass.PROCESS, "plan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    plan = models.ForeignKey(CareerPlan, models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField()
    content = models.JSONField()
    approved_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "plan", "revision"],
                name="one_version_of_a_number",
                violation_error_message=_("This version exists already."),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.revision}"
