"""What this room keeps: versions of a municipality's plan with their parts, and what was said about them. About nobody.

A plan has no owner's name in it: it gives things to parties (heads, teachers, the council), and parties are many.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.programme.cycle_models import Cycle, CycleStep, Support
from stafet.programme.states import (
    Area,
    Does,
    Level,
    PartKind,
    Party,
    PlanState,
    RemarkState,
    Sense,
    Stage,
    Stand,
    Strength,
)

__all__ = [
    "Cycle",
    "CycleStep",
    "Duty",
    "PartLink",
    "Plan",
    "ProgrammePart",
    "Referral",
    "Remark",
    "Support",
    "Target",
]

LONGEST_TITLE, LONGEST_LINE, LONGEST_TEXT = 200, 200, 6000
_PUBLIC = NotPersonal("a public document of a municipality, and what is said about its draft")
_YEAR_MONTHS = 12


class Plan(models.Model):
    """One version of a municipality's plan. ``line`` is the same for all versions of it."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    line = models.UUIDField(default=uuid7, help_text="What this is a version of.")
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=LONGEST_TITLE)
    mandate = models.TextField(max_length=LONGEST_TEXT, blank=True, help_text="Who ordered it, and why.")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The day after the last.")
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT.value)
    answer_by = models.DateField(null=True, blank=True, help_text="Until when comments are awaited.")
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="The body that decided.")
    diary_number = models.CharField(max_length=60, blank=True)
    written_by_id = models.UUIDField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["line", "version"],
                name="plan_version_once",
                violation_error_message=_("There is such a version already."),
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(state__in=["draft", "referral"]),
                name="one_plan_under_way",
                violation_error_message=_("A new version is being written already. Go on with that one."),
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(state="adopted"),
                name="one_plan_in_force",
                violation_error_message=_("One version is in force at a time."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & Q(ends_on__gt=F("starts_on")),
                name="plan_has_title_and_period",
                violation_error_message=_("A plan has a title, and ends after it began."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "referral"])
                | (Q(adopted_on__isnull=False) & ~Q(adopted_by="") & ~Q(diary_number="")),
                name="adopted_plan_says_by_whom",
                violation_error_message=_("Say who adopted the plan, on which day, and its diary number."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "state"], name="plan_of_town")]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class ProgrammePart(models.Model):
    """One part of a version: a section of text, or a link of the chain from finding to indicator.

    ``key`` is the same in every version in which the part is carried on.
    """

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid7)
    kind = models.CharField(max_length=10, choices=PartKind.choices)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=LONGEST_TITLE)
    words = models.TextField(max_length=LONGEST_TEXT, blank=True)
    strength = models.CharField(max_length=8, choices=Strength.choices, blank=True)
    sense = models.CharField(max_length=6, choices=Sense.choices, blank=True)
    stages = ArrayField(models.CharField(max_length=9, choices=Stage.choices), default=list, blank=True)
    areas = ArrayField(models.CharField(max_length=8, choices=Area.choices), default=list, blank=True)
    needs_partner = models.BooleanField(default=False, help_text="Counts only with an outside partner.")
    by_month = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Done before its end.")
    level = models.CharField(max_length=9, choices=Level.choices, blank=True)
    formula = models.CharField(max_length=LONGEST_LINE, blank=True)
    source = models.CharField(max_length=LONGEST_LINE, blank=True)
    unit = models.CharField(max_length=20, blank=True, help_text="What the number counts: %, schools.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "key"], name="plan_part_once"),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="plan_part_has_title",
                violation_error_message=_("A part of a plan has a heading."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="guideline") & ~Q(strength="")) | (~Q(kind="guideline") & Q(strength="")),
                name="guideline_says_how_binding",
                violation_error_message=_("Say how binding the guideline is."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="indicator") | (~Q(level="") & ~Q(formula="") & ~Q(source="")),
                name="indicator_is_complete",
                violation_error_message=_(
                    "An indicator says what it tells, how it is counted and from where."
                ),
            ),
            models.CheckConstraint(
                condition=Q(by_month=None) | Q(by_month__range=(1, _YEAR_MONTHS)),
                name="plan_part_month",
                violation_error_message=_("A year has twelve months."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "kind", "position"], name="plan_part_order")]

    def __str__(self) -> str:
        return self.title


class PartLink(models.Model):
    """A part rests on another: a goal on a need. Which kinds may is fixed, by the database."""

    privacy = _PUBLIC

    part = models.ForeignKey(ProgrammePart, models.PROTECT, related_name="+")
    upon = models.ForeignKey(ProgrammePart, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["part", "upon"], name="part_link_once")]

    def __str__(self) -> str:
        return f"{self.part_id} on {self.upon_id}"


class Duty(models.Model):
    """What a party has to do with a guideline or an activity."""

    privacy = _PUBLIC

    part = models.ForeignKey(ProgrammePart, models.PROTECT, related_name="+")
    party = models.CharField(max_length=12, choices=Party.choices)
    does = models.CharField(max_length=11, choices=Does.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["part", "party", "does"],
                name="duty_once",
                violation_error_message=_("This party has this to do already."),
            ),
            models.UniqueConstraint(
                fields=["part"],
                condition=Q(does="accountable"),
                name="one_party_answers",
                violation_error_message=_("One party answers for it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.does}"


class Target(models.Model):
    """What an indicator is to be in a year; the year it starts from is its baseline. ``national`` stands beside it."""

    privacy = _PUBLIC

    part = models.ForeignKey(ProgrammePart, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=8, decimal_places=2)
    national = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    is_baseline = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["part", "year"],
                name="target_once_a_year",
                violation_error_message=_("There is a target for this year already."),
            ),
            models.UniqueConstraint(
                fields=["part"], condition=Q(is_baseline=True), name="target_one_baseline"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} in {self.year}"


class Remark(models.Model):
    """What a colleague says about a draft or one part of it, with a proposed wording, and the answer."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    key = models.UUIDField(null=True, blank=True, help_text="The part it is about; none: the whole plan.")
    by_id = models.UUIDField()
    made_at = models.DateTimeField()
    words = models.TextField(max_length=LONGEST_TEXT)
    suggestion = models.TextField(max_length=LONGEST_TEXT, blank=True)
    state = models.CharField(max_length=8, choices=RemarkState.choices, default=RemarkState.OPEN.value)
    answer = models.TextField(max_length=LONGEST_TEXT, blank=True)
    answered_by_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="remark_says_something",
                violation_error_message=_("Say what you think of it."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", answer="")
                | (~Q(state="open") & ~Q(answer="") & Q(answered_by_id__isnull=False)),
                name="remark_is_answered_in_words",
                violation_error_message=_("A remark is answered in words."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "state"], name="remarks_of_plan")]

    def __str__(self) -> str:
        return self.words[:40]


class Referral(models.Model):
    """One party that was asked what it thinks of the draft: when, what it answered, and what came of it."""

    privacy = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_LINE, help_text="The school board, the business council.")
    sent_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    stand = models.CharField(max_length=12, choices=Stand.choices, blank=True)
    answer = models.TextField(max_length=LONGEST_TEXT, blank=True)
    outcome = models.TextField(max_length=LONGEST_TEXT, blank=True, help_text="What came of it.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "name"],
                name="referral_once",
                violation_error_message=_("They have been asked already."),
            ),
            models.CheckConstraint(
                condition=~Q(name="")
                & (Q(answered_on=None, stand="") | (Q(answered_on__gte=F("sent_on")) & ~Q(stand=""))),
                name="referral_answer_is_complete",
                violation_error_message=_("An answer has a day, not before they were asked, and a view."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
