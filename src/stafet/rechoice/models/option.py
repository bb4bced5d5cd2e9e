"""What somebody could do instead."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.activities import ActivityKind
from stafet.kernel.identity import uuid7
from stafet.rechoice.models.case import Case
from stafet.rechoice.models.privacy import of_guidance
from stafet.rechoice.states import Entry, OptionState

LONGEST_NAME = 200


@tracked
class Option(models.Model):
    """One possibility: what, where, whether they can get in, whether it was tried, who there said yes.

    One that is an ``offer`` of the catalogue may have a ``seat`` there. How far they are with the seat stands with the
    seat and nowhere else; the possibility follows it.
    """

    scoped: ClassVar[bool] = True
    privacy = of_guidance("case", "spell", "offer", "seat")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=[(kind.value, kind.value) for kind in ActivityKind])
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    words = models.CharField(max_length=LONGEST_NAME, help_text="What it is.")
    offer = models.ForeignKey("offers.Offer", models.PROTECT, related_name="+", null=True, blank=True)
    seat = models.ForeignKey("offers.Seat", models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=12, choices=OptionState.choices, default=OptionState.CONSIDERED.value)
    entry = models.CharField(max_length=8, choices=Entry.choices, default=Entry.UNKNOWN.value)
    entry_words = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="What is missing.")
    offered_on = models.DateField(null=True, blank=True)
    trial_from = models.DateField(null=True, blank=True)
    trial_until = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True, help_text="The day somebody there said yes.")
    received_by = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="Who there said yes.")
    left_because = models.CharField(max_length=LONGEST_NAME, blank=True)
    spell = models.ForeignKey("pathways.Spell", models.PROTECT, related_name="+", null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "case"],
                condition=Q(state="chosen"),
                name="one_choice_at_a_time",
                violation_error_message=_("Something else is chosen already. Leave that aside first."),
            ),
            models.CheckConstraint(
                condition=Q(trial_until=None) | Q(trial_from__lte=F("trial_until")),
                name="trial_ends_after_it_begins",
                violation_error_message=_("The trial ends before it begins. Change one of the days."),
            ),
            models.CheckConstraint(
                condition=Q(received_on=None, received_by="")
                | Q(received_on__isnull=False) & ~Q(received_by=""),
                name="somebody_said_yes",
                violation_error_message=_("Say who there said yes, and when."),
            ),
            models.CheckConstraint(
                condition=~Q(state="left") | ~Q(left_because=""),
                name="left_aside_for_a_reason",
                violation_error_message=_("Say why this is left aside."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "case", "offer"],
                condition=~Q(state="left"),
                name="one_possibility_of_an_offer",
                violation_error_message=_(
                    "This offer is among the possibilities already. Go on with it there."
                ),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "seat"],
                condition=~Q(state="left"),
                name="one_possibility_of_a_seat",
                violation_error_message=_("This seat belongs to another possibility."),
            ),
            models.CheckConstraint(
                condition=Q(seat=None) | Q(offer__isnull=False),
                name="seat_is_at_an_offer",
                violation_error_message=_("A seat is a seat at an offer of the catalogue."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "case"], name="option_of_case")]

    def __str__(self) -> str:
        return f"option {self.state}"
