"""Seeking contact: every attempt with its day and what came of it, and the search they belong to."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.conversations.models.privacy import about_a_person
from stafet.conversations.states import (
    OPEN_SITUATIONS,
    ContactOutcome,
    ContactSituation,
    ContactWay,
)
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import DataClass

LONGEST_WORDS = 200
_OPEN = [situation.value for situation in OPEN_SITUATIONS]
_UNDECIDED = Q(decided_by=None, because="", look_again_on=None)


class LadderQuerySet(models.QuerySet["ContactLadder"]):
    """Reads on searches; each is a sentence."""

    def open(self) -> Self:
        """Those in which nobody has been reached, and nobody has decided anything else."""
        return self.filter(ended_at=None, aside_since=None)


@tracked
class ContactLadder(models.Model):
    """The search for somebody, from the first attempt on. It ends when they are reached or a named person decides otherwise.

    ``situation`` is what the pure functions of ``ladder`` make of the attempts, written down so that lists can ask for it.
    """

    scoped: ClassVar[bool] = True
    privacy = about_a_person(DataClass.PROCESS, "step", "aside_since")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    begun_on = models.DateField(help_text="The day of the first attempt.")
    situation = models.CharField(max_length=20, choices=ContactSituation.choices)
    ended_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    because = models.CharField(max_length=LONGEST_WORDS, blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    step = models.ForeignKey(
        "responsibility.NextStep", models.PROTECT, related_name="+", null=True, blank=True
    )
    aside_since = models.DateTimeField(
        null=True, blank=True, help_text="Another one of theirs goes on since two registrations are one."
    )
    known_at = models.DateTimeField()

    objects = LadderQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person"],
                condition=Q(ended_at=None, aside_since=None),
                name="one_open_search",
                violation_error_message=_("Somebody is sought already. Add the attempt to that search."),
            ),
            models.CheckConstraint(
                condition=(Q(ended_at=None, situation__in=_OPEN) & _UNDECIDED)
                | (Q(ended_at__isnull=False, situation="reached") & _UNDECIDED)
                | (
                    Q(
                        ended_at__isnull=False,
                        situation="settled",
                        decided_by__isnull=False,
                        look_again_on__isnull=False,
                    )
                    & ~Q(because="")
                ),
                name="no_search_ends_in_silence",
                violation_error_message=_(
                    "A search ends when the young person is reached, or when a named person decides otherwise, with a reason and a new day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"search {self.situation}"


@tracked
class ContactAttempt(models.Model):
    """One attempt to reach somebody: how, on which day, by whom, what came of it."""

    scoped: ClassVar[bool] = True
    privacy = about_a_person(DataClass.PROCESS, "ladder")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    ladder = models.ForeignKey(ContactLadder, models.PROTECT, related_name="+")
    way = models.CharField(max_length=16, choices=ContactWay.choices)
    on = models.DateField()
    outcome = models.CharField(max_length=20, choices=ContactOutcome.choices)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    tried_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="attempt_of_person")]

    def __str__(self) -> str:
        return f"{self.way} {self.outcome}"
