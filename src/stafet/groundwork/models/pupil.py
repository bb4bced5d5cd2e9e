"""What is kept about one pupil: advice and answers to it, who is around them, the start meeting, and where they go on."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.groundwork.states import Adviser, Guest, MeetingState, TeamRole, TransferState, TransferTo
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy
from stafet.placements.api import LONGEST_LINE, LONGEST_NAME, LONGEST_WORDS


def _of_a_pupil(*technical: str) -> Privacy:
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )


class Advice(models.Model):
    """What a teacher or a counsellor advises. An aid to a conversation: it refuses nobody. The newest of each is shown first."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_pupil("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="+")
    adviser = models.CharField(max_length=10, choices=Adviser.choices)
    words = models.TextField(max_length=LONGEST_WORDS)
    on = models.DateField()
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "advice"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="advice_has_words",
                violation_error_message=_("Write the advice in words."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "placement"], name="advice_of_placement")
        ]

    def __str__(self) -> str:
        return f"advice of {self.adviser}"


class AdviceReply(models.Model):
    """What the young person, or somebody with custody, says to advice, in their own words."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_pupil("advice", "custody_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    advice = models.ForeignKey(Advice, models.PROTECT, related_name="+")
    custody_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=LONGEST_NAME)
    words = models.TextField(max_length=LONGEST_WORDS)
    on = models.DateField()
    known_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "advice replies"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="reply_has_words",
                violation_error_message=_("Write your answer in words."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "advice"], name="reply_to_advice")]

    def __str__(self) -> str:
        return "reply to advice"


@tracked
class TeamSeat(models.Model):
    """Who is one of those around a placement: one of each role."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_pupil("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="+")
    role = models.CharField(max_length=15, choices=TeamRole.choices)
    name = models.CharField(max_length=LONGEST_NAME)
    reached = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="Telephone or e-mail at work.")
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement", "role"],
                name="one_of_each_role_around",
                violation_error_message=_("There is one of each around a placement. Change that one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} around a placement"


@tracked
class StartMeeting(models.Model):
    """The meeting with which a placement begins: when, where, with whom, what about, and what was agreed."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_pupil("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="+")
    on = models.DateField()
    begins_at = models.TimeField()
    where = models.CharField(max_length=LONGEST_LINE)
    guests = ArrayField(models.CharField(max_length=12, choices=Guest.choices))
    agenda = models.TextField(max_length=LONGEST_WORDS)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED.value)
    agreed = models.TextField(
        max_length=LONGEST_WORDS, blank=True, help_text="What was agreed, or why it was not held."
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement"],
                condition=Q(state="planned"),
                name="one_start_meeting_planned",
                violation_error_message=_("A start meeting is planned already. Say first what became of it."),
            ),
            models.CheckConstraint(
                condition=Q(state="planned") | ~Q(agreed=""),
                name="start_meeting_says_what_came",
                violation_error_message=_("Say what was agreed, or why it was not held."),
            ),
            models.CheckConstraint(
                condition=Q(guests__len__gt=0) & ~Q(where=""),
                name="start_meeting_is_whole",
                violation_error_message=_("A start meeting has a place and somebody who takes part."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "state", "on"], name="start_meetings")]

    def __str__(self) -> str:
        return f"start meeting {self.state}"


@tracked
class Transfer(models.Model):
    """Where somebody goes on, what they need to know there, and how far it has come: open until they were there."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_pupil("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="+")
    to = models.CharField(max_length=10, choices=TransferTo.choices)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    words = models.TextField(max_length=LONGEST_WORDS)
    agreed_on = models.DateField(help_text="When the young person agreed to its being told.")
    sent_on = models.DateField()
    first_day = models.DateField()
    state = models.CharField(max_length=10, choices=TransferState.choices, default=TransferState.SENT.value)
    receipt_on = models.DateField(null=True, blank=True)
    receiver = models.CharField(max_length=LONGEST_NAME, blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    end_words = models.CharField(max_length=LONGEST_LINE, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement", "to"],
                condition=Q(state__in=["sent", "received"]),
                name="one_transfer_open",
                violation_error_message=_("A transfer there is under way already."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["received", "arrived"])
                | (Q(receipt_on__isnull=False) & ~Q(receiver="")),
                name="transfer_received_by_somebody",
                violation_error_message=_("Say who there has received it."),
            ),
            models.CheckConstraint(
                condition=Q(state="arrived", arrived_on__isnull=False)
                | (~Q(state="arrived") & Q(arrived_on=None)),
                name="transfer_arrival_has_a_day",
                violation_error_message=_("Whoever was there was so on a day."),
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(end_words=""),
                name="transfer_end_says_why",
                violation_error_message=_("Say why it comes to nothing."),
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="transfer_has_words",
                violation_error_message=_("Say what they need to know there."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "state", "first_day"], name="transfers")]

    def __str__(self) -> str:
        return f"transfer {self.state}"
