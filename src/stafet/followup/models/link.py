"""The links by which a host answers. A row names nobody young."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.followup.states import LinkUse
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal


class HostLink(models.Model):
    """A link for one thing, once: its key, what it is for, and when it runs out.

    ``about`` is the check-in or the evaluation it answers, or the placement itself; days are asked for in
    ``[first_day, until)``.
    """

    privacy = NotPersonal("keys and days")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    placement_id = models.UUIDField()
    use = models.CharField(max_length=8, choices=LinkUse.choices)
    about = models.UUIDField()
    first_day = models.DateField(null=True)
    until = models.DateField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["use", "about"],
                name="one_link_for_each_thing",
                violation_error_message=_("A link about this still works."),
            ),
            models.CheckConstraint(
                condition=Q(use="days", first_day__isnull=False, until__gt=F("first_day"))
                | (~Q(use="days") & Q(first_day=None, until=None)),
                name="link_for_days_says_which",
                violation_error_message=_("Say which days are asked for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use} until {self.expires_at:%Y-%m-%d}"
