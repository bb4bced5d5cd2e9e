"""The activity responsibility for one young person: the case, what they do, the measures, looking again, and the report."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, NotPersonal, Privacy
from stafet.outreach.states import (
    CaseState,
    FollowUpKind,
    FollowUpResult,
    GroupReason,
    Party,
)

LONGEST_VIEW, LONGEST_WORDS, LONGEST_CODE = 1000, 200, 40


def _of_a_case(*technical: str) -> Privacy:
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )


@tracked
class ActivityCase(models.Model):
    """One registration of somebody in the target group, from the day it began to the exit. ``follows``: the one before."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_case("follows", "aside_since")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=CaseState.choices, default=CaseState.REGISTERED.value)
    reason = models.CharField(max_length=20, choices=GroupReason.choices)
    in_group_since = models.DateField(null=True, blank=True)
    registered_on = models.DateField()
    first_contact_by = models.DateField(help_text="By the rule, the last day for a first attempt.")
    revised_on = models.DateField(null=True, blank=True, help_text="When the measures last changed.")
    exited_on = models.DateField(null=True, blank=True)
    exit_reason = models.CharField(max_length=LONGEST_CODE, blank=True)
    aside_since = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Another one of theirs goes on since two registrations are one.",
    )
    follows = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person"],
                condition=~Q(state="exited") & Q(aside_since=None),
                name="one_open_case",
                violation_error_message=_("There is an open case already. Go on with it."),
            ),
            models.CheckConstraint(
                condition=Q(state="exited", exited_on__isnull=False) & ~Q(exit_reason="")
                | ~Q(state="exited") & Q(exited_on=None, exit_reason=""),
                name="exit_has_day_and_reason",
                violation_error_message=_("Whoever leaves the responsibility has a day and a reason."),
            ),
            models.CheckConstraint(
                condition=Q(exited_on=None) | Q(exited_on__gte=F("registered_on")),
                name="exit_follows_registration",
                violation_error_message=_("Nobody leaves the responsibility before they are registered."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "state", "registered_on"], name="case_by_state"),
        ]

    def __str__(self) -> str:
        return f"activity case {self.state}"


@tracked
class Assessment(models.Model):
    """What a young person does on a day, and how they see it themselves."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_case("case")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    case = models.ForeignKey(ActivityCase, models.PROTECT, related_name="+")
    occupation = models.CharField(max_length=LONGEST_CODE)
    own_view = models.TextField(max_length=LONGEST_VIEW, blank=True)
    assessed_on = models.DateField()
    written_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(occupation=""),
                name="assessment_says_what_they_do",
                violation_error_message=_("An assessment says what the young person does."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="assessment_of_person")]

    def __str__(self) -> str:
        return f"assessment of {self.assessed_on}"


@tracked
class Measure(models.Model):
    """One measure of the individual plan: whose it is, what, from when until when, and why it ended."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_case("case")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    case = models.ForeignKey(ActivityCase, models.PROTECT, related_name="+")
    party = models.CharField(max_length=12, choices=Party.choices)
    kind = models.CharField(max_length=LONGEST_CODE)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    starts_on = models.DateField()
    planned_until = models.DateField(null=True, blank=True, help_text="The last day that was agreed.")
    ends_on = models.DateField(null=True, blank=True, help_text="The first day it no longer ran.")
    end_reason = models.CharField(max_length=LONGEST_CODE, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None, end_reason="") | Q(ends_on__isnull=False) & ~Q(end_reason=""),
                name="ended_measure_has_reason",
                violation_error_message=_("A measure that ends has a day and a reason."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="measure_ends_after_it_starts",
                violation_error_message=_("A measure ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(planned_until=None) | Q(planned_until__gte=F("starts_on")),
                name="measure_planned_forward",
                violation_error_message=_("A measure is planned to end after it starts."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="measure_of_person")]

    def __str__(self) -> str:
        return f"measure {self.kind}"


@tracked
class FollowUp(models.Model):
    """A day on which somebody looks again, and what came of it. Its ``step`` keeps the promise's own date."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_case("case", "step")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    case = models.ForeignKey(ActivityCase, models.PROTECT, related_name="+")
    step = models.ForeignKey(
        "responsibility.NextStep", models.PROTECT, related_name="+", null=True, blank=True
    )
    kind = models.CharField(max_length=12, choices=FollowUpKind.choices)
    due_on = models.DateField()
    rule = models.CharField(max_length=60, blank=True, help_text="The key of the rule that gave the date.")
    result = models.CharField(max_length=16, choices=FollowUpResult.choices, blank=True)
    done_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_on=None, result="") | Q(done_on__isnull=False) & ~Q(result=""),
                name="done_follow_up_has_result",
                violation_error_message=_("A follow-up that is done has a day and a result."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality_id", "due_on"], condition=Q(done_on=None), name="follow_up_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_on}"


class ReportLayout(models.Model):
    """A layout of the state report that a municipality loaded: the file itself, as it came."""

    privacy = NotPersonal("a description of columns and codes")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey("organisations.Municipality", models.PROTECT, related_name="+")
    version = models.CharField(max_length=LONGEST_CODE)
    text = models.TextField()
    loaded_by_id = models.UUIDField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "version"],
                name="one_layout_of_a_version",
                violation_error_message=_(
                    "This version is loaded already. Give the changed one another name."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.version


class ReportRun(models.Model):
    """That a report was made: by whom, when, in which layout, how many rows; of the content only its hash."""

    privacy = NotPersonal("a count of rows and the hash of a file")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey("organisations.Municipality", models.PROTECT, related_name="+")
    starts_on = models.DateField(help_text="The first day of the half-year.")
    layout = models.CharField(max_length=LONGEST_CODE, help_text="The version of the layout.")
    is_placeholder = models.BooleanField()
    format = models.CharField(max_length=4)
    rows = models.PositiveIntegerField()
    findings = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="report_run_has_hash",
                violation_error_message=_("A report that was made has the hash of its file."),
            ),
        ]

    def __str__(self) -> str:
        return f"report from {self.starts_on}"
