"""Who decided what about a protection, on which basis, until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy
from stafet.people.api import ProtectionKind
from stafet.protection.states import Decision


class ProtectionDecision(models.Model):
    """One decision about one person's protection. Nothing is changed afterwards: the next decision stands on top."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROTECTED,
        subject="person_id",
        purpose="protection",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "decided_by"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decision = models.CharField(max_length=8, choices=Decision.choices)
    kind = models.CharField(max_length=24, choices=ProtectionKind.choices)
    words = models.CharField(max_length=500, help_text="On which basis, or why.")
    until_on = models.DateField(null=True, help_text="When it is to be looked at again; it ends nothing.")
    decided_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="protection_decision_says_why",
                violation_error_message=_("A decision about protection says on which basis."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "person", "-at"], name="protection_decisions"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.at:%Y-%m-%d}"
