"""The hours of jobs: how many, in which month, who saw them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.attachment.states import HoursMeasure, SeenIn
from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy

MOST_A_MONTH, MOST_A_WEEK = 400, 80
"""What nobody works; more is a slip of the pen."""


@tracked
class WorkHours(models.Model):
    """The hours of one job in one month, ``month`` being its first day. Told again, it is this row that changes."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "spell", "known_at"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    spell = models.ForeignKey("pathways.Spell", models.PROTECT, related_name="+")
    month = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    measure = models.CharField(max_length=12, choices=HoursMeasure.choices)
    checked_in = models.CharField(max_length=16, choices=SeenIn.choices)
    checked_on = models.DateField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "spell", "month"],
                name="hours_once_a_month",
                violation_error_message=_("The hours of this job and month are written down already."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="hours_of_a_whole_month",
                violation_error_message=_("Hours are told for a whole month."),
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=0)
                & (
                    Q(measure="per_month", hours__lte=MOST_A_MONTH)
                    | Q(measure="per_week", hours__lte=MOST_A_WEEK)
                ),
                name="hours_that_can_be",
                violation_error_message=_(
                    "Nobody works more than 400 hours a month or 80 a week. Check the number."
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "person", "month"], name="hours_of_person"),
        ]

    def __str__(self) -> str:
        return f"hours of {self.month:%Y-%m}"
