"""The days at the place, and what became of each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.followup.models.privacy import of_a_placement
from stafet.followup.states import DayMark
from stafet.kernel.identity import uuid7
from stafet.placements.api import Placement


@tracked
class AttendanceDay(models.Model):
    """What became of one day at the place. ``minutes`` counts only where they were there; a correction keeps what stood before."""

    scoped: ClassVar[bool] = True
    privacy = of_a_placement()

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    day = models.DateField()
    mark = models.CharField(max_length=9, choices=DayMark.choices)
    minutes = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement", "day"],
                name="one_mark_a_day",
                violation_error_message=_("This day is written down already. Correct it."),
            ),
            models.CheckConstraint(
                condition=Q(mark__in=["present", "late"], minutes__gt=0, minutes__lte=24 * 60)
                | (~Q(mark__in=["present", "late"]) & Q(minutes=0)),
                name="hours_only_where_they_were",
                violation_error_message=_("Hours are counted on days they were there, and only then."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.mark}"
