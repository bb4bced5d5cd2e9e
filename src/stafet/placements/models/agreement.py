"""An agreement in one version, and the signatures under it."""

from __future__ import annotations

import hashlib
import json
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.placements.contract import (
    SIGNERS,
    WORKED_ON,
    AgreementState,
    Certificate,
    Hazard,
    How,
    Insurance,
    PaidBy,
)
from stafet.placements.models.host import Place
from stafet.placements.models.placement import Placement
from stafet.placements.models.privacy import of_a_pupil
from stafet.placements.models.scheme import LONGEST_LINE, LONGEST_NAME
from stafet.placements.states import SchoolSubject

TEXT = (
    *(
        "host_name",
        "host_number",
        "host_unit_number",
        "host_address",
        "host_abroad",
        "school_name",
        "class_name",
    ),
    *(
        "counsellor",
        "contact_name",
        "contact_task",
        "contact_phone",
        "contact_email",
        "deputy_name",
        "deputy_phone",
    ),
    *("tasks", "aims", "subjects", "direction", "starts_on", "ends_on", "weekdays", "begins_at", "stops_at"),
    *(
        "break_minutes",
        "is_unpaid",
        "hazards",
        "heaviest_lift",
        "risk_words",
        "risk_assessed_on",
        "risk_seen_on",
    ),
    *(
        "instruction",
        "supervisor",
        "certificate",
        "confidentiality",
        "absence",
        "equipment",
        "equipment_paid_by",
    ),
    *("transport", "insurance", "trial_until", "notice", "evaluations"),
)
"""The columns that are the text of the agreement: what is signed. The database refuses to change one that went out."""


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Reads on agreements; each is a sentence."""

    def worked_on(self) -> Self:
        """Versions on their way to be in force."""
        return self.filter(state__in=WORKED_ON)

    def in_force(self) -> Self:
        """Versions that let somebody be there."""
        return self.filter(state=AgreementState.IN_FORCE)


class Agreement(models.Model):
    """One version. What the host is called, and where, is copied into it: what was signed stays as it was.

    ``closed_gates`` are the codes of the rules of its text that were not met when it was last judged, on ``judged_on``.
    """

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("placement", "place", "school")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=AgreementState.choices, default=AgreementState.DRAFT.value)

    host_name = models.CharField(max_length=LONGEST_NAME)
    host_number = models.CharField(max_length=12)
    host_unit_number = models.CharField(max_length=10, blank=True)
    host_address = models.CharField(max_length=LONGEST_LINE, blank=True)
    host_abroad = models.BooleanField(default=False)
    school_name = models.CharField(max_length=LONGEST_LINE)
    class_name = models.CharField(max_length=100, blank=True)
    counsellor = models.CharField(max_length=LONGEST_NAME, blank=True)
    contact_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    contact_task = models.CharField(max_length=LONGEST_NAME, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    deputy_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    deputy_phone = models.CharField(max_length=40, blank=True)

    tasks = models.CharField(max_length=500, blank=True)
    aims = models.CharField(max_length=500, blank=True)
    subjects = ArrayField(
        models.CharField(max_length=20, choices=SchoolSubject.choices), default=list, blank=True
    )
    direction = models.CharField(max_length=LONGEST_LINE, blank=True)

    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="The first day it no longer holds.")
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    begins_at = models.TimeField(null=True, blank=True)
    stops_at = models.TimeField(null=True, blank=True)
    break_minutes = models.PositiveSmallIntegerField(default=0)
    is_unpaid = models.BooleanField(default=False)

    hazards = ArrayField(models.CharField(max_length=10, choices=Hazard.choices), default=list, blank=True)
    heaviest_lift = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In kilograms.")
    risk_words = models.CharField(max_length=500, blank=True)
    risk_assessed_on = models.DateField(null=True, blank=True)
    risk_seen_on = models.DateField(null=True, blank=True, help_text="The day the school saw it.")
    instruction = models.CharField(max_length=LONGEST_LINE, blank=True)
    supervisor = models.CharField(max_length=LONGEST_NAME, blank=True)
    certificate = models.CharField(
        max_length=10, choices=Certificate.choices, default=Certificate.UNKNOWN.value
    )

    confidentiality = models.CharField(max_length=LONGEST_LINE, blank=True)
    absence = models.CharField(max_length=LONGEST_LINE, blank=True)
    equipment = models.CharField(max_length=LONGEST_LINE, blank=True)
    equipment_paid_by = models.CharField(max_length=6, choices=PaidBy.choices, blank=True)
    transport = models.CharField(max_length=LONGEST_LINE, blank=True)
    insurance = models.CharField(max_length=6, choices=Insurance.choices, default=Insurance.NONE.value)
    trial_until = models.DateField(null=True, blank=True)
    notice = models.CharField(max_length=LONGEST_LINE, blank=True)
    evaluations = ArrayField(models.DateField(), default=list, blank=True)

    host_declares = models.BooleanField(
        default=False,
        help_text="The host has stated that it knows and keeps the rules of the working environment.",
    )
    closed_gates = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    judged_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    supports_school = models.BooleanField(
        default=False, help_text="It supports the aims and subjects of the school."
    )
    decided_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision_words = models.CharField(max_length=LONGEST_LINE, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement", "revision"], name="agreement_version_once"
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "placement"],
                condition=Q(state__in=["draft", "out", "signed"]),
                name="one_agreement_on_its_way",
                violation_error_message=_("Another version is on its way already. Go on with that."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "placement"],
                condition=Q(state="in_force"),
                name="one_agreement_in_force",
                violation_error_message=_(
                    "Another version is in force. It is replaced when this one is approved."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force")
                | Q(
                    supports_school=True,
                    host_declares=True,
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                ),
                name="approved_for_both_reasons",
                violation_error_message=_(
                    "The leader approves that it supports the school, and that the host has stated that it keeps the rules."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | (~Q(decision_words="") & Q(decided_by__isnull=False)),
                name="refused_for_a_reason",
                violation_error_message=_("Say why the agreement is refused."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="agreement_ends_after_it_starts",
                violation_error_message=_("The last day is not before the first."),
            ),
            models.CheckConstraint(
                condition=Q(begins_at=None) | Q(stops_at=None) | Q(stops_at__gt=F("begins_at")),
                name="agreement_stops_after_it_begins",
                violation_error_message=_("The day stops after it begins."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "state", "ends_on"], name="agreement_register"),
        ]

    def __str__(self) -> str:
        return f"version {self.revision}, {self.state}"

    @property
    def text(self) -> dict[str, object]:
        """What is signed, by column."""
        return {name: getattr(self, name) for name in TEXT}

    @property
    def seal(self) -> str:
        """A digest of the text: a signature says which text it was under (SHA-256, 64 digits)."""
        written = json.dumps(self.text, sort_keys=True, cls=DjangoJSONEncoder)
        return hashlib.sha256(written.encode()).hexdigest()


class Signature(models.Model):
    """A signature that a version needs, given or not. It belongs to that version and to no other."""

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("agreement", "custody_id", "seal")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    party = models.CharField(max_length=14, choices=[(party.value, party.label) for party in SIGNERS])
    custody_id = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    signed_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=6, choices=How.choices, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "agreement", "party", "custody_id"],
                nulls_distinct=False,
                name="signature_once",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, how="", seal="")
                | (Q(signed_at__isnull=False) & ~Q(how="") & ~Q(seal="")),
                name="signature_is_whole",
                violation_error_message=_(
                    "A signature has its time, how it was given, and under which text."
                ),
            ),
            models.CheckConstraint(
                condition=Q(party="custody_holder", custody_id__isnull=False)
                | (~Q(party="custody_holder") & Q(custody_id=None)),
                name="custody_holders_sign_for_themselves",
                violation_error_message=_("Each of those with custody signs for themselves."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {'signed' if self.signed_at else 'waits'}"
