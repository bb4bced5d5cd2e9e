"""An event and its sessions: what is held, where, when, for how many. Nothing here is about a young person."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.events.states import EventKind, EventState, Venue
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.placements.api import SchemeKind

LONGEST_NAME = 120
LONGEST_LINE = 300
LONGEST_WORDS = 2000


class EventQuerySet(models.QuerySet["Event"]):
    """Reads on events; each is a sentence."""

    def standing(self) -> Self:
        """Those that are not cancelled."""
        return self.exclude(state=EventState.CANCELLED)


class Event(models.Model):
    """Something that is held, once or in several sessions.

    ``taken`` counts every seat somebody has: the database keeps it. ``over_on`` is the day after the last session. Without
    ``capacity`` there is room for everybody.
    """

    privacy = NotPersonal("what an organisation holds, and whom to ask there")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    kind = models.CharField(max_length=17, choices=EventKind.choices)
    venue = models.CharField(max_length=15, choices=Venue.choices)
    title = models.CharField(max_length=LONGEST_NAME)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    organiser = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    held_by = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    host = models.ForeignKey("placements.Host", models.PROTECT, related_name="+", null=True, blank=True)
    scheme = models.CharField(max_length=24, choices=SchemeKind.choices, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    sign_up_by = models.DateField(help_text="The last day on which one signs up.")
    ask = models.CharField(max_length=LONGEST_LINE, help_text="Whom one asks, and how.")
    before = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="What those who come do before.")
    state = models.CharField(max_length=9, choices=EventState.choices, default=EventState.PLANNED.value)
    because = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="Why it is cancelled.")
    after = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="What was done afterwards.")
    comes_next = models.CharField(max_length=LONGEST_LINE, blank=True)
    starts_in = models.PositiveSmallIntegerField(help_text="The year in which its school year begins.")
    over_on = models.DateField()
    known_at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(ask=""),
                name="event_is_whole",
                violation_error_message=_("An event has a title and somebody to ask."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")),
                name="event_never_overfull",
                violation_error_message=_("Every seat of this event is taken."),
            ),
            models.CheckConstraint(
                condition=~Q(venue="company") | Q(host__isnull=False),
                name="event_in_a_company_names_it",
                violation_error_message=_("Say in which company of the bank it is held."),
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(because="") | ~Q(state="cancelled") & Q(because=""),
                name="cancelled_event_says_why",
                violation_error_message=_("Say why it is cancelled: those who signed up read it."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "over_on"], name="event_of_town"),
            models.Index(fields=["organiser", "over_on"], name="event_of_organiser"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def free(self) -> int | None:
        """How many seats nobody has; ``None`` when there is room for everybody."""
        return None if self.capacity is None else self.capacity - self.taken


class EventSession(models.Model):
    """One meeting of an event. ``others_came`` came without having signed up: a number that names nobody."""

    privacy = NotPersonal("the hours and the place of something that is held")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=LONGEST_LINE)
    spoken = models.CharField(
        max_length=LONGEST_NAME, blank=True, help_text="In which language, and which interpreters are there."
    )
    others_came = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When somebody last told who came.")
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")) & ~Q(place=""),
                name="event_session_is_whole",
                violation_error_message=_("A session has a place, and ends after it began."),
            ),
            models.UniqueConstraint(
                fields=["event", "starts_at"],
                name="event_session_once",
                violation_error_message=_("There is a session at that hour already."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "starts_at"], name="event_session_of_town"),
        ]

    def __str__(self) -> str:
        return f"session {self.starts_at:%Y-%m-%d}"
