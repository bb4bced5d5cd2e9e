"""A teacher picks a course for a class, plans its week, says that it was held, what came of it, or why it was missed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.catalogue.api import CareerCourse
from stafet.classcourses.actions.steps import (
    day_in,
    hold_course,
    monday_of,
    move_course,
    must_plan,
    must_say,
    note,
)
from stafet.classcourses.drafts import HeldFacts
from stafet.classcourses.errors import ChangedByNow, NotWhole
from stafet.classcourses.models import Booking, ClassCourse
from stafet.classcourses.stages import stage_of
from stafet.classcourses.states import LIVE_BOOKING, BookingState, ClassCourseMove, MissedBecause
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year, school_year_of
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.organisations.api import Unit, UnitKind


@audit.action
def plan_course(*, unit: Unit, course: CareerCourse, week_of: date, by: Actor, at: datetime) -> ClassCourse:
    """A class is to have a course in a week. Raises ``NotYours``, ``NotWhole``."""
    school = organisations.Organisation.objects.get(pk=unit.organisation_id)
    must_plan(by, school)
    stage = _must_fit(unit, school, course)
    monday, starts_in = monday_of(week_of), school_year_of(week_of).period.starts_on.year
    row = ClassCourse(
        municipality_id=school.municipality_id,
        school=school,
        unit=unit,
        starts_in=starts_in,
        course=course,
        code=course.code,
        stage=stage,
        planned_for=monday,
        planned_by_id=None if by.is_system else by.user_id,
        known_at=at,
    )
    try:
        with transaction.atomic(using=audit.current_alias()):
            row.save()
    except IntegrityError:
        raise NotWhole(
            sentence("The class has this course in that school year already. Change the week there."),
            field="week_of",
        ) from None
    note("plan", row.municipality_id, row.pk, by, at)
    return row


@audit.action
def replan_course(*, row: ClassCourse, week_of: date, by: Actor, at: datetime) -> None:
    """It is in another week of the same school year; what was missed is planned anew. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``."""
    must_plan(by, row.school)
    locked = hold_course(row)
    if not school_year(locked.starts_in).period.covers(week_of):
        raise NotWhole(
            sentence("That week is in another school year. Plan the course for that year."), field="week_of"
        )
    changes = {"planned_for": monday_of(week_of), "missed_because": "", "missed_words": ""}
    move_course(locked, ClassCourseMove.REPLAN, changes, by=by, at=at)


@audit.action
def hold_class_course(*, row: ClassCourse, facts: HeldFacts, by: Actor, at: datetime) -> None:
    """It was held: when, what was done, what they thought of it, who came. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``."""
    must_plan(by, row.school)
    locked = hold_course(row)
    if facts.held_on > day_in(locked.municipality_id, at):
        raise NotWhole(sentence("Write it down when it has been held."), field="held_on")
    if not school_year(locked.starts_in).period.covers(facts.held_on):
        raise NotWhole(sentence("That day is in another school year."), field="held_on")
    changes = {
        "held_on": facts.held_on,
        "done": must_say(facts.done, "Say in a few words what was done.", "done"),
        "reflections": facts.reflections.strip(),
        "partner_name": facts.partner_name.strip(),
    }
    move_course(locked, ClassCourseMove.HOLD, changes, by=by, at=at)
    _free_partners(locked, at)


@audit.action
def evaluate_class_course(*, row: ClassCourse, evaluation: str, by: Actor, at: datetime) -> None:
    """What to keep and what to change. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``."""
    must_plan(by, row.school)
    words = must_say(evaluation, "Say what to keep and what to change.", "evaluation")
    move_course(hold_course(row), ClassCourseMove.EVALUATE, {"evaluation": words}, by=by, at=at)


@audit.action
def miss_class_course(
    *, row: ClassCourse, because: MissedBecause, words: str = "", by: Actor, at: datetime
) -> None:
    """It was not held, and why. Whoever was asked or booked is free again. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``."""
    must_plan(by, row.school)
    if because is MissedBecause.OTHER:
        must_say(words, "Say what it was, in a few words.", "words")
    changes = {"missed_because": because, "missed_words": words.strip(), "partner": None}
    locked = hold_course(row)
    move_course(locked, ClassCourseMove.MISS, changes, by=by, at=at)
    Booking.objects.filter(class_course=locked, state__in=LIVE_BOOKING).update(
        state=BookingState.WITHDRAWN, answered_at=at, link_id=None, link_expires_at=None, known_at=at
    )


def _free_partners(row: ClassCourse, at: datetime) -> None:
    """Whoever was asked and had not answered when it was held is not waited for any more."""
    Booking.objects.filter(class_course=row, state=BookingState.ASKED).update(
        state=BookingState.WITHDRAWN, answered_at=at, link_id=None, link_expires_at=None, known_at=at
    )


def _must_fit(unit: Unit, school: organisations.Organisation, course: CareerCourse) -> int:
    if unit.kind != UnitKind.CLASS:
        raise NotWhole(sentence("Choose a class."))
    if course.superseded_at is not None or course.withdrawn_at is not None:
        raise ChangedByNow(sentence("This course is offered no more, or has a newer version. Choose again."))
    if course.municipality_id != school.municipality_id:
        raise NotWhole(sentence("This course is of another municipality’s catalogue."), field="course")
    stage = stage_of(school.kind, unit.grade)
    if stage is None:
        raise NotWhole(
            sentence(
                "Nobody has said which grade this class is. Correct it in the register, or on the school’s page."
            )
        )
    if not course.from_stage <= stage <= course.to_stage:
        raise NotWhole(sentence("This course is for other grades. Choose another one."), field="course")
    return stage
