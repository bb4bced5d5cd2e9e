"""Who opened whom in an emergency, why, and whether it was right."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from stafet.emergency.states import EmergencyReason, Verdict
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import DataClass, Privacy, Retention

LEAST_WORDS = 20
MOST_A_DAY = 3


class EmergencyAccess(models.Model):
    """One asking in an emergency. Without a person nobody was opened, and nobody is told why not.

    ``slot`` is which of the day's few this is: the database refuses a fourth, however many ask at once.
    """

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="accountability",
        retention=Retention(keep="P5Y", after="recorded"),
        technical=("id", "municipality_id", "organisation", "holder_organisation_id", "user", "slot", "day"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    at = models.DateTimeField()
    day = models.DateField()
    slot = models.PositiveSmallIntegerField()
    user = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    person_id = models.UUIDField(null=True)
    holder_organisation_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=12, choices=EmergencyReason.choices)
    words = models.CharField(max_length=500)
    reference = models.CharField(max_length=60, help_text="The case in the asker's own system.")
    ends_at = models.DateTimeField()
    due_on = models.DateField(help_text="By when it is to be reviewed.")
    verdict = models.CharField(max_length=14, choices=Verdict.choices, blank=True)
    verdict_words = models.CharField(max_length=500, blank=True)
    reviewed_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "day", "slot"], name="emergency_slot_once"),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=MOST_A_DAY),
                name="emergency_few_a_day",
                violation_error_message=_("Emergency access is for three times a day at most."),
            ),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("words"), LEAST_WORDS) & ~Q(reference=""),
                name="emergency_says_why",
                violation_error_message=_("An emergency access says why and names a case."),
            ),
            models.CheckConstraint(
                condition=Q(verdict="", verdict_words="", reviewed_by=None, reviewed_at=None)
                | (
                    ~Q(verdict="")
                    & ~Q(verdict_words="")
                    & Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                ),
                name="emergency_review_is_whole",
                violation_error_message=_(
                    "A review has a verdict, words, a reviewer and a time, or none of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")),
                name="emergency_four_eyes",
                violation_error_message=_("Nobody reviews their own emergency access."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "-at"], name="emergency_recent"),
            models.Index(
                fields=["municipality_id", "due_on"],
                condition=Q(reviewed_at=None),
                name="emergency_to_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.at:%Y-%m-%d %H:%M}"
