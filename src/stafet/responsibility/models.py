"""Who holds, what the next step is, and how both change hands.

The promise, judged by the database when a transaction commits: whoever is covered has exactly one open
holding and at least one open step with a date.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy
from stafet.responsibility.ranges import InstantRange
from stafet.responsibility.states import (
    AcquiredBy,
    CoverageEnd,
    DeclineReason,
    HandoverKind,
    HandoverState,
    RequestState,
    StepKind,
    StepOutcome,
    StepState,
)


def _process(*technical: str) -> Privacy:
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", *technical),
    )


@tracked
class Coverage(models.Model):
    """Whom the promise holds for, from when, by which rule. Open while ``ends_on`` is empty."""

    scoped: ClassVar[bool] = True
    privacy = _process("known_at")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    rule = models.CharField(max_length=60, help_text="The key of the rule by which the promise began.")
    end_reason = models.CharField(max_length=12, choices=CoverageEnd.choices, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person"],
                condition=Q(ends_on=None),
                name="covered_once",
                violation_error_message=_("The promise already holds for this person."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None, end_reason="") | (Q(ends_on__isnull=False) & ~Q(end_reason="")),
                name="coverage_end_has_reason",
                violation_error_message=_("Coverage that ends needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="coverage_ends_after_it_starts",
                violation_error_message=_("Coverage can't end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"covered from {self.starts_on}"


@tracked
class Holding(models.Model):
    """One organisation is responsible for one person over ``[starts_at, ends_at)``.

    An unknown person is allowed as holder, an unknown organisation is not.
    """

    scoped: ClassVar[bool] = True
    privacy = _process("organisation", "known_at")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    holder = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    acquired_by = models.CharField(max_length=12, choices=AcquiredBy.choices)
    handover_id = models.UUIDField(
        null=True, help_text="The hand-over that was accepted, if that is how it began."
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="held_by_one_at_a_time",
                expressions=[
                    ("municipality_id", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (InstantRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Somebody else already holds the responsibility at that time."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="holding_ends_after_it_starts",
                violation_error_message=_("A holding ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(acquired_by="accepted", handover_id__isnull=False) | ~Q(acquired_by="accepted"),
                name="holding_names_its_handover",
                violation_error_message=_("A holding that was handed over names the hand-over."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality_id", "person"], condition=Q(ends_at=None), name="holding_open_of_person"
            ),
            models.Index(
                fields=["organisation", "holder"],
                condition=Q(ends_at=None),
                name="holding_open_by_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"held from {self.starts_at:%Y-%m-%d}"


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
    privacy = _process("organisation", "unit", "known_at")

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


@tracked
class Handover(models.Model):
    """An offer of the responsibility for one person to one receiver, and what became of it.

    ``envelope_*`` is all the receiver sees before accepting. Both sides look at this same row.
    """

    scoped: ClassVar[bool] = True
    privacy = _process("from_organisation", "to_organisation", "to_unit", "known_at")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=HandoverKind.choices)
    state = models.CharField(
        max_length=12, choices=HandoverState.choices, default=HandoverState.OFFERED.value
    )
    from_organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    from_user = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    to_organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", null=True, blank=True)
    to_user = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    envelope_name = models.CharField(max_length=401, help_text="Empty for a hidden person.")
    envelope_birth_year = models.PositiveSmallIntegerField(null=True)
    envelope_phone = models.CharField(max_length=40, blank=True, help_text="The sender's.")
    starts_on = models.DateField(
        null=True, blank=True, help_text="When the person is to start at the receiver."
    )
    offered_at = models.DateTimeField()
    answer_by = models.DateField(help_text="When it falls back if nobody answers.")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    decline_reason = models.CharField(max_length=24, choices=DeclineReason.choices, blank=True)
    decline_words = models.CharField(max_length=200, blank=True)
    reminders = models.PositiveSmallIntegerField(
        default=0, help_text="How many rungs of the ladder have been climbed."
    )
    reminded_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(
        null=True, blank=True, help_text="The day the person was seen to have started."
    )
    confirmed_by_spell = models.UUIDField(
        null=True, help_text="The register's spell that showed it, if a register did."
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person"],
                condition=Q(state="offered"),
                name="one_open_offer",
                violation_error_message=_("A hand-over of this person is already waiting for an answer."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "lapsed"], answered_at=None)
                | (~Q(state="offered") & Q(answered_at__isnull=False)),
                name="answer_has_a_time",
                violation_error_message=_("An answered hand-over has the time of the answer."),
            ),
            models.CheckConstraint(
                condition=Q(state="declined") & ~Q(decline_reason="")
                | ~Q(state="declined") & Q(decline_reason=""),
                name="decline_has_reason",
                violation_error_message=_("Declining needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_on__isnull=False)
                | (~Q(state="confirmed") & Q(confirmed_on=None)),
                name="confirmation_has_a_day",
                violation_error_message=_("A confirmed hand-over has the day the person started."),
            ),
            models.CheckConstraint(
                condition=~Q(from_organisation=F("to_organisation")),
                name="handover_between_two",
                violation_error_message=_("A hand-over goes to another organisation. Within your own, reassign the steps."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["to_organisation", "state", "offered_at"], name="handover_incoming"),
            models.Index(fields=["from_organisation", "state", "offered_at"], name="handover_outgoing"),
            models.Index(fields=["municipality_id", "person", "-offered_at"], name="handover_of_person"),
        ]

    def __str__(self) -> str:
        return f"hand-over {self.state}"


class HandoverPackage(models.Model):
    """What travels with a hand-over: a snapshot of what is shared, each part on its legal basis.

    The receiver may open it after accepting; until then row-level security keeps it shut.
    """

    scoped: ClassVar[bool] = True
    privacy = _process("handover")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    handover = models.OneToOneField(Handover, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=60, help_text="The key of the legal rule for sharing.")
    message = models.TextField(
        max_length=2000, blank=True, help_text="What the sender wants the receiver to know."
    )
    snapshot = models.JSONField(help_text="Spells, steps and holders at the moment of the offer.")
    packed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"package of {self.handover_id}"


class HoldingRequest(models.Model):
    """A receiver asks for a person: the school where the young person turned up wants the responsibility."""

    scoped: ClassVar[bool] = True
    privacy = _process("by_organisation", "to_organisation")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    by_organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    by_user = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    to_organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=RequestState.choices, default=RequestState.ASKED.value)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person", "by_organisation"],
                condition=Q(state="asked"),
                name="one_open_request",
                violation_error_message=_("You have already asked for this person."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="request_answer_has_a_time",
                violation_error_message=_("An answered request has the time of the answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.state}"


class BreakOff(models.Model):
    """The marker of a break-off: written with the holding and the step, looked at by the room of re-choice."""

    scoped: ClassVar[bool] = True
    privacy = _process("organisation")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    spell = models.ForeignKey("pathways.Spell", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    broken_off_on = models.DateField()
    reason_code = models.CharField(max_length=40, blank=True)
    step = models.ForeignKey(NextStep, models.PROTECT, related_name="+")
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality_id", "spell"], name="one_break_off_per_spell"),
        ]

    def __str__(self) -> str:
        return f"broken off {self.broken_off_on}"
