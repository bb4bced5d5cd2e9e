"""A town writes a course down, changes it, withdraws it, and decides for whom it is obligatory."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.catalogue import api as catalogue
from stafet.catalogue.api import CareerCourse
from stafet.kernel.sentences import SentenceError
from stafet.offers import api as offers
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.catalogue import is_held, kept_career_course_or_404
from stafet.web.catalogue_forms import MATERIAL, CareerCourseForm, DemandForm, known_career_course
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.hosts import year_of
from stafet.web.registry import PageRequest, page

ORGANISE = access.Permission.ORGANISE


@page(allow=ORGANISE, writes=True)
def add_career_course(request: PageRequest) -> HttpResponse:
    """One more course."""
    town = own_town_or_404(request)
    form = CareerCourseForm(request.POST or None)
    act = Act(
        heading=gettext("Which course in education and job is there?"),
        lead=gettext("Everybody who works with young people in the town finds it."),
        back=to_catalogue(),
        do=gettext("Put it in the catalogue"),
        sections=_sections(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = catalogue.publish_course(
                municipality_id=town, facts=form.facts(), by=request.actor, at=request.at
            )
            where = reverse("career_course", args=[made.pk])
            return done(request, gettext("It stands in the catalogue."), where)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def change_career_course(request: PageRequest, career_course_id: UUID) -> HttpResponse:
    """The next version of it."""
    row = kept_career_course_or_404(request, career_course_id)
    materials = catalogue.materials_as_told(row.pk)
    form = CareerCourseForm(
        request.POST or None, materials=materials, initial=known_career_course(row, materials)
    )
    act = Act(
        heading=gettext("What is different about “%(course)s”?") % {"course": row.title},
        lead=gettext("It becomes the next version. What classes have had stays as it was."),
        back=_to_course(row),
        do=gettext("Save the next version"),
        sections=_sections(),
        settled=_settled(row),
    )
    if request.method == "POST" and act.settled is None and form.is_valid():
        try:
            made = catalogue.change_course(course=row, facts=form.facts(), by=request.actor, at=request.at)
            where = reverse("career_course", args=[made.pk])
            return done(request, gettext("The next version holds from now on."), where)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def withdraw_career_course(request: PageRequest, career_course_id: UUID) -> HttpResponse:
    """It is not offered any more."""
    row = kept_career_course_or_404(request, career_course_id)
    act = Act(
        heading=gettext("Is “%(course)s” not offered any more?") % {"course": row.title},
        lead=gettext("Classes that have it keep it. Nobody can choose it from now on."),
        back=_to_course(row),
        do=gettext("Withdraw the course"),
        settled=_settled(row),
        grave=True,
    )
    return carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: catalogue.withdraw_course(course=row, by=request.actor, at=request.at),
        said=gettext("It is withdrawn."),
        where=reverse("career_courses"),
    )


@page(allow=ORGANISE, writes=True)
def demand_career_course(request: PageRequest, career_course_id: UUID) -> HttpResponse:
    """For whom it is obligatory from a school year on."""
    row, year = kept_career_course_or_404(request, career_course_id), year_of(request)
    known = catalogue.demands_in({row.municipality_id}, year).get((row.municipality_id, row.code))
    initial: dict[str, object] = {"from_year": year, "needs_partner": True}
    if known is not None:
        initial |= {"stages": known.stages, "needs_partner": known.needs_partner}
    form = DemandForm(request.POST or None, course=row, year=year, initial=initial)
    act = Act(
        heading=gettext("For whom is “%(course)s” obligatory?") % {"course": row.title},
        lead=gettext("Earlier school years keep what was decided then."),
        back=_to_course(row),
        do=gettext("Save the decision"),
        settled=_settled(row),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: catalogue.demand_course(
            municipality_id=row.municipality_id, facts=form.facts(row.code), by=request.actor, at=request.at
        ),
        said=gettext("The decision is written down."),
        where=act.back.href,
    )


def own_town_or_404(request: PageRequest) -> UUID:
    """The town the reader organises for; the first of several."""
    towns = sorted(offers.organising_in(request.actor))
    if not towns:
        raise Http404
    return towns[0]


def to_catalogue() -> Action:
    """The way back to the list."""
    return Action(gettext("Courses in education and job"), reverse("career_courses"))


def _to_course(row: CareerCourse) -> Action:
    return Action(gettext("Back to the course"), reverse("career_course", args=[row.pk]))


def _settled(row: CareerCourse) -> Notice | None:
    return None if is_held(row) else Notice(Tone.INFO, gettext("This version is not offered any more."))


def _sections() -> tuple[Section, ...]:
    about = tuple(name for name in CareerCourseForm.base_fields if name not in MATERIAL)
    return (
        Section(gettext("The course"), about[:5]),
        Section(gettext("How it is taught"), about[5:]),
        Section(gettext("A material to teach with"), MATERIAL, gettext("Leave it empty if there is none.")),
    )
