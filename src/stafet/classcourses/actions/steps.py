"""What every act of this room does: find out who asks, hold rows fast, move by the tables, write it down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.audit import api as audit
from stafet.classcourses import policies
from stafet.classcourses.errors import NotWhole, NotYours
from stafet.classcourses.models import Booking, ClassCourse
from stafet.classcourses.states import (
    BOOKING,
    CLASS_COURSE,
    BookingMove,
    BookingState,
    ClassCourseMove,
    ClassCourseState,
)
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations


def must_plan(by: Actor, school: organisations.Organisation) -> None:
    """Refuse whoever does not plan for the school."""
    if not policies.can_plan_for(by, school):
        raise NotYours(sentence("Only those who teach at the school, or guide in the town, write this down."))


def hold_course(row: ClassCourse) -> ClassCourse:
    """The course of a class, held fast: whoever comes at the same moment waits here."""
    rows = ClassCourse.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("school", "unit", "course", "partner").get(pk=row.pk)


def hold_booking(booking_id: UUID) -> Booking:
    """A booking, held fast; its course first."""
    known = Booking.objects.only("class_course_id").get(pk=booking_id)
    ClassCourse.objects.select_for_update(of=("self",), no_key=True).get(pk=known.class_course_id)
    rows = Booking.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("class_course__school", "partner").get(pk=booking_id)


def move_course(
    row: ClassCourse, what: ClassCourseMove, changes: Mapping[str, object], *, by: Actor, at: datetime
) -> None:
    """One row of the table, with what comes with it."""
    row.state, row.known_at = CLASS_COURSE.after(ClassCourseState(row.state), what), at
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    note(what.value, row.municipality_id, row.pk, by, at)


def move_booking(
    row: Booking, what: BookingMove, changes: Mapping[str, object], *, by: Actor, at: datetime
) -> None:
    """One row of the table; the link opens nothing from now on."""
    row.state, row.known_at, row.answered_at = BOOKING.after(BookingState(row.state), what), at, at
    row.link_id = row.link_expires_at = None
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    note(f"{what.value}_booking", row.municipality_id, row.pk, by, at)


def must_say(words: str, why: str, field: str) -> str:
    """Refuse silence where words are asked for. ``why`` is the sentence."""
    if not words.strip():
        raise NotWhole(sentence(why), field=field)
    return words.strip()


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def day_in(municipality_id: UUID, at: datetime) -> date:
    """The day it is in a town."""
    return organisations.home(municipality_id).day(at)


def note(what: str, municipality_id: UUID, subject_id: UUID | None, by: Actor, at: datetime) -> None:
    """Write down an act that is about nobody."""
    audit.record_many(
        action=f"classcourses.{what}", municipality_id=municipality_id, subject_id=subject_id, by=by, at=at
    )
