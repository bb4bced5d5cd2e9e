"""Spells: what a person does, from when, until when, who said so."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from stafet.audit.api import KeptApart, tracked
from stafet.kernel.activities import ActivityKind
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy
from stafet.pathways.states import EndReason


class DateRange(Func):
    """The half-open range of two dates, as the database compares it."""

    function = "DATERANGE"
    output_field = DateRangeField()


class SpellQuerySet(models.QuerySet["Spell"]):
    """Reads on spells; each is a sentence."""

    def running_on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gt=day))

    def of_kind(self, *kinds: ActivityKind) -> Self:
        """Those of some kinds."""
        return self.filter(kind__in=[kind.value for kind in kinds])

    def starting_after(self, day: date) -> Self:
        """Those that are still to come."""
        return self.filter(starts_on__gt=day)


@tracked
class Spell(models.Model):
    """One kind of activity at one place over one period, ``[starts_on, ends_on)``."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", "source_id"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32, choices=[(kind.value, kind.value) for kind in ActivityKind])
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", null=True
    )
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", null=True, blank=True)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    programme_code = models.CharField(max_length=40, blank=True)
    programme_name = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=16, choices=EndReason.choices, blank=True)
    end_reason_code = models.CharField(max_length=40, blank=True, help_text="The register's own code.")
    source_id = models.UUIDField(null=True, help_text="The register that told us; empty when a person did.")
    starts_inferred = models.BooleanField(default=False)
    missing_since = models.DateField(null=True, help_text="The register's latest full load no longer has it.")
    confirmed_on = models.DateField(null=True, help_text="When a register or a person saw that it is true.")
    known_at = models.DateTimeField()

    objects = SpellQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="spell_ends_after_it_starts",
                violation_error_message="A spell ends after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(ends_on__isnull=False),
                name="spell_end_reason_needs_end",
                violation_error_message="Only a spell that ends has a reason for ending.",
            ),
            ExclusionConstraint(
                name="spell_no_overlap_at_same_place",
                expressions=[
                    (KeptApart("municipality_id"), RangeOperators.EQUAL),
                    (KeptApart("person_id"), RangeOperators.EQUAL),
                    (KeptApart("kind"), RangeOperators.EQUAL),
                    (KeptApart("organisation_id"), RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="The same activity at the same place can't run twice at once.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "person", "starts_on"], name="spell_of_person"),
            models.Index(fields=["organisation", "kind", "ends_on"], name="spell_at_organisation"),
            models.Index(fields=["municipality_id", "ends_on"], name="spell_ending"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.starts_on}"
