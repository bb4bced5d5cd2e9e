"""Whom the promise holds for, and who is responsible for them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import KeptApart, tracked
from stafet.kernel.identity import uuid7
from stafet.responsibility.models.privacy import of_a_process
from stafet.responsibility.ranges import InstantRange
from stafet.responsibility.states import (
    AcquiredBy,
    CoverageEnd,
)


@tracked
class Coverage(models.Model):
    """Whom the promise holds for, from when, by which rule. Open while ``ends_on`` is empty."""

    scoped: ClassVar[bool] = True
    privacy = of_a_process("known_at")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    rule = models.CharField(max_length=60, help_text="The key of the rule by which the promise began.")
    end_reason = models.CharField(max_length=12, choices=CoverageEnd.choices, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person"],
                condition=Q(ends_on=None),
                name="covered_once",
                violation_error_message=_("The promise already holds for this person."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None, end_reason="") | (Q(ends_on__isnull=False) & ~Q(end_reason="")),
                name="coverage_end_has_reason",
                violation_error_message=_("Coverage that ends needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="coverage_ends_after_it_starts",
                violation_error_message=_("Coverage can't end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"covered from {self.starts_on}"


@tracked
class Holding(models.Model):
    """One organisation is responsible for one person over ``[starts_at, ends_at)``.

    An unknown person is allowed as holder, an unknown organisation is not.
    """

    scoped: ClassVar[bool] = True
    privacy = of_a_process("organisation", "known_at")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    holder = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    acquired_by = models.CharField(max_length=12, choices=AcquiredBy.choices)
    handover_id = models.UUIDField(
        null=True, help_text="The hand-over that was accepted, if that is how it began."
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="held_by_one_at_a_time",
                expressions=[
                    (KeptApart("municipality_id"), RangeOperators.EQUAL),
                    (KeptApart("person_id"), RangeOperators.EQUAL),
                    (InstantRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Somebody else already holds the responsibility at that time."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="holding_ends_after_it_starts",
                violation_error_message=_("A holding ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(acquired_by="accepted", handover_id__isnull=False) | ~Q(acquired_by="accepted"),
                name="holding_names_its_handover",
                violation_error_message=_("A holding that was handed over names the hand-over."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality_id", "person"], condition=Q(ends_at=None), name="holding_open_of_person"
            ),
            models.Index(
                fields=["organisation", "holder"],
                condition=Q(ends_at=None),
                name="holding_open_by_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"held from {self.starts_at:%Y-%m-%d}"
