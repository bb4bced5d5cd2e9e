"""A worry that somebody may break off, and what is done about it together."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.rechoice.models.case import LONGEST_WORDS
from stafet.rechoice.models.privacy import of_guidance
from stafet.rechoice.states import ConcernOutcome, ConcernReason, ConcernState, MeasureKind

LONGEST_MEASURE = 200


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Reads on concerns; each is a sentence."""

    def open(self) -> Self:
        """Those that are not ended, run out or not."""
        return self.exclude(state=ConcernState.ENDED)

    def standing_on(self, day: date) -> Self:
        """Those that hold on a day: not ended, not run out."""
        return self.open().filter(expires_on__gt=day)


@tracked
class Concern(models.Model):
    """A named person at an institution worries about somebody, until a day: it is never computed and never carried forward."""

    scoped: ClassVar[bool] = True
    privacy = of_guidance("organisation", "step", "aside_since")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    raised_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    raised_on = models.DateField()
    reason = models.CharField(max_length=14, choices=ConcernReason.choices)
    words = models.CharField(max_length=LONGEST_WORDS, help_text="What was seen.")
    own_words = models.CharField(
        max_length=LONGEST_WORDS, blank=True, help_text="What the young person says about it."
    )
    expires_on = models.DateField(help_text="From this day it no longer holds, unless it is raised anew.")
    state = models.CharField(max_length=8, choices=ConcernState.choices, default=ConcernState.RAISED.value)
    outcome = models.CharField(max_length=10, choices=ConcernOutcome.choices, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    step = models.ForeignKey("responsibility.NextStep", models.PROTECT, related_name="+")
    aside_since = models.DateTimeField(
        null=True, blank=True, help_text="Another one of theirs goes on since two registrations are one."
    )
    known_at = models.DateTimeField()

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) & ~Q(outcome="")
                | ~Q(state="ended") & Q(ended_on=None, outcome=""),
                name="ended_concern_has_an_outcome",
                violation_error_message=_("A concern ends on a day, with what came of it."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("raised_on")),
                name="concern_runs_out",
                violation_error_message=_("A concern runs out on a later day than it was raised."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "person", "organisation", "raised_on"],
                condition=Q(aside_since=None),
                name="one_concern_a_day",
                violation_error_message=_(
                    "Somebody at your organisation has raised a concern today already. Go on with it."
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality_id", "person"],
                condition=~Q(state="ended"),
                name="concern_open_of_person",
            ),
        ]

    def __str__(self) -> str:
        return f"concern {self.state}"


@tracked
class ConcernMeasure(models.Model):
    """One thing that is done so that somebody stays: what, who, from when until when, what came of it."""

    scoped: ClassVar[bool] = True
    privacy = of_guidance("concern")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=MeasureKind.choices)
    words = models.CharField(max_length=LONGEST_MEASURE, help_text="What was agreed.")
    done_by = models.CharField(max_length=LONGEST_MEASURE, help_text="Who does it.")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=LONGEST_MEASURE, blank=True, help_text="What came of it.")
    ended_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="measure_ends_after_it_begins",
                violation_error_message=_("It ends before it begins. Change one of the days."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, result="") | Q(ended_on__isnull=False) & ~Q(result=""),
                name="ended_measure_has_a_result",
                violation_error_message=_("Say what came of it before you end it."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "concern"], name="measure_of_concern")]

    def __str__(self) -> str:
        return f"measure {self.kind}"
