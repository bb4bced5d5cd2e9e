"""Conversations: planned, with an agenda and who takes part; held, with what was agreed; what each may read of it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.conversations.guides import Guide, Topic
from stafet.conversations.models.privacy import about_a_person
from stafet.conversations.states import (
    ConversationKind,
    ConversationOutcome,
    ConversationState,
    ConversationWay,
    InterpreterState,
    Party,
)
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import DataClass

LONGEST_NOTE, LONGEST_POINT = 2000, 200


@tracked
class Conversation(models.Model):
    """A conversation with a young person. What was agreed is written so that the young person reads it.

    The agenda is ``topics`` of a guide and ``own_points`` in somebody's words. A status meeting that recurs names how often; when it is
    held or missed the next one is planned, and says so with ``previous``.
    """

    scoped: ClassVar[bool] = True
    privacy = about_a_person(DataClass.PROCESS, "previous")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=ConversationKind.choices)
    planned_at = models.DateTimeField()
    way = models.CharField(max_length=12, choices=ConversationWay.choices)
    place = models.CharField(max_length=LONGEST_POINT, blank=True)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    led_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    guide = models.CharField(max_length=16, choices=Guide.choices, blank=True)
    topics = ArrayField(models.CharField(max_length=24, choices=Topic.choices), default=list)
    own_points = ArrayField(models.CharField(max_length=LONGEST_POINT), default=list)
    repeats_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=ConversationState.choices, default=ConversationState.PLANNED.value
    )
    because = models.CharField(max_length=LONGEST_POINT, blank=True, help_text="Why it was cancelled.")
    outcome = models.CharField(max_length=20, choices=ConversationOutcome.choices, blank=True)
    shared_note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    interpreter = models.CharField(max_length=12, choices=InterpreterState.choices, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(state="held") & ~Q(outcome="")) | (~Q(state="held") & Q(outcome="")),
                name="held_conversation_has_outcome",
                violation_error_message=_(
                    "A conversation that was held says what came of it, and no other does."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(because=""),
                name="cancelled_conversation_has_reason",
                violation_error_message=_("A conversation is cancelled with a reason."),
            ),
            models.CheckConstraint(
                condition=Q(repeats_weeks=None) | Q(repeats_weeks__gte=1, kind="status"),
                name="status_meetings_recur",
                violation_error_message=_("Only status meetings recur, every week at most."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "previous"],
                name="one_next_conversation",
                violation_error_message=_("The next conversation is planned already."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "person"], name="conversation_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


@tracked
class Participant(models.Model):
    """Who is to take part, and whether they did. Only people at work are named; the others are told by what they are."""

    scoped: ClassVar[bool] = True
    privacy = about_a_person(DataClass.PROCESS, "conversation")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="+")
    party = models.CharField(max_length=16, choices=Party.choices)
    user = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    took_part = models.BooleanField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "conversation", "party", "user"],
                name="participant_once",
                nulls_distinct=False,
                violation_error_message=_("They take part already."),
            ),
        ]

    def __str__(self) -> str:
        return f"participant {self.party}"


@tracked
class OwnNote(models.Model):
    """What one counsellor noted for themselves and those who counsel after them: a guidance note that few may open."""

    scoped: ClassVar[bool] = True
    privacy = about_a_person(DataClass.GUIDANCE_NOTE, "conversation")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="+")
    words = models.TextField(max_length=LONGEST_NOTE)
    written_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "conversation", "written_by"],
                name="one_own_note_of_each",
                violation_error_message=_("There is such a text already. Change it."),
            ),
        ]

    def __str__(self) -> str:
        return "own note"


class AgreedStep(models.Model):
    """That a step of the plan was agreed in a conversation. What, who and by when stand in the plan, once."""

    scoped: ClassVar[bool] = True
    privacy = about_a_person(DataClass.PROCESS, "conversation", "plan_step")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="+")
    plan_step = models.ForeignKey("careerplans.PlanStep", models.PROTECT, related_name="+")
    known_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "conversation"], name="agreed_in_conversation"),
        ]

    def __str__(self) -> str:
        return "agreed step"
