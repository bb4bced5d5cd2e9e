"""Own log-ins, custody, invitations to both, and what somebody says is wrong."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy
from stafet.own.states import Capacity, CustodyEnd, CustodyKind, InvitationState


class Custody(models.Model):
    """What one grown-up is to a young person, ``[starts_on, ends_on)``. Of one household: no other household meets it."""

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
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=200)
    holder_email = models.EmailField(blank=True)
    kind = models.CharField(max_length=8, choices=CustodyKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=8, choices=CustodyEnd.choices, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "custody"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None, end_reason="")
                | (Q(ends_on__gte=F("starts_on")) & ~Q(end_reason="")),
                name="custody_end_has_reason",
                violation_error_message=_("Custody that ends does so after it began, for a reason."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="custody_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} from {self.starts_on}"


class PersonalLogin(models.Model):
    """A user is this young person, or has custody of them. What it opens now is judged by the database."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.CONTACT,
        subject="person_id",
        purpose="access",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "custody"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    user = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=14, choices=Capacity.choices)
    custody = models.ForeignKey(Custody, models.PROTECT, related_name="+", null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person", "user", "capacity"],
                condition=Q(ends_at=None),
                name="own_log_in_once",
                violation_error_message=_("This account opens this young person's page already."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "person"],
                condition=Q(ends_at=None, capacity=Capacity.SELF),
                name="one_self_per_person",
                violation_error_message=_("The young person has a log-in already. End it first."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=Capacity.SELF, custody=None)
                | Q(capacity=Capacity.CUSTODY_HOLDER, custody__isnull=False),
                name="custody_holder_has_custody",
                violation_error_message=_("Whoever logs in for a child does so by a custody."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="own_log_in_ends_after_it_starts",
                violation_error_message=_("A log-in can't end before it begins."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user"], name="own_log_in_of_user"),
            models.Index(fields=["municipality_id", "person"], name="own_log_in_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.user_id}"


class OwnInvitationQuerySet(models.QuerySet["OwnInvitation"]):
    """Reads on own invitations."""

    def open_at(self, at: datetime) -> Self:
        """Those that can still be accepted."""
        return self.filter(state=InvitationState.SENT, expires_at__gt=at)


class OwnInvitation(models.Model):
    """A young person, or whoever has custody, is to have a log-in. The link works once, for seven days."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.CONTACT,
        subject="person_id",
        purpose="access",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "link_id", "custody"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    link_id = models.UUIDField(unique=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=14, choices=Capacity.choices)
    custody = models.ForeignKey(Custody, models.PROTECT, related_name="+", null=True, blank=True)
    email = models.EmailField()
    language = models.CharField(max_length=2)
    state = models.CharField(
        max_length=9, choices=InvitationState.choices, default=InvitationState.SENT.value
    )
    invited_by_id = models.UUIDField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = OwnInvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")),
                name="own_invitation_ends_after_it_is_sent",
                violation_error_message=_("An invitation runs out after it is sent."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "person"], name="own_invitation_of_person")
        ]

    def __str__(self) -> str:
        return f"own invitation {self.state}"


class Correction(models.Model):
    """ "This is wrong", in the own words of a young person or a custody holder, and the step it became.

    The words stand here and not in the step: what a young person writes to the holder, their parents do not read.
    """

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "step"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    said_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=14, choices=Capacity.choices)
    words = models.TextField(max_length=2000)
    step = models.ForeignKey("responsibility.NextStep", models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="correction_says_something",
                violation_error_message=_("Say what is wrong."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="correction_of_person")]

    def __str__(self) -> str:
        return f"correction of {self.said_at:%Y-%m-%d}"
