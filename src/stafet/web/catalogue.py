"""Which courses in education and job are there, and what is this one?"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.catalogue import api as catalogue
from stafet.catalogue.api import CareerCourse, Stage
from stafet.offers import api as offers
from stafet.web.catalogue_parts import (
    course_facts,
    demand_table,
    demand_words,
    lessons_words,
    material_table,
    stages_words,
    version_table,
)
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Choice, Empty, Filters, Notice, Question, Tone
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.hosts import year_of
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN


class StageForm(forms.Form):
    """What stands in the address. What can't be read is as if it had not been asked."""

    stage = forms.TypedChoiceField(
        choices=Stage.choices, coerce=lambda value: Stage(int(value)), required=False, empty_value=None
    )

    def asked(self) -> Stage | None:
        """Whose courses."""
        self.is_valid()
        return self.cleaned_data.get("stage")


@page(allow=WRITE)
def career_courses(request: PageRequest) -> HttpResponse:
    """The catalogue of the reader's towns, by stage and title."""
    stage = StageForm(request.GET).asked()
    rows = list(catalogue.career_courses_for(request.actor, stage=stage))
    towns = offers.municipalities_of(request.actor)
    demands = catalogue.demands_in(towns, year_of(request))
    context = {
        "acts": _list_acts(request),
        "filters": _filters(stage),
        "work": WorkList(
            heading=gettext("Courses"),
            rows=tuple(_row(row, demand_words(demands.get((row.municipality_id, row.code)))) for row in rows),
            empty=Empty(
                gettext("There is no course here yet"),
                gettext(
                    "Whoever organises for the town writes one down, loads a file, or takes in those that come with Stafet."
                ),
            ),
            count=write_number(len(rows)),
            name="career-courses",
        ),
    }
    return render(request, "catalogue/list.html", context)


@page(allow=WRITE)
def career_course(request: PageRequest, career_course_id: UUID) -> HttpResponse:
    """One version of a course: what for, how it is prepared, with what, and for whom it is obligatory."""
    row = career_course_or_404(request, career_course_id)
    demand = catalogue.demands_in({row.municipality_id}, year_of(request)).get(
        (row.municipality_id, row.code)
    )
    context = {
        "course": row,
        "notice": _notice(row),
        "demand": demand_words(demand),
        "facts": course_facts(row),
        "materials": material_table(catalogue.materials_of(row)),
        "demands": demand_table(catalogue.demands_on(row)),
        "versions": version_table(catalogue.versions_of(row), row.pk),
        "acts": _acts(request, row),
    }
    return render(request, "catalogue/course.html", context)


def career_course_or_404(request: PageRequest, career_course_id: UUID) -> CareerCourse:
    """A course of a town the reader works in."""
    row = catalogue.career_course_for(request.actor, career_course_id)
    if row is None:
        raise Http404
    return row


def kept_career_course_or_404(request: PageRequest, career_course_id: UUID) -> CareerCourse:
    """A course whose catalogue the reader keeps."""
    row = career_course_or_404(request, career_course_id)
    if not catalogue.can_keep_catalogue_of(request.actor, row.municipality_id):
        raise Http404
    return row


def is_held(row: CareerCourse) -> bool:
    """Whether this version is the one that is offered."""
    return row.superseded_at is None and row.withdrawn_at is None


def _row(row: CareerCourse, demand: str) -> WorkRow:
    href = reverse("career_course", args=[row.pk])
    return WorkRow(
        name=row.title,
        href=href,
        detail=", ".join((stages_words(row.from_stage, row.to_stage), lessons_words(row.lessons))),
        why=row.aims,
        since=demand,
        action=Action(gettext("Look at it"), href),
    )


def _filters(stage: Stage | None) -> Filters:
    here = reverse("career_courses")
    choices = tuple(Choice(str(each.value), str(each.label), chosen=each is stage) for each in Stage)
    question = Question(
        "stage", gettext("For whom?"), (Choice("", gettext("Everybody"), chosen=stage is None), *choices)
    )
    return Filters(here, (question,), clear_href=here if stage is not None else "", swaps="career-courses")


def _list_acts(request: PageRequest) -> tuple[Action, ...]:
    file = Action(gettext("Save the catalogue as a file"), reverse("catalogue_file"))
    if not offers.organising_in(request.actor):
        return (file,)
    return (
        Action(gettext("Write down a course"), reverse("add_career_course")),
        Action(gettext("Load courses from a file"), reverse("load_catalogue")),
        Action(gettext("Take in the courses that come with Stafet"), reverse("take_in_shipped")),
        file,
    )


def _acts(request: PageRequest, row: CareerCourse) -> tuple[Action, ...]:
    if not is_held(row) or not catalogue.can_keep_catalogue_of(request.actor, row.municipality_id):
        return ()
    return (
        Action(gettext("Change the course"), reverse("change_career_course", args=[row.pk])),
        Action(gettext("Decide for whom it is obligatory"), reverse("demand_career_course", args=[row.pk])),
        Action(gettext("Withdraw the course"), reverse("withdraw_career_course", args=[row.pk])),
    )


def _notice(row: CareerCourse) -> Notice | None:
    if row.withdrawn_at is not None:
        return Notice(
            Tone.WARNING, gettext("This course is withdrawn"), gettext("Classes that have it keep it.")
        )
    if row.superseded_at is not None:
        return Notice(Tone.INFO, gettext("A newer version of this course holds"))
    return None
