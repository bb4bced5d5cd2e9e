"""What this room keeps: what units do with the municipality's plan, how it goes, what is done about it, and when. About nobody young.

The names in it are of staff who own a task, as keys of their accounts.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.planwork.states import (
    Criterion,
    GoalStands,
    Judged,
    LineKind,
    MeasureState,
    RoundKind,
    RoundState,
    UnitPlanState,
)
from stafet.programme.api import LONGEST_LINE, LONGEST_TEXT, LONGEST_TITLE, Party, Stage

FEWEST = 5
"""A number about fewer could be read as one about somebody."""
_PUBLIC = NotPersonal("how a municipality and its units work with a plan")


class UnitPlan(models.Model):
    """What one school or unit makes of the municipality's plan. ``plan`` is the version it was last written for."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    line = models.UUIDField(help_text="The plan, whichever version.")
    plan = models.ForeignKey("programme.Plan", models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=UnitPlanState.choices, default=UnitPlanState.DRAFT.value)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by_id = models.UUIDField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "line"],
                name="unit_plan_once",
                violation_error_message=_("This unit has begun its plan already."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", confirmed_on=None, confirmed_by_id=None)
                | Q(state="confirmed", confirmed_on__isnull=False, confirmed_by_id__isnull=False),
                name="unit_plan_is_confirmed_by_somebody",
                violation_error_message=_("A unit’s plan is confirmed by somebody, on a day."),
            ),
        ]

    def __str__(self) -> str:
        return f"plan of {self.organisation_id}"


class UnitLine(models.Model):
    """How a unit does one thing of the plan, where it deviates and why, or what it adds."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit_plan = models.ForeignKey(UnitPlan, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=LineKind.choices)
    key = models.UUIDField(null=True, blank=True, help_text="The part of the plan it is about.")
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    words = models.TextField(max_length=LONGEST_TEXT)
    reason = models.TextField(max_length=LONGEST_TEXT, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit_plan", "key"],
                name="unit_line_once",
                violation_error_message=_("The unit says this in one place."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="own", key=None) & ~Q(title="")) | (~Q(kind="own") & Q(key__isnull=False)),
                name="unit_line_is_about_something",
                violation_error_message=_(
                    "What a unit adds has a heading; the rest is about a part of the plan."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="unit_line_says_something",
                violation_error_message=_("Say what you do."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="deviation") | ~Q(reason=""),
                name="unit_deviates_for_a_reason",
                violation_error_message=_("A unit deviates only with a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.words[:40]


class UnitJudgement(models.Model):
    """What a unit finds about its own work in a school year, with what shows it. Of work, never of a person."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit_plan = models.ForeignKey(UnitPlan, models.PROTECT, related_name="+")
    starts_in = models.PositiveSmallIntegerField(help_text="The year in which the school year begins.")
    criterion = models.CharField(max_length=12, choices=Criterion.choices)
    judged = models.PositiveSmallIntegerField(choices=Judged.choices)
    evidence = models.TextField(max_length=LONGEST_TEXT, help_text="What shows it.")
    judged_on = models.DateField()
    by_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit_plan", "starts_in", "criterion"], name="unit_judges_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(judged__lte=3) & ~Q(evidence=""),
                name="unit_judges_with_evidence",
                violation_error_message=_("Say what shows it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.judged}"


class IndicatorReading(models.Model):
    """What an indicator was in a year: a number about many, with its source."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    key = models.UUIDField(help_text="The indicator, in whichever version of the plan.")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=8, decimal_places=2)
    base = models.PositiveIntegerField(null=True, blank=True, help_text="Out of how many.")
    source = models.CharField(max_length=LONGEST_LINE)
    words = models.TextField(max_length=LONGEST_TEXT, blank=True)
    by_id = models.UUIDField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality_id", "key", "year"], name="reading_once_a_year"),
            models.CheckConstraint(
                condition=Q(base=None) | Q(base__gte=FEWEST),
                name="reading_is_about_many",
                violation_error_message=_("A number about fewer than five is not written down here."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="reading_has_a_source",
                violation_error_message=_("Say where the number comes from."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} in {self.year}"


class PlanRound(models.Model):
    """One follow-up of a plan: what is found about each goal, reported to the council."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    plan = models.ForeignKey("programme.Plan", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=RoundKind.choices)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=RoundState.choices, default=RoundState.OPEN.value)
    summary = models.TextField(max_length=LONGEST_TEXT, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "due_on"],
                name="round_once_a_day",
                violation_error_message=_("There is a follow-up for this day already."),
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (~Q(summary="") & Q(reported_on__isnull=False)),
                name="reported_round_says_something",
                violation_error_message=_("A report has a day and a summary."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class GoalFound(models.Model):
    """What a follow-up finds about one goal, and how it reads it."""

    privacy = _PUBLIC

    round = models.ForeignKey(PlanRound, models.PROTECT, related_name="+")
    key = models.UUIDField(help_text="The goal.")
    stands = models.CharField(max_length=9, choices=GoalStands.choices)
    words = models.TextField(max_length=LONGEST_TEXT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "key"], name="goal_found_once"),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="goal_found_in_words",
                violation_error_message=_("Say how you read it."),
            ),
        ]

    def __str__(self) -> str:
        return self.stands


