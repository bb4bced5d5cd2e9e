"""What this room keeps: courses, towns' shares and days, about nobody; and pupils' seats with the answers to them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, NotPersonal, Privacy
from stafet.placements.api import LONGEST_LINE, LONGEST_NAME, LONGEST_WORDS, Branch, How, SchemeKind
from stafet.practicalcourses.states import (
    LIVE,
    Because,
    CostKey,
    CourseState,
    PaidFor,
    SeatEnd,
    SeatState,
    ShareState,
)

_LIVE = ("proposed", "taken", "there")


def _of_a_pupil(*technical: str) -> Privacy:
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )


class Course(models.Model):
    """A course that a provider holds in a school year.

    ``taken`` counts every seat somebody occupies, of whichever town: the database keeps it. ``week_price`` is for one seat and
    one week, in minor units of ``currency``.
    """

    privacy = NotPersonal("what an organisation offers, and whom to call there")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField(help_text="The town that arranged it and keeps it.")
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    starts_in = models.PositiveSmallIntegerField(help_text="The year in which the school year begins.")
    name = models.CharField(max_length=LONGEST_NAME)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    branch = models.CharField(max_length=10, choices=Branch.choices)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), help_text="Monday is 1.")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The day after the last.")
    weeks = models.PositiveSmallIntegerField(help_text="Without holidays.")
    place = models.CharField(max_length=LONGEST_LINE)
    grades = ArrayField(models.PositiveSmallIntegerField())
    seats = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    week_price = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3)
    paid_for = models.CharField(max_length=10, choices=PaidFor.choices, default=PaidFor.EVERY_SEAT.value)
    split = models.CharField(max_length=5, choices=CostKey.choices, default=CostKey.QUOTA.value)
    contact_name = models.CharField(max_length=LONGEST_NAME)
    contact_phone = models.CharField(max_length=40)
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
                & ~Q(contact_phone="")
                & Q(weekdays__len__gt=0)
                & Q(grades__len__gt=0)
                & Q(weeks__gt=0),
                name="course_is_whole",
                violation_error_message=_(
                    "A course has a name, a place, weekdays, weeks, grades and somebody to call."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="course_ends_after_it_began",
                violation_error_message=_("A course ends after it began."),
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""),
                name="cancelled_course_says_why",
                violation_error_message=_("Say why the course is cancelled."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "starts_in", "name"], name="course_catalogue"),
            models.Index(fields=["provider", "starts_in"], name="course_of_provider"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def year(self) -> str:
        """The school year as it is written: 2025/26."""
        return f"{self.starts_in}/{(self.starts_in + 1) % 100:02}"


class CourseShare(models.Model):
    """What one town has of a course, in numbers that name nobody. The database keeps the three counters.

    ``taken`` are occupied, ``on_it`` accepted among them, ``most`` the most that were accepted at the same time: the seats
    a town has used.
    """

    privacy = NotPersonal("numbers of a town")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField(help_text="The town whose share it is.")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    quota = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=ShareState.choices, default=ShareState.ASKED.value)
    answered_on = models.DateField(null=True, blank=True)
    answered_by_id = models.UUIDField(null=True, blank=True)
    taken = models.PositiveSmallIntegerField(default=0)
    on_it = models.PositiveSmallIntegerField(default=0)
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
    def free(self) -> int:
        """How many seats of the quota nobody has; none before the town has agreed."""
        return self.quota - self.taken if self.state == ShareState.AGREED else 0


class CoursePlan(models.Model):
    """Until when pupils of a scheme and school year look for a company, and the first day they would be there."""

    privacy = NotPersonal("a decision of a public authority")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    kind = models.CharField(max_length=24, choices=SchemeKind.choices)
    starts_in = models.PositiveSmallIntegerField()
    find_by = models.DateField()
    first_day = models.DateField()
    decided = models.CharField(max_length=LONGEST_LINE)
    decided_by_id = models.UUIDField(null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "kind", "starts_in"],
                name="one_course_plan",
                violation_error_message=_("There is a day for this scheme and school year. Change it."),
            ),
            models.CheckConstraint(
                condition=Q(first_day__gt=F("find_by")) & ~Q(decided=""),
                name="course_plan_is_whole",
                violation_error_message=_(
                    "The first company day comes after the last day to find one; and say who decided it."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"find by {self.find_by}"


class CourseSeatQuerySet(models.QuerySet["CourseSeat"]):
    """Reads on seats; each is a sentence."""

    def live(self) -> Self:
        """Those that are occupied now."""
        return self.filter(state__in=LIVE)


@tracked
class CourseSeat(models.Model):
    """Where one pupil stands with one course: asked, with a seat, there, gone."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_pupil("placement", "course", "share", "aside_since")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    share = models.ForeignKey(CourseShare, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SeatState.choices, default=SeatState.PROPOSED.value)
    because = models.CharField(max_length=15, choices=Because.choices)
    why_this = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="Why this course.")
    proposed_on = models.DateField()
    answer_by = models.DateField()
    accepted_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=13, choices=SeatEnd.choices, blank=True)
    end_words = models.CharField(max_length=LONGEST_LINE, blank=True)
    aside_since = models.DateTimeField(
        null=True, blank=True, help_text="Another one of theirs goes on since two registrations are one."
    )
    known_at = models.DateTimeField()

    objects = CourseSeatQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person"],
                condition=Q(state__in=_LIVE, aside_since=None),
                name="one_course_seat_at_a_time",
                violation_error_message=_("A seat is held for them already. Give that one back first."),
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("proposed_on")),
                name="course_proposal_has_a_day",
                violation_error_message=_("An answer is asked for by a day that is still to come."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["taken", "there", "ended"]) | Q(accepted_on__isnull=False),
                name="course_seat_was_accepted",
                violation_error_message=_("Nobody is on a course without having said yes."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["there", "ended"]) | Q(started_on__isnull=False),
                name="course_began_on_a_day",
                violation_error_message=_("Whoever has begun has done so on a day."),
            ),
            models.CheckConstraint(
                condition=(Q(state__in=_LIVE, ended_on=None, end_reason=""))
                | (~Q(state__in=_LIVE) & Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="course_seat_end_says_why",
                violation_error_message=_("What is over has its day and its reason, and only that."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "placement"], name="course_seat_of_placement"),
            models.Index(fields=["course", "state"], name="seat_of_course"),
        ]

    def __str__(self) -> str:
        return f"seat {self.state}"


class SeatAnswer(models.Model):
    """What the young person, or somebody with custody, has answered to a proposal. The last answer of each counts."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_pupil("seat", "custody_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    seat = models.ForeignKey(CourseSeat, models.PROTECT, related_name="+")
    custody_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=200)
    is_yes = models.BooleanField()
    on = models.DateField()
    how = models.CharField(max_length=6, choices=How.choices)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "seat", "custody_id"],
                nulls_distinct=False,
                name="one_answer_of_each_to_a_seat",
                violation_error_message=_("They have answered already."),
            ),
        ]

    def __str__(self) -> str:
        return "yes" if self.is_yes else "no"
