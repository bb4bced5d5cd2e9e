"""Messages on their way out of the house."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal, Retention
from stafet.messages.states import MessageState, Template


class OutgoingMessageQuerySet(models.QuerySet["OutgoingMessage"]):
    """Reads on messages; each is a sentence."""

    def due_at(self, at: datetime) -> Self:
        """Those to be sent now."""
        return self.filter(state=MessageState.QUEUED, due_at__lte=at)


class OutgoingMessage(models.Model):
    """One e-mail to somebody who logs in or is invited to: a fixed subject and a link that opens only after logging in.

    ``key`` names the occasion and the recipient, so that an occasion that is told twice is sent once.
    """

    privacy = NotPersonal(
        "addresses of those who log in; says nothing about any young person",
        retention=Retention(keep="P13M", after="message_settled"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=120, unique=True)
    template = models.CharField(max_length=24, choices=Template.choices)
    address = models.EmailField()
    language = models.CharField(max_length=2)
    opens = models.UUIDField(null=True, help_text="What the link leads to, after logging in.")
    state = models.CharField(max_length=6, choices=MessageState.choices, default=MessageState.QUEUED.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_by_id = models.UUIDField(help_text="Whose doing it tells of; all zeros for a declared rule.")
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="Not before this instant; moved on when sending failed.")
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingMessageQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="sent_message_has_a_time",
                violation_error_message=_("A message that was sent has the time it was sent."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(state="queued"), name="message_due"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.state}"
