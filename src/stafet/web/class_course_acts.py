"""A teacher's path: plan a course for a class, ask a partner, say that it was held, evaluate it, thank; or say why it was missed."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.catalogue import api as catalogue
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import (
    AHEAD,
    CLASS_COURSE,
    DONE,
    LIVE_BOOKING,
    BookingState,
    ClassCourse,
    ClassCourseMove,
    ClassCourseState,
    MissedBecause,
)
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.class_course_forms import (
    AskForm,
    EvaluateForm,
    HeldForm,
    MissForm,
    PlanForm,
    ThankForm,
    WeekForm,
)
from stafet.web.class_courses import booking_or_404, class_course_or_404, class_or_404, week_words
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.hosts import year_of
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN


@page(allow=WRITE, writes=True)
def plan_course(request: PageRequest, class_id: UUID) -> HttpResponse:
    """Choose a course of the catalogue for a class, and a week."""
    unit, year = class_or_404(request, class_id), year_of(request)
    town = unit.organisation.municipality_id
    courses = list(classcourses.courses_to_pick(unit, year))
    demands = catalogue.demands_in({town}, year)
    demanded = frozenset(
        row.code
        for row in courses
        if (town, row.code) in demands and unit.grade in demands[town, row.code].stages
    )
    form = PlanForm(request.POST or None, courses=courses, demanded=demanded)
    act = Act(
        heading=gettext("Which course does %(class)s have, and when?") % {"class": unit.name},
        lead=gettext("Courses of the catalogue for this class, those that are obligatory first."),
        back=Action(gettext("Back to the class"), reverse("class_courses", args=[unit.pk])),
        do=gettext("Plan it"),
        settled=None if courses else _nothing_to_pick(),
    )
    chosen = {row.pk: row for row in courses}
    return carry_out(
        request,
        act,
        form,
        lambda: classcourses.plan_course(
            unit=unit,
            course=chosen[form.cleaned_data["course"]],
            week_of=form.cleaned_data["week_of"],
            by=request.actor,
            at=request.at,
        ),
        said=gettext("It is planned."),
        where=act.back.href,
    )


@page(allow=WRITE, writes=True)
def replan_course(request: PageRequest, class_course_id: UUID) -> HttpResponse:
    """Another week of the same school year."""
    row = class_course_or_404(request, class_course_id)
    form = WeekForm(request.POST or None, initial={"week_of": row.planned_for})
    act = _act(
        row, gettext("In which week is “%(course)s”?"), gettext("Save the week"), ClassCourseMove.REPLAN
    )
    return carry_out(
        request,
        act,
        form,
        lambda: classcourses.replan_course(
            row=row, week_of=form.cleaned_data["week_of"], by=request.actor, at=request.at
        ),
        said=gettext("The week is saved."),
        where=act.back.href,
    )


@page(allow=WRITE, writes=True)
def hold_course(request: PageRequest, class_course_id: UUID) -> HttpResponse:
    """It was held."""
    row = class_course_or_404(request, class_course_id)
    form = HeldForm(request.POST or None, today=request.today, is_booked=row.partner_id is not None)
    act = _act(row, gettext("How was “%(course)s”?"), gettext("Save that it was held"), ClassCourseMove.HOLD)
    return carry_out(
        request,
        act,
        form,
        lambda: classcourses.hold_class_course(row=row, facts=form.facts(), by=request.actor, at=request.at),
        said=gettext("It is written down as held. Evaluate it while you remember."),
        where=act.back.href,
    )


@page(allow=WRITE, writes=True)
def evaluate_course(request: PageRequest, class_course_id: UUID) -> HttpResponse:
    """What to keep and what to change."""
    row = class_course_or_404(request, class_course_id)
    form = EvaluateForm(request.POST or None)
    act = _act(
        row, gettext("What did you learn from “%(course)s”?"), gettext("Save it"), ClassCourseMove.EVALUATE
    )
    return carry_out(
        request,
        act,
        form,
        lambda: classcourses.evaluate_class_course(
            row=row, evaluation=form.cleaned_data["evaluation"], by=request.actor, at=request.at
        ),
        said=gettext("It is evaluated."),
        where=act.back.href,
    )


@page(allow=WRITE, writes=True)
def miss_course(request: PageRequest, class_course_id: UUID) -> HttpResponse:
    """It was not held, and why."""
    row = class_course_or_404(request, class_course_id)
    form = MissForm(request.POST or None)
    act = _act(
        row,
        gettext("Why was “%(course)s” not held?"),
        gettext("Save that it was missed"),
        ClassCourseMove.MISS,
        gettext("Whoever was booked is free again. It can be planned anew."),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: classcourses.miss_class_course(
            row=row,
            because=MissedBecause(form.cleaned_data["because"]),
            words=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        ),
        said=gettext("It is written down as missed."),
        where=act.back.href,
    )


@page(allow=WRITE, writes=True)
def ask_partner(request: PageRequest, class_course_id: UUID) -> HttpResponse:
    """Ask one of the bank to come."""
    row = class_course_or_404(request, class_course_id)
    lines = classcourses.partners_to_ask(request.actor, row, today=request.today)
    form = AskForm(request.POST or None, lines=lines, initial={"words": _wish(row)})
    chosen = {line.partner.pk: line.partner for line in lines}
    settled = None if row.state in AHEAD and row.partner_id is None else _stands(row)
    if settled is None and not lines:
        settled = Notice(
            Tone.INFO,
            gettext("Nobody of the bank can be asked now"),
            gettext("Write a partner down first, or ask one whose visits are not all taken."),
        )
    act = Act(
        heading=gettext("Who comes to “%(course)s”?") % {"course": row.course.title},
        lead=gettext(
            "They get a mail with a link, and answer without an account. It works once, and not for long."
        ),
        facts=_facts(row),
        back=_to_course(row),
        do=gettext("Send the request"),
        settled=settled,
    )
    return carry_out(
        request,
        act,
        form,
        lambda: classcourses.ask_partner(
            row=row,
            partner=chosen[form.cleaned_data["partner"]],
            words=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        ),
        said=gettext("The request is on its way. The answer stands here when it comes."),
        where=act.back.href,
    )


@page(allow=WRITE, writes=True)
def withdraw_booking(request: PageRequest, class_booking_id: UUID) -> HttpResponse:
    """Take a request back, or write down that they can't come after all."""
    booking = booking_or_404(request, class_booking_id)
    row = booking.class_course
    open_still = booking.state in LIVE_BOOKING and row.state not in DONE
    act = Act(
        heading=gettext("Does %(partner)s not come?") % {"partner": booking.partner.name},
        lead=gettext("The link opens nothing any more. Call them: no mail is sent."),
        back=_to_course(row),
        do=gettext("Take it back"),
        settled=None if open_still else Notice(Tone.INFO, str(BookingState(booking.state).label)),
    )
    return carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: classcourses.withdraw_booking(booking=booking, by=request.actor, at=request.at),
        said=gettext("It is taken back."),
        where=act.back.href,
    )


