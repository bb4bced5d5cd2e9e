"""Passing the responsibility on: the offer, what travels with it, and asking for somebody."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.responsibility.models.privacy import of_a_process
from stafet.responsibility.states import (
    ConsentBy,
    DeclineReason,
    HandoverKind,
    HandoverState,
    RequestState,
)


@tracked
class Handover(models.Model):
    """An offer of the responsibility for one person to one receiver, and what became of it.

    ``envelope_*`` is all the receiver sees before accepting. Both sides look at this same row.
    """

    scoped: ClassVar[bool] = True
    privacy = of_a_process("from_organisation", "to_organisation", "to_unit", "known_at")

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
                violation_error_message=_(
                    "A hand-over goes to another organisation. Within your own, reassign the steps."
                ),
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
    privacy = of_a_process("handover")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    handover = models.OneToOneField(Handover, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=60, help_text="The key of the legal rule for sharing.")
    message = models.TextField(
        max_length=2000, blank=True, help_text="What the sender wants the receiver to know."
    )
    snapshot = models.JSONField(help_text="Spells, steps and holders at the moment of the offer.")
    consent_by = models.CharField(max_length=12, choices=ConsentBy.choices, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    consent_to = ArrayField(
        models.CharField(max_length=16), default=list, blank=True, help_text="What they said yes to."
    )
    packed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(consent_by="", consent_on=None, consent_to=[])
                | (~Q(consent_by="") & Q(consent_on__isnull=False) & ~Q(consent_to=[])),
                name="consent_says_who_when_and_to_what",
                violation_error_message=_("A consent says who gave it, when, and to what."),
            ),
        ]

    def __str__(self) -> str:
        return f"package of {self.handover_id}"


class HoldingRequest(models.Model):
    """A receiver asks for a person: the school where the young person turned up wants the responsibility."""

    scoped: ClassVar[bool] = True
    privacy = of_a_process("by_organisation", "to_organisation")

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
