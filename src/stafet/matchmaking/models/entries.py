"""Who is in a round, what must stay, what is not to be, and what a run proposes for each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.matchmaking.models.privacy import of_a_pupil
from stafet.matchmaking.models.rounds import Round, Run
from stafet.matchmaking.states import ProposalState, WhyNot
from stafet.placements.api import LONGEST_LINE


class Entry(models.Model):
    """A pupil in a round. Its key stands for them in the lot; ``locked_to`` is a place they keep in the next run."""

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("round", "placement", "locked_to", "by")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="+")
    locked_to = models.ForeignKey("placements.Place", models.PROTECT, related_name="+", null=True, blank=True)
    out_since = models.DateTimeField(null=True, blank=True, help_text="Taken out before the round closed.")
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "round", "placement"],
                name="in_a_round_once",
                violation_error_message=_("This pupil is in the round already."),
            ),
        ]

    def __str__(self) -> str:
        return "a pupil in a round"


class Refusal(models.Model):
    """A pair that is not to be: no later run of the round proposes it again."""

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("entry", "place")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    place = models.ForeignKey("placements.Place", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=5, choices=WhyNot.choices)
    words = models.CharField(max_length=LONGEST_LINE, blank=True)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "entry", "place"],
                name="refused_once",
                violation_error_message=_("It was said already that this pair is not to be."),
            ),
        ]

    def __str__(self) -> str:
        return f"refused: {self.reason}"


class Proposal(models.Model):
    """What one run says for one pupil. ``place`` empty: none.

    ``rank``: 1 is the first wish, 0 nothing they wished for. ``minutes`` is ``None`` where nobody has typed the way. ``asked``
    is what the solver was told about them, ``why`` what became of each wish, and for none the smallest ways out; both in keys.
    """

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("run", "entry", "place")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    place = models.ForeignKey("placements.Place", models.PROTECT, related_name="+", null=True)
    host_name = models.CharField(max_length=120, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(null=True)
    was_locked = models.BooleanField(default=False)
    asked = models.JSONField(default=dict)
    why = models.JSONField(default=dict)
    supposed = models.JSONField(
        default=dict, help_text="Place → what somebody asked: what if they had it, or there were one more."
    )
    state = models.CharField(
        max_length=8, choices=ProposalState.choices, default=ProposalState.PROPOSED.value
    )
    decided_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    decided_on = models.DateField(null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "run", "entry"],
                name="proposed_once",
                violation_error_message=_("A run proposes one thing for each pupil."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "entry"],
                condition=Q(state="accepted"),
                name="accepted_once",
                violation_error_message=_("A proposal for this pupil was accepted already."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "refused"])
                | Q(place__isnull=False, decided_by__isnull=False, decided_on__isnull=False),
                name="decided_by_a_person",
                violation_error_message=_("Somebody says yes or no, on a day, to one place."),
            ),
        ]

    def __str__(self) -> str:
        return f"proposal, {self.state}"
