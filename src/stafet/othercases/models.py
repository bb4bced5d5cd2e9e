"""That there is a case elsewhere: where, and whom to ask. No field holds what it is about."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy
from stafet.othercases.states import Ask, CaseEnd, CaseKind, ConsentBy

LONGEST_PLACE, LONGEST_NUMBER, LONGEST_PHONE = 80, 30, 30
NUMBER = r"^(?=.*[0-9])[0-9A-Za-zÆØÅæøåÄÖäö./-]+( [0-9./-]+)*$"
"""A number of a case: no words, so one piece of letters and figures, then figures at most."""
PHONE = r"^[0-9+() -]{6,30}$"


class OtherCaseQuerySet(models.QuerySet["OtherCase"]):
    """Reads on references."""

    def known_on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


@tracked
class OtherCase(models.Model):
    """A case elsewhere, as a reference, ``[starts_on, ends_on)``."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.GUIDANCE_NOTE,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=CaseKind.choices)
    place = models.CharField(max_length=LONGEST_PLACE, help_text="The unit that works on it.")
    case_number = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    ask = models.CharField(max_length=12, choices=Ask.choices)
    unit_phone = models.CharField(max_length=LONGEST_PHONE, blank=True)
    basis = models.CharField(max_length=60, help_text="A key of the sharing matrix.")
    consent_by = models.CharField(max_length=16, choices=ConsentBy.choices, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=12, choices=CaseEnd.choices, blank=True)
    written_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    objects = OtherCaseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(place="")
                & (Q(case_number="") | Q(case_number__regex=NUMBER))
                & (Q(unit_phone="") | Q(unit_phone__regex=PHONE)),
                name="other_case_is_a_reference",
                violation_error_message=_(
                    "A reference says where the case lies. Its number is a number, its telephone a telephone."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(basis="")
                & (Q(consent_by="", consent_on=None) | (~Q(consent_by="") & Q(consent_on__isnull=False))),
                name="other_case_has_a_basis",
                violation_error_message=_("A reference has a basis; a consent has somebody and a day."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None, end_reason="")
                | (Q(ends_on__gte=F("starts_on")) & ~Q(end_reason="")),
                name="other_case_ends_with_a_reason",
                violation_error_message=_("A reference that ends does so after it began, for a reason."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="other_case_of_person")]

    def __str__(self) -> str:
        return f"other case {self.kind}"
