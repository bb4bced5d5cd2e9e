"""Hosts, whom one calls there, and what they offer in a school year. No young person stands here."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal, Retention
from stafet.placements.models.scheme import LONGEST_LINE, LONGEST_NAME
from stafet.placements.states import Branch, PlaceKind, RegisterKind, SchemeKind, Willing


class Host(models.Model):
    """A company or an institution where pupils can be.

    ``asked_at`` and ``asks`` keep a company from being asked too often; ``no_more_asking`` is its own word.
    """

    privacy = NotPersonal("a company")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    kind = models.CharField(max_length=20, choices=PlaceKind.choices, default=PlaceKind.COMPANY.value)
    name = models.CharField(max_length=LONGEST_NAME)
    register = models.CharField(max_length=6, choices=RegisterKind.choices)
    number = models.CharField(max_length=12, help_text="Digits only.")
    unit_number = models.CharField(max_length=10, blank=True, help_text="The P-number of the place.")
    branch = models.CharField(max_length=10, choices=Branch.choices)
    address = models.CharField(max_length=LONGEST_LINE, blank=True)
    town = models.CharField(max_length=80)
    no_more_asking = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    asks = models.PositiveSmallIntegerField(default=0, help_text="In the school year of the last one.")
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "register", "number", "unit_number"],
                name="host_once",
                violation_error_message=_("This company stands in the bank already."),
            ),
            models.CheckConstraint(
                condition=Q(unit_number="") | Q(register="cvr", unit_number__regex=r"^\d{10}$"),
                name="host_unit_is_a_p_number",
                violation_error_message=_("A P-number has ten digits and belongs to a Danish company."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "branch", "town"], name="host_bank")]

    def __str__(self) -> str:
        return self.name


class HostContact(models.Model):
    """Whom one calls at a host, from when until when, and why this person suits young people."""

    privacy = NotPersonal(
        "somebody who works at a company", retention=Retention(keep="P2Y", after="contact_ended")
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    host = models.ForeignKey(Host, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    task = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="What they do there.")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="da")
    suits = models.CharField(
        max_length=LONGEST_LINE, blank=True, help_text="Why they suit young people, as it was said."
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="contact_can_be_reached",
                violation_error_message=_("Give a telephone or an e-mail address."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="contact_ends_after_it_began",
                violation_error_message=_("Somebody stops being the contact after they began."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "host"], name="contact_of_host")]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """What a host offers in one school year; ``taken`` counts those who have one of its places, whoever may see them."""

    privacy = NotPersonal("what a company offers")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    host = models.ForeignKey(Host, models.PROTECT, related_name="+")
    starts_in = models.PositiveSmallIntegerField()
    willing = models.CharField(max_length=5, choices=Willing.choices, default=Willing.ASKED.value)
    schemes = ArrayField(
        models.CharField(max_length=24, choices=SchemeKind.choices), default=list, blank=True
    )
    tasks = models.CharField(max_length=500, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    from_age = models.PositiveSmallIntegerField(default=13)
    capacity = models.PositiveSmallIntegerField(default=0)
    taken = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)
    link_id = models.UUIDField(null=True, unique=True)
    link_expires_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["host", "starts_in"],
                name="place_once_a_year",
                violation_error_message=_(
                    "What this host offers in that school year is written down already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")),
                name="place_never_overfull",
                violation_error_message=_(
                    "Every place here is taken. Choose another host, or ask for one more place."
                ),
            ),
            models.CheckConstraint(
                condition=Q(link_id=None, link_expires_at=None)
                | Q(link_id__isnull=False, link_expires_at__isnull=False),
                name="place_link_runs_out",
                violation_error_message=_("A link runs out."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "starts_in", "willing"], name="place_bank")
        ]

    def __str__(self) -> str:
        return f"{self.taken} of {self.capacity}"

    @property
    def free(self) -> int:
        """How many places nobody has."""
        return self.capacity - self.taken


class SigningLink(models.Model):
    """A link by which a host signs: its key, which signature it opens, and when it runs out. It names nobody."""

    privacy = NotPersonal("keys and a day")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    signature_id = models.UUIDField(unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link until {self.expires_at:%Y-%m-%d}"
