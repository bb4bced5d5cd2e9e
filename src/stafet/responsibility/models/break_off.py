"""The marker that somebody has broken off."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from stafet.kernel.identity import uuid7
from stafet.responsibility.models.privacy import of_a_process
from stafet.responsibility.models.step import NextStep


class BreakOff(models.Model):
    """The marker of a break-off: written with the holding and the step, looked at by the room of re-choice."""

    scoped: ClassVar[bool] = True
    privacy = of_a_process("organisation")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    spell = models.ForeignKey("pathways.Spell", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    broken_off_on = models.DateField()
    reason_code = models.CharField(max_length=40, blank=True)
    step = models.ForeignKey(NextStep, models.PROTECT, related_name="+")
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality_id", "spell"], name="one_break_off_per_spell"),
        ]

    def __str__(self) -> str:
        return f"broken off {self.broken_off_on}"
