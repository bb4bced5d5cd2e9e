"""What this room keeps: courses, towns' shares, the line, plans; and pupils' seats with the list a provider reads."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, NotPersonal, Privacy
from stafet.placements.api import LONGEST_LINE, LONGEST_NAME, LONGEST_WORDS, Branch, SchemeKind, Voice
from stafet.practicalcourses.states import (
    Because,
    CostKey,
    CourseKind,
    CourseState,
    PaidFor,
    SeatEnd,
    SeatState,
    ShareState,
)

LONGEST_DIRECTION = 40
_LIVE = ("waiting", "proposed", "wanted", "taken", "there")
_HOLDING = _LIVE[1:]
_OVER = ("ended", "declined", "lapsed", "left", "cancelled")


class Course(models.Model):
    """A course that a provider holds in a school year. Nothing here is about any pupil.

    ``taken`` counts every seat somebody occupies, of whichever town: the database keeps it. ``released_on`` is the day from
    which unused quota is everybody's. ``price_per_seat`` is in minor units of ``currency``.
    """

    privacy = NotPersonal("what an organisation offers, and whom to call there")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField(help_text="The town that arranged it and keeps it.")
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=CourseKind.choices)
    starts_in = models.PositiveSmallIntegerField(help_text="The year in which the school year begins.")
    name = models.CharField(max_length=LONGEST_NAME)
    branch = models.CharField(max_length=10, choices=Branch.choices)
    directions = ArrayField(models.CharField(max_length=LONGEST_DIRECTION), default=list, blank=True)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), help_text="Monday is 1.")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The day after the last.")
    place = models.CharField(max_length=LONGEST_LINE)
    at_vocational_school = models.BooleanField(default=False)
    grades = ArrayField(models.PositiveSmallIntegerField())
    seats = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    price_per_seat = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3)
    paid_for = models.CharField(max_length=10, choices=PaidFor.choices, default=PaidFor.EVERY_SEAT.value)
    split = models.CharField(max_length=5, choices=CostKey.choices, default=CostKey.QUOTA.value)
    release_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)
    last_number = models.PositiveIntegerField(default=0, help_text="The last number given in the line.")
    contact_name = models.CharField(max_length=LONGEST_NAME)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    state = models.CharField(max_length=9, choices=CourseState.choices, default=CourseState.OPEN.value)
    cancelled_because = models.CharField(max_length=LONGEST_LINE, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "provider", "name", "starts_on"],
                name="course_once",
                violation_error_message=_("This course stands in the catalogue already."),
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("seats")),
                name="course_never_overfull",
                violation_error_message=_("Every seat of this course is taken."),
            ),
            models.CheckConstraint(
                condition=~Q(name="")
                & ~Q(place="")
                & ~Q(contact_name="")
                & Q(weekdays__len__gt=0)
                & Q(grades__len__gt=0),
                name="course_is_whole",
                violation_error_message=_("A course has a name, a place, weekdays, grades and a contact."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="course_ends_after_it_began",
                violation_error_message=_("A course ends after it began."),
            ),
            models.CheckConstraint(
                condition=~Q(contact_phone="") | ~Q(contact_email=""),
                name="course_contact_can_be_reached",
                violation_error_message=_("Give a telephone or an e-mail address."),
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""),
                name="cancelled_course_says_why",
                violation_error_message=_("Say why the course is cancelled."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["starts_in", "state", "name"], name="course_catalogue"),
            models.Index(fields=["provider", "starts_in"], name="course_of_provider"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def free(self) -> int:
        """How many seats nobody has."""
        return self.seats - self.taken


class CourseShare(models.Model):
    """What one town has of a course, in numbers that name nobody. The database keeps the four counters.

    ``taken`` are seats within the quota, ``extra`` released seats of others; ``there`` are on the course now, ``most`` were at
    the same time: the seats a town has used.
    """

    privacy = NotPersonal("numbers of a town")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField(help_text="The town whose share it is.")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    quota = models.PositiveSmallIntegerField()
    fixed_part = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=ShareState.choices, default=ShareState.ASKED.value)
    answered_on = models.DateField(null=True, blank=True)
    answered_by_id = models.UUIDField(null=True, blank=True)
    taken = models.PositiveSmallIntegerField(default=0)
    extra = models.PositiveSmallIntegerField(default=0)
    there = models.PositiveSmallIntegerField(default=0)
    most = models.PositiveSmallIntegerField(default=0)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "municipality_id"],
                name="share_once",
                violation_error_message=_("This town has a share of this course already."),
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("quota")),
                name="share_within_its_quota",
                violation_error_message=_("Every seat of this town’s quota is taken."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_on=None)
                | (~Q(state="asked") & Q(answered_on__isnull=False)),
                name="share_answer_has_a_day",
                violation_error_message=_("An answer has its day."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "state"], name="share_of_town")]

    def __str__(self) -> str:
        return f"{self.taken} of {self.quota}"

    @property
    def used(self) -> int:
        """How many seats the town occupies, its own and released ones."""
        return self.taken + self.extra


class CourseLine(models.Model):
    """A number on a waiting list, with the town it is of, without whose it is."""

    privacy = NotPersonal("a number in a line, without whose it is")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "number"],
                name="one_number_in_a_course_line",
                violation_error_message=_("Somebody else came at the same moment. Try again."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["course", "number"], condition=Q(left_at=None), name="course_line_waiting")
        ]

    def __str__(self) -> str:
        return f"number {self.number}"


class CoursePlan(models.Model):
    """From which day a town proposes a seat to whoever looks for a company in one scheme and school year."""

    privacy = NotPersonal("a decision of a public authority")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    kind = models.CharField(max_length=24, choices=SchemeKind.choices)
    starts_in = models.PositiveSmallIntegerField()
    propose_on = models.DateField()
    search_days = models.PositiveSmallIntegerField(help_text="Days of own search that come first.")
    answer_days = models.PositiveSmallIntegerField(help_text="Days for an answer.")
    decided = models.CharField(max_length=LONGEST_LINE)
    decided_by_id = models.UUIDField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "kind", "starts_in"],
                name="one_course_plan",
                violation_error_message=_("There is a plan for this scheme and school year. Change it."),
            ),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1) & ~Q(decided=""),
                name="course_plan_is_whole",
                violation_error_message=_("Give at least a day for an answer, and say who decided it."),
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.propose_on}"


@tracked
class CourseSeat(models.Model):
    """Where one pupil stands with one course: on the list, asked, with a seat, there, gone. ``is_extra``: a released seat."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=(
            *("id", "municipality_id", "person", "placement", "course", "share", "line", "is_extra"),
            *("aside_since", "known_at"),
        ),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    share = models.ForeignKey(CourseShare, models.PROTECT, related_name="+")
    line = models.OneToOneField(CourseLine, models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=12, choices=CourseKind.choices)
    state = models.CharField(max_length=9, choices=SeatState.choices)
    is_extra = models.BooleanField(default=False)
    because = models.CharField(max_length=15, choices=Because.choices)
    reasons = ArrayField(
        models.CharField(max_length=12), default=list, help_text="Why this course, as codes."
    )
    ahead_reason = models.CharField(max_length=LONGEST_LINE, blank=True)
    since_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=14, choices=Voice.choices, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=13, choices=SeatEnd.choices, blank=True)
    words = models.CharField(max_length=LONGEST_LINE, blank=True)
    aside_since = models.DateTimeField(
        null=True, blank=True, help_text="Another one of theirs goes on since two registrations are one."
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person", "course"],
                condition=Q(state__in=_LIVE, aside_since=None),
                name="once_on_a_course",
                violation_error_message=_("They stand on this course already."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "person", "kind"],
                condition=Q(state__in=_HOLDING, aside_since=None),
                name="one_seat_at_a_time",
                violation_error_message=_(
                    "A seat of another course is held for them. Give that one back first."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(line__isnull=False, is_extra=False),
                name="waiting_stands_in_line",
                violation_error_message=_("Whoever waits has a number on the list."),
            ),
            models.CheckConstraint(
                condition=~Q(state="proposed") | Q(answer_by__isnull=False),
                name="proposal_has_a_day",
                violation_error_message=_("A proposal waits for an answer until a day."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["there", "ended"]) | Q(started_on__isnull=False),
                name="began_on_a_day",
                violation_error_message=_("Whoever has begun has done so on a day."),
            ),
            models.CheckConstraint(
                condition=(Q(state__in=_OVER, ended_on__isnull=False) & ~Q(end_reason=""))
                | (~Q(state__in=_OVER) & Q(ended_on=None, end_reason="")),
                name="course_seat_end_says_why",
                violation_error_message=_("What is over has its day and its reason, and only that."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "placement"], name="seat_of_placement"),
            models.Index(fields=["municipality_id", "state", "answer_by"], name="course_seat_list"),
            models.Index(fields=["course", "state"], name="seat_of_course"),
        ]

    def __str__(self) -> str:
        return f"seat {self.state}"


class ListedPupil(models.Model):
    """What a provider reads of somebody who has a seat: the given name and the days. Nothing else stands in the row."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.IDENTITY,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "seat", "course", "known_at"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    seat = models.OneToOneField(CourseSeat, models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    given_name = models.CharField(max_length=100)
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    listed_on = models.DateField()
    gone_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["course", "given_name"], condition=Q(gone_on=None), name="list_of_course")
        ]

    def __str__(self) -> str:
        return "somebody on the list"
