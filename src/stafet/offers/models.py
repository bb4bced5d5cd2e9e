"""Offers of all partners, what young people need, and who has which seat."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.activities import ActivityKind
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, NotPersonal, Privacy
from stafet.offers.states import EntryCondition, Need, NeedState, OfferState, Payer, SeatState

LONGEST_TITLE, LONGEST_WORDS = 120, 1000


def _of_a_young_person(*technical: str) -> Privacy:
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )


class Offer(models.Model):
    """What a partner offers to young people. Nothing here is about any of them.

    ``link_id`` is what the link in the last reminder names; an older link opens nothing. ``confirmed_at`` is when
    somebody last said that all of it is true.
    """

    privacy = NotPersonal("what an organisation offers, and whom to call there")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    kind = models.CharField(max_length=32, choices=[(kind.value, kind.value) for kind in ActivityKind])
    target = models.CharField(max_length=200, blank=True, help_text="For whom it is, in words.")
    words = models.TextField(max_length=LONGEST_WORDS, blank=True, help_text="What one does there.")
    needs = ArrayField(models.CharField(max_length=12, choices=Need.choices))
    town = models.CharField(max_length=80)
    from_age = models.PositiveSmallIntegerField(null=True, blank=True)
    to_age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The last age that may enter.")
    from_grade = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The grade that must be completed."
    )
    conditions = ArrayField(
        models.CharField(max_length=16, choices=EntryCondition.choices), default=list, blank=True
    )
    entry_words = models.CharField(max_length=300, blank=True)
    language_support = models.CharField(max_length=200, blank=True)
    price_per_week = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    payer = models.CharField(max_length=12, choices=Payer.choices)
    contact_name = models.CharField(max_length=120)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True, help_text="Where the reminder goes.")
    language = models.CharField(max_length=2, default="da", help_text="Of the reminder.")
    valid_until = models.DateField(null=True, blank=True, help_text="The last day it is offered.")
    state = models.CharField(max_length=6, choices=OfferState.choices, default=OfferState.ACTIVE.value)
    confirmed_at = models.DateTimeField()
    last_number = models.PositiveIntegerField(default=0, help_text="The last number given in the line.")
    link_id = models.UUIDField(null=True, unique=True)
    link_expires_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_age=None) | Q(to_age=None) | Q(to_age__gte=F("from_age")),
                name="offer_ages_in_order",
                violation_error_message=_("The oldest age is not below the youngest."),
            ),
            models.CheckConstraint(
                condition=Q(needs__len__gt=0) & ~Q(title="") & ~Q(town=""),
                name="offer_says_what_it_answers",
                violation_error_message=_(
                    "An offer has a title, a place and at least one need that it answers."
                ),
            ),
            models.CheckConstraint(
                condition=Q(link_id=None, link_expires_at=None)
                | Q(link_id__isnull=False, link_expires_at__isnull=False),
                name="offer_link_runs_out",
                violation_error_message=_("A link runs out."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "state", "town"], name="offer_catalogue"),
            GinIndex(fields=["needs"], name="offer_needs"),
        ]

    def __str__(self) -> str:
        return self.title


class OfferStart(models.Model):
    """When one can begin, and how many seats there are; without a day one can begin at any time.

    ``taken`` counts everybody who occupies a seat, whoever may see them: so the database itself refuses one too many.
    """

    privacy = NotPersonal("a day and two numbers")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["offer", "starts_on"],
                name="one_start_a_day",
                nulls_distinct=False,
                violation_error_message=_("There is a start on this day already. Change it."),
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("seats")),
                name="never_overbooked",
                violation_error_message=_("More seats are taken than there would be."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken} of {self.seats}"

    @property
    def free(self) -> int:
        """How many seats nobody has."""
        return self.seats - self.taken


class LinePlace(models.Model):
    """A place in the line for an offer, that names nobody: whoever sees one of those who wait can tell who came first."""

    privacy = NotPersonal("a number in a line, without whose it is")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "number"], name="one_number_in_a_line"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["offer", "number"], condition=Q(left_at=None), name="line_waiting"),
        ]

    def __str__(self) -> str:
        return f"number {self.number}"


@tracked
class OfferNeed(models.Model):
    """What a young person needs an offer for, since when; one is open at a time."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_young_person("aside_since")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    needs = ArrayField(models.CharField(max_length=12, choices=Need.choices))
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    opened_on = models.DateField()
    opened_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    state = models.CharField(max_length=9, choices=NeedState.choices, default=NeedState.OPEN.value)
    outcome = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    aside_since = models.DateTimeField(
        null=True, blank=True, help_text="Another one of theirs goes on since two registrations are one."
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person"],
                condition=Q(state="open", aside_since=None),
                name="one_open_need",
                violation_error_message=_(
                    "It is written down already that they need an offer. Go on with it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(needs__len__gt=0),
                name="need_says_what",
                violation_error_message=_("Say at least one thing that they need."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", outcome="", closed_on=None)
                | (~Q(state="open") & ~Q(outcome="") & Q(closed_on__isnull=False)),
                name="closed_need_has_outcome",
                violation_error_message=_("A need is closed with what came of it."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["opened_on", "id"], condition=Q(state="open"), name="need_open"),
        ]

    def __str__(self) -> str:
        return f"need {self.state}"


@tracked
class Seat(models.Model):
    """Where a young person stands with one offer: in the line, with a seat, begun, ended."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_young_person("line_place", "start", "aside_since")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="+")
    line_place = models.OneToOneField(LinePlace, models.PROTECT, related_name="+")
    start = models.ForeignKey(OfferStart, models.PROTECT, related_name="+", null=True)
    state = models.CharField(max_length=9, choices=SeatState.choices, default=SeatState.WAITING.value)
    waiting_since = models.DateField()
    ahead_reason = models.CharField(
        max_length=200, blank=True, help_text="Why they were taken before those who wait longer."
    )
    answered_by = models.CharField(max_length=120, blank=True, help_text="Who at the provider said so.")
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=200, blank=True, help_text="What came of it.")
    aside_since = models.DateTimeField(
        null=True, blank=True, help_text="Another one of theirs goes on since two registrations are one."
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person", "offer"],
                condition=Q(state__in=["waiting", "proposed", "accepted", "started"], aside_since=None),
                name="one_live_seat",
                violation_error_message=_("They are on the list of this offer already."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", start=None)
                | Q(state="withdrawn")
                | (~Q(state="waiting") & Q(start__isnull=False)),
                name="seat_is_of_a_start",
                violation_error_message=_("A seat is a seat of one start."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["started", "ended"]) | Q(started_on__isnull=False),
                name="started_seat_has_a_day",
                violation_error_message=_("Whoever has started has done so on a day."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ended", "declined", "withdrawn"])
                | (~Q(outcome="") & Q(ended_on__isnull=False)),
                name="ended_seat_has_outcome",
                violation_error_message=_("It ends with what came of it, on a day."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "person"], name="seat_of_person"),
            models.Index(fields=["offer", "state"], name="seat_of_offer"),
        ]

    def __str__(self) -> str:
        return f"seat {self.state}"
