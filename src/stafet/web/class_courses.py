"""What does this class have, and how far is it with one course?"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.catalogue import api as catalogue
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import (
    AHEAD,
    DONE,
    Booking,
    BookingState,
    ClassCourse,
    ClassCourseState,
    MissedBecause,
)
from stafet.kernel.periods import school_year
from stafet.organisations.api import Unit
from stafet.web.catalogue_parts import course_facts, material_table, partners_words
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.coverage import asked_year
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN
_FEW = 20
_ACTS = {
    ClassCourseState.PLANNED: (
        "hold_class_course",
        "ask_class_partner",
        "replan_class_course",
        "miss_class_course",
    ),
    ClassCourseState.BOOKED: ("hold_class_course", "replan_class_course", "miss_class_course"),
    ClassCourseState.HELD: ("evaluate_class_course",),
    ClassCourseState.EVALUATED: (),
    ClassCourseState.MISSED: ("replan_class_course",),
}


@page(allow=WRITE)
def class_page(request: PageRequest, class_id: UUID) -> HttpResponse:
    """One class in a school year: its courses, and the way to one more."""
    unit, year = class_or_404(request, class_id), asked_year(request)
    rows = list(classcourses.courses_of_class(unit, year))
    missing = _missing(unit, year)
    context = {
        "unit": unit,
        "year": school_year(year).label,
        "back": _to_coverage(unit, year),
        "missing": missing,
        "plan": Action(gettext("Plan a course"), reverse("plan_class_course", args=[unit.pk])),
        "work": WorkList(
            heading=gettext("Courses of the class"),
            rows=tuple(course_row(row, request.today) for row in rows),
            empty=Empty(
                gettext("This class has no course in this school year"),
                gettext("Choose one from the catalogue, and set a week."),
            ),
            name="class-courses",
        ),
    }
    return render(request, "coverage/class.html", context)


@page(allow=WRITE)
def class_course(request: PageRequest, class_course_id: UUID) -> HttpResponse:
    """One course of a class: the week, who comes, what was done, and what comes next."""
    row = class_course_or_404(request, class_course_id)
    bookings = list(classcourses.bookings_of(row))
    context = {
        "row": row,
        "back": Action(
            f"{row.unit.name}, {row.school.name}",
            f"{reverse('class_courses', args=[row.unit_id])}?year={row.starts_in}",
        ),
        "state": str(ClassCourseState(row.state).label),
        "notice": _notice(row, request.today),
        "facts": _facts(row),
        "about": course_facts(row.course),
        "materials": material_table(catalogue.materials_of(row.course)),
        "acts": tuple(_act(name, row) for name in _ACTS[ClassCourseState(row.state)]),
        "work": WorkList(
            heading=gettext("Partners that were asked"),
            rows=tuple(_booking_row(booking, row) for booking in bookings),
            empty=Empty(
                gettext("Nobody has been asked"),
                gettext("Wanted from outside: %(kinds)s") % {"kinds": partners_words(row.course.partners)}
                if row.course.partners
                else "",
            ),
            name="bookings",
        ),
    }
    return render(request, "coverage/course.html", context)


def class_or_404(request: PageRequest, class_id: UUID) -> Unit:
    """A class the reader plans for."""
    unit = classcourses.class_for(request.actor, class_id)
    if unit is None:
        raise Http404
    return unit


def class_course_or_404(request: PageRequest, class_course_id: UUID) -> ClassCourse:
    """A course of a class the reader plans for."""
    row = classcourses.class_course_for(request.actor, class_course_id)
    if row is None:
        raise Http404
    return row


def booking_or_404(request: PageRequest, booking_id: UUID) -> Booking:
    """A booking of a class the reader plans for."""
    booking = classcourses.booking_for(request.actor, booking_id)
    if booking is None:
        raise Http404
    return booking


def unsaid_of_today(request: PageRequest) -> WorkList:
    """Courses whose week is over and of which nobody has said what became. One look-up."""
    rows = list(classcourses.unsaid(request.actor, today=request.today)[:_FEW])
    return WorkList(
        heading=gettext("Courses of classes whose week is over: were they held?"),
        rows=tuple(_unsaid_row(row, request.today) for row in rows),
        empty=Empty(""),
        name="unsaid-courses",
    )


def course_row(row: ClassCourse, today: date) -> WorkRow:
    """A course of a class in its list."""
    href = reverse("class_course", args=[row.pk])
    return WorkRow(
        name=row.course.title,
        href=href,
        detail=row.partner.name if row.partner else row.partner_name,
        why=_state_words(row),
        since=week_words(row.planned_for),
        by=deadline(row.planned_for, today=today) if row.state in AHEAD else None,
        action=Action(gettext("Go on"), href),
    )


def week_words(monday: date) -> str:
    """The week as schools count: "Week 41, from 5 October"."""
    return gettext("Week %(week)d, from %(day)s") % {
        "week": monday.isocalendar().week,
        "day": write_day(monday, "short"),
    }


def _unsaid_row(row: ClassCourse, today: date) -> WorkRow:
    href = reverse("class_course", args=[row.pk])
    return WorkRow(
        name=f"{row.unit.name}, {row.school.name}",
        href=href,
        why=gettext("“%(course)s” was planned for this week") % {"course": row.course.title},
        since=week_words(row.planned_for),
        by=deadline(row.planned_for, today=today),
        action=Action(gettext("Say that it was held"), reverse("hold_class_course", args=[row.pk])),
        more=(Action(gettext("Say that it was missed"), reverse("miss_class_course", args=[row.pk])),),
    )


def _missing(unit: Unit, year: int) -> tuple[str, ...]:
    """What is obligatory for the class and that it does not have."""
    town = unit.organisation.municipality_id
    demands = catalogue.demands_in({town}, year)
    free = classcourses.courses_to_pick(unit, year)
    return tuple(
        row.title
        for row in free
        if (demand := demands.get((town, row.code))) is not None and unit.grade in demand.stages
    )


def _to_coverage(unit: Unit, year: int) -> Action:
    where = f"{reverse('coverage')}?year={year}&school={unit.organisation_id}"
    return Action(gettext("How far are the classes?"), where)


def _state_words(row: ClassCourse) -> str:
    state = str(ClassCourseState(row.state).label)
    if row.state == ClassCourseState.MISSED:
        return f"{state}: {MissedBecause(row.missed_because).label}"
    if row.held_on is not None:
        return f"{state}, {write_day(row.held_on, 'short')}"
    return state


def _notice(row: ClassCourse, today: date) -> Notice | None:
    if row.state in AHEAD and (today - row.planned_for).days > 6:
        return Notice(Tone.WARNING, gettext("Its week is over. Was it held?"))
    if row.state in DONE and row.partner_id is None and not row.partner_name:
        return Notice(
            Tone.WARNING,
            gettext("Nobody from outside was there"),
            gettext("Where the municipality wants a partner, this course does not count."),
        )
    return None


def _facts(row: ClassCourse) -> Facts:
    items = (
        Fact(gettext("Where it stands"), _state_words(row)),
        Fact(gettext("Week"), week_words(row.planned_for)),
        Fact(gettext("From outside"), row.partner.name if row.partner else row.partner_name),
        Fact(gettext("What was done"), row.done),
        Fact(gettext("What they thought"), row.reflections),
        Fact(gettext("To keep, and to change"), row.evaluation),
        Fact(gettext("Why it was missed"), row.missed_words),
    )
    return Facts(row.course.title, tuple(item for item in items if item.value))


def _act(name: str, row: ClassCourse) -> Action:
    words = {
        "hold_class_course": gettext("Say that it was held"),
        "ask_class_partner": gettext("Ask a partner"),
        "replan_class_course": gettext("Plan another week"),
        "miss_class_course": gettext("Say that it was missed"),
        "evaluate_class_course": gettext("Evaluate it"),
    }
    return Action(words[name], reverse(name, args=[row.pk]))


def _booking_row(booking: Booking, row: ClassCourse) -> WorkRow:
    state = str(BookingState(booking.state).label)
    why = f"{state}: {booking.answer}" if booking.answer else state
    if booking.thanked_at is not None:
        thanked = gettext("They have been thanked")
        why = f"{why}. {thanked}"
    return WorkRow(
        name=booking.partner.name,
        href=reverse("class_partner", args=[booking.partner_id]),
        why=why,
        since=write_day(booking.asked_at.date(), "short"),
        action=_booking_act(booking, row),
    )


def _booking_act(booking: Booking, row: ClassCourse) -> Action | None:
    if booking.state == BookingState.ACCEPTED and row.state in DONE:
        if booking.thanked_at is not None:
            return None
        return Action(gettext("Thank them"), reverse("thank_class_partner", args=[booking.pk]))
    if booking.state in {BookingState.ASKED, BookingState.ACCEPTED}:
        return Action(gettext("Take it back"), reverse("withdraw_class_booking", args=[booking.pk]))
    return None
