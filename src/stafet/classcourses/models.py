"""Partners, what a class has of the catalogue in a school year, and who is asked to come. No young person stands here."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.catalogue.api import LONGEST_LINE, LONGEST_TITLE, LONGEST_WORDS, PartnerKind, Stage
from stafet.classcourses.states import (
    BookingState,
    ClassCourseState,
    MissedBecause,
    PartnerShareState,
)
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal, Retention


class Partner(models.Model):
    """Somebody from outside the school who comes, or is visited: what they offer, and how often.

    ``asked_at`` and ``asks`` keep one from being asked too often; ``no_more_asking`` is its own word.
    """

    privacy = NotPersonal("an organisation")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    host = models.ForeignKey("placements.Host", models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=11, choices=PartnerKind.choices)
    name = models.CharField(max_length=LONGEST_TITLE)
    offers = models.TextField(max_length=LONGEST_WORDS)
    town = models.CharField(max_length=80)
    capacity = models.PositiveSmallIntegerField(help_text="How many classes a school year.")
    consented_on = models.DateField(null=True, blank=True)
    no_more_asking = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_in = models.PositiveSmallIntegerField(default=0, help_text="The school year of the last request.")
    asks = models.PositiveSmallIntegerField(default=0, help_text="In the school year of the last one.")
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "name", "town"],
                name="class_partner_once",
                violation_error_message=_("This partner stands in the bank already."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(offers=""),
                name="class_partner_is_whole",
                violation_error_message=_(
                    "A partner has a name, something to offer, and an address to write to."
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "asked_at"], name="class_partner_bank"),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerContact(models.Model):
    """Whom one writes to at a partner, from when until when."""

    privacy = NotPersonal(
        "somebody who works at a partner", retention=Retention(keep="P2Y", after="contact_ended")
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_TITLE)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="da")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partner"],
                condition=Q(ends_on=None),
                name="partner_contact_one_now",
                violation_error_message=_("One writes to one person at a time."),
            ),
            models.CheckConstraint(
                condition=~Q(email=""),
                name="partner_contact_has_address",
                violation_error_message=_("A contact has an address to write to."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="partner_contact_ends_later",
                violation_error_message=_("Somebody stops being the contact after they began."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerShare(models.Model):
    """A partner of one town that the schools of another may ask, too, once both have agreed."""

    privacy = NotPersonal("an agreement between towns")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    municipality_id = models.UUIDField(help_text="The town it is shared with.")
    state = models.CharField(
        max_length=8, choices=PartnerShareState.choices, default=PartnerShareState.ASKED.value
    )
    answered_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partner", "municipality_id"],
                name="partner_shared_once",
                violation_error_message=_("This partner is shared with that municipality already."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_on=None)
                | (~Q(state="asked") & Q(answered_on__isnull=False)),
                name="partner_share_answer_has_a_day",
                violation_error_message=_("An answer has its day."),
            ),
        ]

    def __str__(self) -> str:
        return f"shared, {self.state}"


class ClassCourseQuerySet(models.QuerySet["ClassCourse"]):
    """Reads on what classes have."""

    def in_year(self, starts_in: int) -> Self:
        """Those of a school year."""
        return self.filter(starts_in=starts_in)


class ClassCourse(models.Model):
    """One course of the catalogue for one class in one school year.

    ``course`` is the version the class has; ``code`` is the same whatever version. ``stage`` is where the class was then.
    """

    privacy = NotPersonal("what a class does; its words name nobody in it")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    starts_in = models.PositiveSmallIntegerField(help_text="The year in which the school year begins.")
    course = models.ForeignKey("catalogue.CareerCourse", models.PROTECT, related_name="+")
    code = models.CharField(max_length=24)
    stage = models.SmallIntegerField(choices=Stage.choices)
    planned_for = models.DateField(help_text="The Monday of the week.")
    state = models.CharField(
        max_length=9, choices=ClassCourseState.choices, default=ClassCourseState.PLANNED.value
    )
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+", null=True, blank=True)
    partner_name = models.CharField(max_length=LONGEST_TITLE, blank=True, help_text="Who came, not booked.")
    held_on = models.DateField(null=True, blank=True)
    done = models.TextField(max_length=LONGEST_WORDS, blank=True)
    reflections = models.TextField(max_length=LONGEST_WORDS, blank=True)
    evaluation = models.TextField(max_length=LONGEST_WORDS, blank=True)
    missed_because = models.CharField(max_length=9, choices=MissedBecause.choices, blank=True)
    missed_words = models.CharField(max_length=LONGEST_LINE, blank=True)
    planned_by_id = models.UUIDField(null=True)
    known_at = models.DateTimeField()

    objects = ClassCourseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "starts_in", "code"],
                name="class_course_once_a_year",
                violation_error_message=_("The class has this course in that school year already."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["held", "evaluated"]) | (Q(held_on__isnull=False) & ~Q(done="")),
                name="held_course_says_what_was_done",
                violation_error_message=_("A course that was held has a day, and says what was done."),
            ),
            models.CheckConstraint(
                condition=~Q(state="evaluated") | ~Q(evaluation=""),
                name="evaluated_course_has_words",
                violation_error_message=_("Say what to keep and what to change."),
            ),
            models.CheckConstraint(
                condition=~Q(state="missed") | ~Q(missed_because=""),
                name="missed_course_says_why",
                violation_error_message=_("Say why it was missed."),
            ),
            models.CheckConstraint(
                condition=~Q(state="booked") | Q(partner__isnull=False),
                name="booked_course_has_a_partner",
                violation_error_message=_("What is booked has a partner."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "starts_in", "school"], name="class_courses_of_year"),
            models.Index(fields=["municipality_id", "state", "planned_for"], name="class_courses_unsaid"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class Booking(models.Model):
    """One partner asked to come to one class, and what was answered. ``link_id`` is what the last link names; an older one opens nothing."""

    privacy = NotPersonal("a request to an organisation")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField(help_text="The town of the school that asks.")
    class_course = models.ForeignKey(ClassCourse, models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    starts_in = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=LONGEST_WORDS)
    state = models.CharField(max_length=9, choices=BookingState.choices, default=BookingState.ASKED.value)
    answer = models.CharField(max_length=LONGEST_LINE, blank=True)
    thanks = models.CharField(max_length=LONGEST_LINE, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)
    asked_by_id = models.UUIDField(null=True)
    link_id = models.UUIDField(null=True, unique=True)
    link_expires_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["class_course", "partner"],
                condition=Q(state__in=["asked", "accepted"]),
                name="one_live_booking_of_a_partner",
                violation_error_message=_("This partner is asked for this course already."),
            ),
            models.UniqueConstraint(
                fields=["class_course"],
                condition=Q(state="accepted"),
                name="one_partner_comes",
                violation_error_message=_("A partner has said yes to this course already."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="booking_answer_has_a_time",
                violation_error_message=_("An answer has its time."),
            ),
            models.CheckConstraint(
                condition=Q(link_id=None, link_expires_at=None)
                | Q(link_id__isnull=False, link_expires_at__isnull=False),
                name="booking_link_runs_out",
                violation_error_message=_("A link runs out."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partner", "starts_in", "state"], name="bookings_of_partner"),
        ]

    def __str__(self) -> str:
        return f"booking {self.state}"


class GapTold(models.Model):
    """That a class without a course was pointed out to whoever leads its school: once a school year, never twice."""

    privacy = NotPersonal("that a message was sent about a class")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    starts_in = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "starts_in"],
                name="gap_told_once",
                violation_error_message=_("This was told already."),
            ),
        ]

    def __str__(self) -> str:
        return f"told in {self.starts_in}"
