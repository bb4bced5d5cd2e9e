"""An anonymous slip for somebody whom it is safest not to write down."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal, Retention


class Slip(models.Model):
    """Who must do what by when for somebody whose name is not here, and which telephone to call."""

    privacy = NotPersonal(
        "anonymous on purpose: a mark, a date and a work telephone, never who it is about",
        retention=Retention(keep="P5Y", after="recorded"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    at = models.DateTimeField(help_text="When it was written.")
    mark = models.CharField(
        max_length=40, help_text="What those who know call it: a letter, a colour, a number."
    )
    words = models.CharField(max_length=200, help_text="What is to be done.")
    phone = models.CharField(
        max_length=40, help_text="The telephone at the organisation that knows who it is."
    )
    due_on = models.DateField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    holder = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    offered_to = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", null=True)
    offered_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(mark="") & ~Q(words="") & ~Q(phone=""),
                name="slip_says_what_and_whom_to_call",
                violation_error_message=_("A slip says what is to be done and which telephone to call."),
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None, outcome="")
                | (Q(finished_at__isnull=False, offered_to=None) & ~Q(outcome="")),
                name="slip_ends_with_an_outcome",
                violation_error_message=_(
                    "A slip that is finished says what came of it and is offered to nobody."
                ),
            ),
            models.CheckConstraint(
                condition=Q(offered_to=None, offered_at=None)
                | (Q(offered_at__isnull=False) & ~Q(offered_to=F("organisation"))),
                name="slip_offered_elsewhere",
                violation_error_message=_("A slip is offered to another organisation, at a time."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "due_on"], condition=Q(finished_at=None), name="slip_open"),
        ]

    def __str__(self) -> str:
        return f"slip {self.pk}"
