"""Looking back, signed by the young person, and the certificate they take along."""

from __future__ import annotations

import hashlib
import json
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.followup.models.learning import LONGEST_ENTRY
from stafet.followup.models.privacy import of_a_placement
from stafet.followup.states import EvaluationKind
from stafet.kernel.identity import uuid7
from stafet.placements.api import LONGEST_LINE, LONGEST_NAME, How, Placement

OWN_WORDS = ("well", "hard", "in_class", "next_words")
"""The columns that the young person signs."""


@tracked
class Evaluation(models.Model):
    """How it was, in the young person's own words, and a few of the host's. No figure, no grade.

    ``in_class`` is how the days in their own class are; ``may_be_told`` is their own yes to being told as a story without a name.
    """

    scoped: ClassVar[bool] = True
    privacy = of_a_placement("placement", "seal")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=EvaluationKind.choices)
    well = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    hard = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    in_class = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    next_words = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    may_be_told = models.BooleanField(default=False)
    host_words = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    host_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    host_on = models.DateField(null=True)
    signed_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=6, choices=How.choices, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement", "kind"],
                name="one_evaluation_of_each_kind",
                violation_error_message=_("This evaluation is begun already. Go on with it."),
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, how="", seal="")
                | (Q(signed_at__isnull=False) & ~Q(how="") & ~Q(seal="") & ~Q(well="")),
                name="evaluation_signature_is_whole",
                violation_error_message=_(
                    "A signature has its time, how it was given, and words to stand under."
                ),
            ),
            models.CheckConstraint(
                condition=Q(host_words="", host_on=None)
                | (~Q(host_words="") & ~Q(host_name="") & Q(host_on__isnull=False)),
                name="words_of_the_host_have_a_name",
                violation_error_message=_("The company’s words say who wrote them, and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {'signed' if self.signed_at else 'open'}"

    @property
    def digest(self) -> str:
        """A digest of the young person's words: a signature says which words it was under (SHA-256)."""
        told = json.dumps([getattr(self, name) for name in OWN_WORDS], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()


class PlacementCertificate(models.Model):
    """What somebody takes along: where, when, how many days and hours, what they did, who was there. It grades nobody."""

    scoped: ClassVar[bool] = True
    privacy = of_a_placement("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    host_name = models.CharField(max_length=LONGEST_NAME)
    supervisor = models.CharField(max_length=LONGEST_NAME)
    school_name = models.CharField(max_length=LONGEST_LINE)
    first_day = models.DateField()
    last_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()
    tasks = models.CharField(max_length=500)
    learned = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    host_words = models.CharField(max_length=LONGEST_ENTRY, blank=True)
    said_by = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="Who said so at the company.")
    issued_on = models.DateField()
    issued_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(days__gte=1, minutes__gte=1, last_day__gte=F("first_day")) & ~Q(tasks=""),
                name="certificate_is_whole",
                violation_error_message=_("A certificate says which days, how long, and what was done."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "placement"], name="certificate_of_placement")
        ]

    def __str__(self) -> str:
        return f"certificate of {self.issued_on}"
