"""A town writes a course down, changes it, shares it, answers for its share, cancels it, and sets its day."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.offers import api as offers
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import Course, CourseShare, CourseState, ShareState
from stafet.web import course_parts
from stafet.web.acting import carry_out
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.numbers import write_money, write_number
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.course_forms import (
    COURSE_PARTS,
    AgreeForm,
    CancelForm,
    CourseForm,
    PlanForm,
    ShareForm,
    known_course,
)
from stafet.web.courses import course_or_404
from stafet.web.hosts import year_of
from stafet.web.registry import PageRequest, page

ORGANISE = access.Permission.ORGANISE


@page(allow=ORGANISE, writes=True)
def add_course(request: PageRequest) -> HttpResponse:
    """One more course."""
    town = _own_town_or_404(request)
    form = CourseForm(request.POST or None, town=town)
    act = Act(
        heading=gettext("Which practical course is there?"),
        lead=gettext(
            "Everybody who works with young people in the town finds it. Its seats are shared afterwards."
        ),
        back=_to_catalogue(),
        do=gettext("Put it in the catalogue"),
        sections=_sections(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = courses.publish_course(
                municipality_id=town, facts=form.facts(), by=request.actor, at=request.at
            )
            return done(request, gettext("It stands in the catalogue."), reverse("course", args=[made.pk]))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def change_course(request: PageRequest, course_id: UUID) -> HttpResponse:
    """Something about it is different."""
    row = _kept_or_404(request, course_id)
    form = CourseForm(request.POST or None, town=row.municipality_id, initial=known_course(row))
    act = Act(
        heading=gettext("What is different about “%(course)s”?") % {"course": row.name},
        lead=gettext("When the price, the weeks or the split change, other municipalities are asked again."),
        back=_to_course(row),
        do=gettext("Save it"),
        sections=_sections(),
        settled=_settled(row),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: courses.change_course(course=row, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def share_course(request: PageRequest, course_id: UUID) -> HttpResponse:
    """Give seats to another municipality."""
    row = _kept_or_404(request, course_id)
    form = ShareForm(request.POST or None, own=row.municipality_id)
    act = Act(
        heading=gettext("Who gets seats on “%(course)s”?") % {"course": row.name},
        lead=gettext(
            "The municipality is asked, and uses the seats once it has agreed to the terms. Until then, and with a no, nobody of theirs is on the course."
        ),
        facts=_terms(row),
        back=_to_course(row),
        do=gettext("Offer the seats"),
        settled=_settled(row),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: courses.offer_share(
            course=row,
            municipality_id=form.chosen_town(),
            quota=form.cleaned_data["quota"],
            by=request.actor,
            at=request.at,
        ),
    )


@page(allow=ORGANISE, writes=True)
def answer_share(request: PageRequest, course_id: UUID) -> HttpResponse:
    """The office of a town answers for the seats it was offered."""
    row = course_or_404(request, course_id)
    share = (
        CourseShare.objects.filter(course=row, municipality_id__in=offers.organising_in(request.actor))
        .exclude(municipality_id=row.municipality_id)
        .first()
    )
    if share is None:
        raise Http404
    form = AgreeForm(request.POST or None)
    answered = share.state != ShareState.ASKED
    act = Act(
        heading=gettext("Does your municipality take seats on “%(course)s”?") % {"course": row.name},
        facts=_terms(row, share),
        back=_to_course(row),
        do=gettext("Send the answer"),
        settled=Notice(Tone.INFO, str(ShareState(share.state).label)) if answered else None,
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: courses.answer_share(
            share=share,
            is_agreed=form.cleaned_data["answer"] == "yes",
            by=request.actor,
            at=request.at,
        ),
        where=reverse("practical_courses"),
    )


@page(allow=ORGANISE, writes=True)
def cancel_course(request: PageRequest, course_id: UUID) -> HttpResponse:
    """It is not held any more."""
    row = _kept_or_404(request, course_id)
    form = CancelForm(request.POST or None)
    act = Act(
        heading=gettext("Cancel “%(course)s”?") % {"course": row.name},
        lead=gettext(
            "Nobody is moved by it: pupils on the course stand at once among those who need a seat, in each municipality for itself."
        ),
        back=_to_course(row),
        do=gettext("Cancel the course"),
        settled=_settled(row),
        grave=True,
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: courses.cancel_course(
            course=row, because=form.cleaned_data["because"], by=request.actor, at=request.at
        ),
    )


@page(allow=ORGANISE, writes=True)
def set_course_plan(request: PageRequest) -> HttpResponse:
    """Until when pupils look for a company, and the first company day."""
    town = _own_town_or_404(request)
    form = PlanForm(request.POST or None, initial={"starts_in": year_of(request)})
    act = Act(
        heading=gettext("Until when do pupils look for a company?"),
        lead=gettext(
            "From the day after, whoever has none stands in the list of those who need a seat. A person proposes; nothing is assigned."
        ),
        back=_to_catalogue(),
        do=gettext("Set the day"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: courses.set_plan(municipality_id=town, facts=form.facts(), by=request.actor, at=request.at),
    )


def _own_town_or_404(request: PageRequest) -> UUID:
    towns = sorted(offers.organising_in(request.actor))
    if not towns:
        raise Http404
    return towns[0]


def _kept_or_404(request: PageRequest, course_id: UUID) -> Course:
    row = course_or_404(request, course_id)
    if not courses.can_keep_course(request.actor, row):
        raise Http404
    return row


def _sections() -> tuple[Section, ...]:
    return tuple(Section(str(heading), fields) for heading, fields in COURSE_PARTS)


def _terms(row: Course, share: CourseShare | None = None) -> Facts:
    """What is agreed to."""
    items = course_parts.course_facts(row).items
    price = Fact(gettext("Price"), course_parts.price_words(row))
    if share is None:
        return Facts(row.name, (*items, price))
    full = write_money(share.quota * row.weeks * row.week_price, row.currency)
    yours = Fact(gettext("Seats for you"), write_number(share.quota))
    return Facts(row.name, (*items, price, yours, Fact(gettext("If every seat is used"), full)))


def _settled(row: Course) -> Notice | None:
    if row.state == CourseState.OPEN:
        return None
    return Notice(Tone.INFO, gettext("This course is cancelled"), row.cancelled_because)


def _to_catalogue() -> Action:
    return Action(gettext("Back to the courses"), reverse("practical_courses"))


def _to_course(row: Course) -> Action:
    return Action(gettext("Back to the course"), reverse("course", args=[row.pk]))


def _carry_out(
    request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object], *, where: str = ""
) -> HttpResponse:
    return carry_out(
        request, act, form, do, said=gettext("It is written down."), where=where or act.back.href
    )
