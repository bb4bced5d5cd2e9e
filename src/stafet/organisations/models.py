"""Municipalities, organisations and their units. Nothing here is about a person."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.organisations.states import OrganisationKind, UnitKind


class Municipality(models.Model):
    """The tenant: the authority whose young people these are, and that holds when nobody else does."""

    privacy = NotPersonal("a public authority")

    class Country(models.TextChoices):
        """Whose law and whose words apply."""

        DENMARK = "dk"
        SWEDEN = "se"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    country = models.CharField(max_length=2, choices=Country.choices)
    code = models.CharField(max_length=4, help_text="The national municipality code.")
    name = models.CharField(max_length=100)
    last_resort = models.ForeignKey(
        "Organisation", models.PROTECT, related_name="+", null=True, help_text="Holds when nobody else does."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "code"], name="municipality_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads on organisations."""

    def running_on(self, day: date) -> Self:
        """Those that exist on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day))


class Organisation(models.Model):
    """Someone who can hold responsibility: a school, an institution, a guidance unit, a company."""

    privacy = NotPersonal("an organisation")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", help_text="Where it lies."
    )
    parent = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=24, choices=OrganisationKind.choices)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="The first day it no longer exists.")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["municipality", "kind", "name"], name="organisation_list")]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A class of a school year, or a team. A team is what a hand-over is sent to."""

    privacy = NotPersonal("a class or a team")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=UnitKind.choices)
    name = models.CharField(max_length=100)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="unit_ends_after_it_starts",
                violation_error_message="A class or team ends after it starts.",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "kind", "name"], name="unit_list")]

    def __str__(self) -> str:
        return self.name


class MunicipalPolicy(models.Model):
    """What a municipality has decided about one rule, from a day on. Rows are only added: history is what stands here.

    ``value`` of ``None`` means that from then on it is as the rule says again.
    """

    privacy = NotPersonal("a decision of a public authority")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=100, help_text="The key of the rule it is about.")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    decided = models.CharField(max_length=200, help_text="Who decided, when, and where it stands.")
    decided_by_id = models.UUIDField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "rule", "starts_on", "known_at"], name="policy_decided_once"
            ),
            models.CheckConstraint(
                condition=~Q(decided=""),
                name="policy_says_who_decided",
                violation_error_message="A decision says who decided and where it stands.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.value}"
