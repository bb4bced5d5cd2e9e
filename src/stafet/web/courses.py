"""Which practical courses are there, who needs a seat, and who is on this one?"""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.placements.api import SchemeKind
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import (
    Course,
    CoursePlan,
    CourseSeat,
    CourseShare,
    CourseState,
    SeatNeed,
    SeatState,
    ShareState,
)
from stafet.web import course_parts
from stafet.web.components.days import write_day, write_period
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.hosts import year_of
from stafet.web.placement_parts import waited_words, weekday_words
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_A_PAGE = 50


@page(allow=WRITE)
def practical_courses(request: PageRequest) -> HttpResponse:
    """The catalogue of the school year: what the reader's town can use, and what it is asked to share."""
    found = list(courses.courses_for(request.actor, starts_in=year_of(request)))
    shares = courses.own_shares(request.actor, found)
    towns = offers.municipalities_of(request.actor)
    keeps = bool(offers.organising_in(request.actor))
    context = {
        "asked": [_asked(share) for share in courses.asked_shares(request.actor)],
        "plans": _plans(request),
        "set_plan": Action(gettext("Set the town’s day"), reverse("set_course_plan")) if keeps else None,
        "begin": Action(gettext("Write down a course"), reverse("add_course")) if keeps else None,
        "work": WorkList(
            heading=gettext("Courses"),
            rows=tuple(_row(course, shares.get(course.pk)) for course in found),
            empty=Empty(
                gettext("No course is written down for this school year"),
                gettext(
                    "Whoever organises for the town writes one down, or another town shares one of its own."
                ),
            ),
            count=write_number(len(found)) if towns else "",
            name="courses",
        ),
    }
    return render(request, "courses/list.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def course(request: PageRequest, course_id: UUID) -> HttpResponse:
    """One course: what it is, whose the seats are, what it costs; and those on it whom the reader may see anyway."""
    row = course_or_404(request, course_id)
    seats = list(courses.seats_on(row)[:_A_PAGE])
    request.saw(*(seat.person_id for seat in seats))
    names = dict(organisations.municipalities())
    context = {
        "course": row,
        "notice": _cancelled(row),
        "facts": course_parts.course_facts(row),
        "price": course_parts.price_words(row),
        "shares": course_parts.share_table(row, courses.share_lines(request.actor, row), names),
        "acts": _acts(request, row),
        "taken": _taken(request, row),
        "work": WorkList(
            heading=gettext("On the course, or asked, whom you may see"),
            rows=tuple(_seat_row(request, seat) for seat in seats),
            empty=Empty(
                gettext("Nobody you may see"),
                gettext(
                    "A seat opens nobody to a provider. Whoever takes over the responsibility sees them."
                ),
            ),
            name="seats",
        ),
    }
    return render(request, "courses/course.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def course_needs(request: PageRequest) -> HttpResponse:
    """Who has no company while the town's day is near or past, or has lost theirs; and what is under way for them."""
    part = Paginator(courses.who_needs_a_seat(request.actor, today=request.today), _A_PAGE).get_page(
        request.GET.get("page")
    )
    request.saw(*(row.person_id for row in part))
    context = {
        "work": WorkList(
            heading=gettext("Without a company"),
            rows=tuple(_need_row(request, need) for need in courses.seat_needs(list(part))),
            empty=Empty(
                gettext("Everybody you may see has a place, or time to find one"),
                gettext("Whoever loses a company stands here the same day."),
            ),
            count=write_number(part.paginator.count),
            name="needs",
            pager=page_pager(part),
        )
    }
    return render(request, "courses/needs.html", context)


def course_or_404(request: PageRequest, course_id: UUID) -> Course:
    """A course the reader's town, or the provider they work at, knows of."""
    row = courses.course_for(request.actor, course_id)
    if row is None:
        raise Http404
    return row


def _row(course: Course, share: CourseShare | None) -> WorkRow:
    href = reverse("course", args=[course.pk])
    held = course.state == CourseState.OPEN
    return WorkRow(
        name=course.name,
        href=href,
        detail=", ".join((course.provider.name, weekday_words(course.weekdays))),
        why=course_parts.seats_words(share) if held else str(CourseState(course.state).label),
        since=write_period(course.starts_on, course.ends_on),
        action=Action(gettext("Look at it"), href),
    )


def _asked(share: CourseShare) -> dict[str, object]:
    words = ngettext(
        "%(count)d seat on “%(course)s” is offered to your municipality",
        "%(count)d seats on “%(course)s” are offered to your municipality",
        share.quota,
    ) % {"count": share.quota, "course": share.course.name}
    return {
        "notice": Notice(Tone.INFO, words, course_parts.price_words(share.course)),
        "action": Action(
            gettext("Read the terms, and answer"), reverse("answer_share", args=[share.course_id])
        ),
    }


def _plans(request: PageRequest) -> Facts | None:
    rows = list(courses.plans_of(offers.municipalities_of(request.actor))[:6])
    return Facts(gettext("The town’s days"), tuple(map(_plan, rows))) if rows else None


def _plan(plan: CoursePlan) -> Fact:
    year = f"{plan.starts_in}/{(plan.starts_in + 1) % 100:02}"
    told = {"day": write_day(plan.find_by), "first": write_day(plan.first_day)}
    return Fact(
        f"{SchemeKind(plan.kind).label}, {year}",
        gettext("Pupils look for a company until %(day)s. The first company day is %(first)s.") % told,
        hint=plan.decided,
    )


def _acts(request: PageRequest, row: Course) -> tuple[Action, ...]:
    own = CourseShare.objects.filter(course=row, state=ShareState.ASKED).exclude(
        municipality_id=row.municipality_id
    )
    found = []
    if any(courses.can_answer_share(request.actor, share) for share in own):
        found.append(Action(gettext("Answer for the municipality"), reverse("answer_share", args=[row.pk])))
    if courses.can_keep_course(request.actor, row) and row.state == CourseState.OPEN:
        found += [
            Action(gettext("Share seats with another municipality"), reverse("share_course", args=[row.pk])),
            Action(gettext("Change the course"), reverse("change_course", args=[row.pk])),
            Action(gettext("Cancel the course"), reverse("cancel_course", args=[row.pk])),
        ]
    return tuple(found)


def _taken(request: PageRequest, row: Course) -> str:
    """How many seats are held in all: for the town that arranged it, and for whoever holds the course."""
    knows = row.municipality_id in offers.municipalities_of(request.actor)
    if not knows and row.provider_id not in request.actor.organisation_ids:
        return ""
    return gettext("%(taken)d of %(seats)d seats are held now.") % {"taken": row.taken, "seats": row.seats}


def _cancelled(row: Course) -> Notice | None:
    if row.state == CourseState.OPEN:
        return None
    return Notice(Tone.WARNING, gettext("This course is cancelled"), row.cancelled_because)


def _seat_row(request: PageRequest, seat: CourseSeat) -> WorkRow:
    href = reverse("person_placement", args=[seat.person_id])
    proposed = seat.state == SeatState.PROPOSED
    return WorkRow(
        name=seat.person.name,
        href=href,
        detail=seat.placement.school.name,
        why=str(SeatState(seat.state).label),
        by=deadline(seat.answer_by, today=request.today) if proposed else None,
        action=Action(gettext("Go on"), href),
    )


def _need_row(request: PageRequest, need: SeatNeed) -> WorkRow:
    row, seat = need.placement, need.seat
    href = reverse("person_placement", args=[row.person_id])
    why = course_parts.why_needed(need, request.today)
    proposed = seat is not None and seat.state == SeatState.PROPOSED
    if seat is not None and proposed:
        why = f"{why}. {course_parts.late_words(seat, request.today)}"
    goes_on = seat is not None or row.state not in courses.CAN_BE_PROPOSED
    return WorkRow(
        name=row.person.name,
        href=href,
        detail=", ".join(filter(None, (row.scheme.name, row.school.name, row.class_name))),
        why=why,
        since=waited_words(row.since_on, request.today),
        by=deadline(seat.answer_by if seat is not None and proposed else need.lost_on, today=request.today),
        action=Action(gettext("Go on"), href)
        if goes_on
        else Action(gettext("Propose a course"), reverse("propose_course", args=[row.pk])),
    )
