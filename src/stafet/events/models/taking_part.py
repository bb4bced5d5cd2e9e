"""Who takes part in an event: young people and those at home with them; companies and colleagues; and who came."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.events.models.event import Event, EventSession
from stafet.events.states import STANDING, Mark, PartState
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import DataClass, NotPersonal, Privacy, Retention

RETENTION = Retention(keep="P1Y", after="event_over")
"""A year after the event: for its report and the follow-up, and no longer."""
MOST_ALONG = 5


def of_a_pupil(*technical: str) -> Privacy:
    """What is known of somebody by their taking part: short-lived."""
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=RETENTION,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )


class PartQuerySet(models.QuerySet["Part"]):
    """Reads on parts; each is a sentence."""

    def standing(self) -> Self:
        """Those who have said yes: with a seat, or in line for one."""
        return self.filter(state__in=STANDING)

    def in_line(self) -> Self:
        """Who waits for a seat, in order of arrival."""
        return self.filter(state=PartState.WAITING, aside_since=None).order_by("waits_since", "pk")


class Part(models.Model):
    """Where one young person, or one of those with custody of them, stands with an event. Each answers for themselves.

    ``custody_id`` is of whoever has custody; empty: the young person. ``along`` is how many come with them.
    """

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("custody_id", "aside_since")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    custody_id = models.UUIDField(null=True, blank=True)
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", null=True)
    class_name = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=9, choices=PartState.choices, default=PartState.INVITED.value)
    along = models.PositiveSmallIntegerField(default=0)
    invited_on = models.DateField(null=True, blank=True)
    waits_since = models.DateTimeField(null=True, blank=True)
    moved_up_on = models.DateField(null=True, blank=True)
    aside_since = models.DateTimeField(null=True, blank=True)
    known_at = models.DateTimeField()

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "event", "person", "custody_id"],
                condition=Q(aside_since=None),
                nulls_distinct=False,
                name="one_part_of_each",
                violation_error_message=_("They stand in the list of this event already."),
            ),
            models.CheckConstraint(
                condition=Q(along__lte=MOST_ALONG),
                name="few_come_along",
                violation_error_message=_("One signs up with five others at most."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", waits_since__isnull=False)
                | ~Q(state="waiting") & Q(waits_since=None),
                name="who_waits_since_when",
                violation_error_message=_("Whoever waits has a place in the line, and only they."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["event", "state"], name="part_of_event"),
            models.Index(fields=["municipality_id", "person"], name="part_of_person"),
        ]

    def __str__(self) -> str:
        return f"part {self.state}"

    @property
    def seats(self) -> int:
        """How many seats they have, or wait for."""
        return 1 + self.along


class Guest(models.Model):
    """Where a company of the bank, or a colleague, stands with an event. One of the two, never both."""

    privacy = NotPersonal("a company or a colleague that is invited", retention=RETENTION)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    host = models.ForeignKey("placements.Host", models.PROTECT, related_name="+", null=True, blank=True)
    user = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=9, choices=PartState.choices, default=PartState.INVITED.value)
    along = models.PositiveSmallIntegerField(default=0)
    link_id = models.UUIDField(null=True, blank=True, unique=True, help_text="A company's personal link.")
    invited_on = models.DateField()
    waits_since = models.DateTimeField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "host"],
                condition=Q(host__isnull=False),
                name="one_invitation_of_a_company",
                violation_error_message=_("This company is invited already."),
            ),
            models.UniqueConstraint(
                fields=["event", "user"],
                condition=Q(user__isnull=False),
                name="one_invitation_of_a_colleague",
                violation_error_message=_("This colleague is invited already."),
            ),
            models.CheckConstraint(
                condition=Q(host__isnull=False, user=None) | Q(host=None, user__isnull=False, link_id=None),
                name="guest_is_one_of_two",
                violation_error_message=_("A guest is a company or a colleague; only a company has a link."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", waits_since__isnull=False)
                | ~Q(state="waiting") & Q(waits_since=None),
                name="which_guest_waits_since_when",
                violation_error_message=_("Whoever waits has a place in the line, and only they."),
            ),
            models.CheckConstraint(
                condition=Q(along__lte=MOST_ALONG),
                name="few_come_with_a_guest",
                violation_error_message=_("One signs up with five others at most."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["event", "state"], name="guest_of_event")]

    def __str__(self) -> str:
        return f"guest {self.state}"

    @property
    def seats(self) -> int:
        """How many seats they have, or wait for."""
        return 1 + self.along


class AttendanceMark(models.Model):
    """What became of one session for one part. A later mark replaces it, and both stay."""

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("part", "session")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    part = models.ForeignKey(Part, models.PROTECT, related_name="+")
    session = models.ForeignKey(EventSession, models.PROTECT, related_name="+")
    mark = models.CharField(max_length=11, choices=Mark.choices)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "session", "part"],
                condition=Q(replaced_at=None),
                name="one_mark_counts",
                violation_error_message=_(
                    "Somebody has told who came a moment ago. Look at what stands there now."
                ),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["event", "session"], name="mark_of_event")]

    def __str__(self) -> str:
        return self.mark


class GuestMark(models.Model):
    """What became of one session for a company or a colleague."""

    privacy = NotPersonal("whether a company or a colleague came", retention=RETENTION)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    guest = models.ForeignKey(Guest, models.PROTECT, related_name="+")
    session = models.ForeignKey(EventSession, models.PROTECT, related_name="+")
    mark = models.CharField(max_length=11, choices=Mark.choices)
    replaced_at = models.DateTimeField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "guest"],
                condition=Q(replaced_at=None),
                name="one_mark_of_a_guest_counts",
                violation_error_message=_(
                    "Somebody has told who came a moment ago. Look at what stands there now."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.mark
