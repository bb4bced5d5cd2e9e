"""A break-off on its way to becoming a re-choice."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.rechoice.models.privacy import of_guidance
from stafet.rechoice.states import BreakOffReason, CaseOutcome, CaseState

LONGEST_WORDS = 500


def late(day: date) -> Q:
    """A day has passed that the law or our own rule gave."""
    return Q(contact_on=None, contact_due_on__lt=day) | Q(
        offered_on=None, started_on=None, offer_due_on__lt=day
    )


class CaseQuerySet(models.QuerySet["Case"]):
    """Reads on cases; each is a sentence."""

    def open(self) -> Self:
        """Those that are not closed."""
        return self.exclude(state=CaseState.CLOSED)

    def most_pressing_first(self) -> Self:
        """By the day the law or our own rule gives, then by how long they have waited."""
        contact = models.Case(models.When(contact_on=None, then=F("contact_due_on")))
        offer = models.Case(models.When(offered_on=None, started_on=None, then=F("offer_due_on")))
        return self.annotate(due_on=Coalesce(Least(contact, offer), F("stable_on"))).order_by(
            F("due_on").asc(nulls_last=True), "broken_off_on", "pk"
        )

    def late_on(self, day: date) -> Self:
        """Open ones of whom a day has passed that the law or our own rule gave."""
        return self.open().filter(late(day))


@tracked
class Case(models.Model):
    """What is done about one break-off, and what becomes of it.

    The row is made by the database with the marker of the break-off, in the same transaction, whoever tells it: a file,
    a live register, a person. ``contact_due_on`` and ``offer_due_on`` are copies of the days that the steps of the
    responsibility carry.
    """

    scoped: ClassVar[bool] = True
    privacy = of_guidance("break_off")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    break_off = models.ForeignKey("responsibility.BreakOff", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.NEW.value)
    broken_off_on = models.DateField()
    reason = models.CharField(max_length=16, choices=BreakOffReason.choices, blank=True)
    reason_words = models.CharField(max_length=LONGEST_WORDS, blank=True, help_text="In their own words.")
    wishes = models.CharField(max_length=LONGEST_WORDS, blank=True, help_text="What they want instead.")
    contact_due_on = models.DateField(null=True, blank=True)
    contact_on = models.DateField(null=True, blank=True, help_text="The day they were first talked to.")
    offer_due_on = models.DateField(null=True, blank=True)
    offered_on = models.DateField(null=True, blank=True, help_text="The day of the first offer.")
    started_on = models.DateField(null=True, blank=True)
    stable_on = models.DateField(null=True, blank=True, help_text="From this day the start has lasted.")
    outcome = models.CharField(max_length=10, choices=CaseOutcome.choices, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    exempted_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    exempted_because = models.CharField(max_length=LONGEST_WORDS, blank=True)
    opened_again = models.PositiveSmallIntegerField(default=0)
    known_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality_id", "break_off"], name="one_case_of_a_break_off"),
            models.CheckConstraint(
                condition=~Q(state="closed")
                | Q(outcome__in=["rechosen", "returned"], started_on__isnull=False)
                | Q(outcome="exempt", exempted_by__isnull=False) & ~Q(exempted_because=""),
                name="nobody_ends_without_a_next_step",
                violation_error_message=_(
                    "A break-off ends with a next step that has started, or with a leader’s exemption and its reason."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) & ~Q(outcome="")
                | ~Q(state="closed") & Q(closed_on=None, outcome=""),
                name="closed_case_has_an_outcome",
                violation_error_message=_("A closed case says when, and what it became."),
            ),
            models.CheckConstraint(
                condition=Q(state="new", contact_on=None)
                | Q(state="closed")
                | ~Q(state="new") & Q(contact_on__isnull=False),
                name="talked_to_on_a_day",
                violation_error_message=_("Whoever is in contact was talked to on a day."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality_id", "person"], condition=~Q(state="closed"), name="case_open_of_person"
            ),
            models.Index(fields=["municipality_id", "broken_off_on"], name="case_by_day"),
        ]

    def __str__(self) -> str:
        return f"case {self.state}"