@page(allow=WRITE, writes=True)
def thank_partner(request: PageRequest, class_booking_id: UUID) -> HttpResponse:
    """Thank whoever came."""
    booking = booking_or_404(request, class_booking_id)
    row = booking.class_course
    if booking.state != BookingState.ACCEPTED or row.state not in DONE:
        raise Http404
    form = ThankForm(request.POST or None)
    act = Act(
        heading=gettext("Thank %(partner)s") % {"partner": booking.partner.name},
        lead=gettext(
            "They get a mail with a link to your words, and can say whether they may be asked again."
        ),
        back=_to_course(row),
        do=gettext("Send the thanks"),
        settled=Notice(Tone.INFO, gettext("They were thanked already.")) if booking.thanked_at else None,
    )
    return carry_out(
        request,
        act,
        form,
        lambda: classcourses.thank_partner(
            booking=booking, words=form.cleaned_data["words"], by=request.actor, at=request.at
        ),
        said=gettext("The thanks are on their way."),
        where=act.back.href,
    )


def _wish(row: ClassCourse) -> str:
    """What a school usually asks for, to be written on."""
    return gettext("%(class)s would like to come to you, or have you with them: “%(course)s”, %(week)s.") % {
        "class": row.unit.name,
        "course": row.course.title,
        "week": week_words(row.planned_for),
    }


def _act(row: ClassCourse, heading: str, do: str, what: ClassCourseMove, lead: str = "") -> Act:
    is_open = CLASS_COURSE.is_allowed(ClassCourseState(row.state), what)
    return Act(
        heading=heading % {"course": row.course.title},
        lead=lead,
        facts=_facts(row),
        back=_to_course(row),
        do=do,
        settled=None if is_open else _stands(row),
    )


def _stands(row: ClassCourse) -> Notice:
    return Notice(
        Tone.INFO, gettext("It stands as: %(state)s") % {"state": ClassCourseState(row.state).label}
    )


def _facts(row: ClassCourse) -> Facts:
    items = (
        Fact(gettext("Class"), f"{row.unit.name}, {row.school.name}"),
        Fact(gettext("Week"), week_words(row.planned_for)),
        Fact(gettext("From outside"), row.partner.name if row.partner else ""),
    )
    return Facts(row.course.title, tuple(item for item in items if item.value))


def _to_course(row: ClassCourse) -> Action:
    return Action(gettext("Back to the course"), reverse("class_course", args=[row.pk]))


def _nothing_to_pick() -> Notice:
    return Notice(
        Tone.INFO,
        gettext("No course of the catalogue is left for this class"),
        gettext("Either it has all of them this school year, or nobody has said which grade it is."),
    )