class PlanMeasure(models.Model):
    """What is to be done after a follow-up, by which post and when, and what effect it had."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    round = models.ForeignKey(PlanRound, models.PROTECT, related_name="+")
    key = models.UUIDField(null=True, blank=True, help_text="The goal it is for.")
    words = models.TextField(max_length=LONGEST_TEXT)
    carrier = models.CharField(max_length=LONGEST_LINE, help_text="A post.")
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=MeasureState.choices, default=MeasureState.PROPOSED.value)
    effect = models.TextField(max_length=LONGEST_TEXT, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(carrier=""),
                name="measure_is_carried",
                violation_error_message=_("A measure says what is done, and which post carries it."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["checked", "closed", "dropped"]) | ~Q(effect=""),
                name="measure_says_what_came_of_it",
                violation_error_message=_("Say what came of it."),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40]


class Decision(models.Model):
    """What the council decided on a report. Rows are only added: no role of the database may change one."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(PlanRound, models.PROTECT, related_name="+")
    body = models.CharField(max_length=LONGEST_LINE)
    decided_on = models.DateField()
    diary_number = models.CharField(max_length=60)
    words = models.TextField(max_length=LONGEST_TEXT)
    written_by_id = models.UUIDField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(body="") & ~Q(diary_number="") & ~Q(words=""),
                name="decision_is_whole",
                violation_error_message=_("A decision says who decided what, and its diary number."),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40]


class WheelTask(models.Model):
    """One thing of the year wheel: what is to be done by which day of a school year, and by whom."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    starts_in = models.PositiveSmallIntegerField(help_text="The year in which the school year begins.")
    due_on = models.DateField()
    title = models.CharField(max_length=LONGEST_TITLE)
    words = models.TextField(max_length=LONGEST_TEXT, blank=True)
    stage = models.CharField(max_length=9, choices=Stage.choices, blank=True)
    party = models.CharField(max_length=12, choices=Party.choices)
    owner = models.ForeignKey(
        "access.User", models.PROTECT, related_name="+", null=True, blank=True, help_text="One colleague."
    )
    done_on = models.DateField(null=True, blank=True)
    done_by_id = models.UUIDField(null=True, blank=True)
    carried_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="wheel_task_has_title",
                violation_error_message=_("Say what is to be done."),
            ),
            models.UniqueConstraint(fields=["carried_from"], name="wheel_task_carried_once"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by_id=None)
                | Q(done_on__isnull=False, done_by_id__isnull=False),
                name="wheel_task_is_done_by_somebody",
                violation_error_message=_("What is done was done by somebody, on a day."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "starts_in", "due_on"], name="wheel_of_town")
        ]

    def __str__(self) -> str:
        return self.title


class LessonLearned(models.Model):
    """What was learned on the way, and what follows from it. Rows are only added."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    learned_on = models.DateField()
    title = models.CharField(max_length=LONGEST_TITLE)
    words = models.TextField(max_length=LONGEST_TEXT)
    follows = models.TextField(max_length=LONGEST_TEXT, blank=True, help_text="What follows from it.")
    by_id = models.UUIDField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(words=""),
                name="lesson_says_something",
                violation_error_message=_("Say what was learned."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "learned_on"], name="lessons_of_town")]

    def __str__(self) -> str:
        return self.title
