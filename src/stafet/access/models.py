"""Users, what they are where, and what opens which person to whom, for what, until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.access.roles import EMERGENCY_CLASSES, Purpose, Role
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, NotPersonal, Privacy

_LANGUAGES = [("da", "dansk"), ("sv", "svenska"), ("en", "English")]


class UserManager(BaseUserManager["User"]):
    """Finds users by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user with this e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who logs in."""

    privacy = NotPersonal("staff accounts: governed by the employer, not by a young person's retention")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=_LANGUAGES, default="da")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads on memberships."""

    def current_at(self, at: datetime) -> Self:
        """Those that hold at an instant, of users who may still log in."""
        return self.filter(starts_at__lte=at, user__is_active=True).filter(
            Q(ends_at=None) | Q(ends_at__gt=at)
        )


class Membership(models.Model):
    """A user has a role in an organisation, at most in one of its units, for a time."""

    privacy = NotPersonal("staff accounts")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", null=True, blank=True)
    role = models.CharField(max_length=32, choices=Role.choices)
    is_steward = models.BooleanField(
        default=False, help_text="Answers for what is sent here and nobody takes."
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="membership_ends_after_it_starts",
                violation_error_message="A membership ends after it starts.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "organisation"], name="membership_of_user"),
            models.Index(fields=["organisation", "role"], name="membership_of_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"


class Grant(models.Model):
    """One organisation may use one person's data, for one purpose, on one basis, for one time.

    Grants follow from facts: whoever holds, is handed, teaches or supervises gets one, and it ends with the
    fact. The database judges ``valid`` at every statement; nothing is cached.
    """

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="access",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "organisation", "unit", "for_user_id"),
    )

    class Source(models.TextChoices):
        """The kind of fact a grant follows from."""

        HOLDING = "holding"
        DUTY = "duty"
        WINDOW = "window"
        CLASS = "class"
        REGISTER = "register"
        EMERGENCY = "emergency"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person_id = models.UUIDField()
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", null=True, blank=True)
    purpose = models.CharField(max_length=24, choices=[(p.value, p.value) for p in Purpose])
    basis = models.CharField(max_length=60, help_text="The key of the legal rule it rests on.")
    classes = models.CharField(max_length=10, help_text="Letters of the data classes it opens.")
    source = models.CharField(max_length=12, choices=Source.choices)
    source_id = models.UUIDField(help_text="The holding, hand-over or spell it follows from.")
    valid = DateTimeRangeField()
    for_user_id = models.UUIDField(
        null=True, help_text="The one colleague it is for; empty for everybody there."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(~Q(purpose=Purpose.EMERGENCY.value) & Q(for_user_id=None))
                | Q(
                    purpose=Purpose.EMERGENCY.value,
                    for_user_id__isnull=False,
                    valid__endswith__isnull=False,
                    classes=EMERGENCY_CLASSES,
                    valid__endswith__lte=RangeStartsWith(F("valid")) + timedelta(hours=1),
                ),
                name="emergency_grant_is_narrow",
                violation_error_message=_(
                    "A grant in an emergency is for one colleague, one hour and the least there is."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(basis="") & ~Q(classes=""),
                name="grant_has_basis_and_classes",
                violation_error_message="A grant names its legal basis and the classes of data it opens.",
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "source", "source_id", "organisation", "purpose"],
                name="grant_once_per_fact",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "purpose", "person_id"],
                include=["classes", "valid", "unit"],
                name="grant_opens_person",
            ),
            models.Index(fields=["municipality_id", "person_id"], name="grant_of_person"),
            models.Index(fields=["organisation", "municipality_id"], name="grant_where"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.organisation_id}"


class HiddenPerson(models.Model):
    """A person with a protected name, address or identity: seen by a short named list and nobody else."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROTECTED,
        subject="person_id",
        purpose="protection",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person_id = models.UUIDField()
    since_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person_id"],
                condition=Q(lifted_at=None),
                name="person_hidden_once",
            ),
        ]

    def __str__(self) -> str:
        return f"hidden since {self.since_at:%Y-%m-%d}"


class NamedReader(models.Model):
    """One user on the named list of one hidden person."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROTECTED,
        subject="person_id",
        purpose="protection",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "user"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person_id = models.UUIDField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    valid = DateTimeRangeField()
    reason = models.CharField(
        max_length=200, blank=True, db_default="", help_text="Why they must be able to see the person."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality_id", "person_id", "user"], name="named_once"),
        ]

    def __str__(self) -> str:
        return f"named reader {self.user_id}"
