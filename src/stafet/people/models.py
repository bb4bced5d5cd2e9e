"""Young people: who they are, in as many tables as there are classes of data about them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy
from stafet.people.states import NumberKind, ProtectionKind


@tracked
class Person(models.Model):
    """A young person of one municipality: name, birth date, and nothing else."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.IDENTITY,
        subject="id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality", "known_at"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey("organisations.Municipality", models.PROTECT, related_name="+")
    given_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    search_key = models.CharField(max_length=400, help_text="Both names as search compares them.")
    sort_key = models.CharField(
        max_length=400, help_text="Family name first, in the order of the country's alphabet."
    )
    merged_into = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    known_at = models.DateTimeField(help_text="When this version of the row was learned.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(given_names="", family_name=""),
                name="person_has_a_name",
                violation_error_message="A person has at least one name.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="person_not_merged_into_self",
                violation_error_message="A person can't be merged into themself.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "sort_key", "id"], name="person_list"),
            GinIndex(OpClass(F("search_key"), name="gin_trgm_ops"), name="person_search"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def name(self) -> str:
        """Given names and family name, as they are said."""
        return f"{self.given_names} {self.family_name}".strip()


@tracked
class ContactDetails(models.Model):
    """How a person is reached. One row per person."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.CONTACT,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality_id", "person"], name="contact_details_once"),
        ]

    def __str__(self) -> str:
        return f"contact of {self.person_id}"


class NationalNumber(models.Model):
    """A person's number in a national register: a keyed hash to find by, sealed text for the few who may see it.

    Substitute numbers are not unique across organisations, so only personal and coordination numbers must be.
    """

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.NATIONAL_NUMBER,
        subject="person_id",
        purpose="register",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=16, choices=NumberKind.choices)
    lookup_hash = models.BinaryField(max_length=32)
    sealed = models.BinaryField(max_length=120)
    known_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "lookup_hash"],
                condition=Q(replaced_at=None, kind__in=["personal", "coordination"]),
                name="national_number_once",
                violation_error_message="This number already belongs to somebody else.",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="number_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} number"


class Protection(models.Model):
    """Why a person is hidden, what the register last said, and until when a human has confirmed it."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROTECTED,
        subject="person_id",
        purpose="protection",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=ProtectionKind.choices)
    since_at = models.DateTimeField()
    flag_gone_at = models.DateTimeField(
        null=True, help_text="The register no longer says so: a question, not an answer."
    )
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person"], condition=Q(lifted_at=None), name="protection_once"
            ),
        ]

    def __str__(self) -> str:
        return self.kind
