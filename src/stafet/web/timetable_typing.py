"""A school's week typed in, or corrected, class by class. Each time is one more version; going back is always possible."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.periods import school_year_of
from stafet.kernel.timetables.problem import PartyKind, Week
from stafet.schoolweeks import api as schoolweeks
from stafet.web.acts import Act
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.registry import PageRequest, page
from stafet.web.timetable_acting import carry_over
from stafet.web.timetable_forms import ClassWeekForm
from stafet.web.timetable_parts import KEEP, school_or_404, week_or_404

_FIRST_YEAR, _LAST_YEAR = 2020, 2100
_DAYS, _HOURS = (1, 7, 5), (1, 16, 8)
"""At least, at most, and what most schools have."""


class EmptyWeekForm(forms.Form):
    """How big the week is that is typed in."""

    starts_in = forms.IntegerField(
        label=gettext_lazy("In which year does the school year begin?"),
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
    )
    days = forms.IntegerField(
        label=gettext_lazy("How many days has the week?"),
        min_value=_DAYS[0],
        max_value=_DAYS[1],
        initial=_DAYS[2],
    )
    hours = forms.IntegerField(
        label=gettext_lazy("How many hours has the longest day?"),
        min_value=_HOURS[0],
        max_value=_HOURS[1],
        initial=_HOURS[2],
    )


@page(allow=KEEP, writes=True)
def begin_week(request: PageRequest, week_school_id: UUID) -> HttpResponse:
    """An empty week; the lessons follow, class by class."""
    school = school_or_404(request, week_school_id)
    year = school_year_of(request.today).period.starts_on.year
    form = EmptyWeekForm(request.POST if request.method == "POST" else None, initial={"starts_in": year})
    act = Act(
        heading=gettext("How big is the week?"),
        lead=gettext("The timetable of %(school)s. You type in the lessons of one class after the other.")
        % {"school": school.name},
        back=Action(gettext("All timetables"), reverse("timetables")),
        do=gettext("Begin with the first class"),
    )
    return carry_over(
        request,
        act,
        form,
        lambda: schoolweeks.type_week(school=school, **form.cleaned_data, by=request.actor, at=request.at),
        gettext("The week is begun."),
        "type_class",
    )


@page(allow=KEEP, writes=True)
def type_class(request: PageRequest, week_id: UUID) -> HttpResponse:
    """The lessons of one class, as they are now, to be changed; or of a new one."""
    row = week_or_404(request, week_id, to_keep=True)
    week = schoolweeks.plain_week(row)
    class_key = _class_meant(week, request.GET.get("of", ""))
    form = ClassWeekForm(request.POST if request.method == "POST" else None, week=week, class_key=class_key)
    back = Action(gettext("Back to the week"), reverse("school_week", args=[row.pk]))
    act = Act(
        heading=gettext("Which lessons has %(class)s?") % {"class": class_key}
        if class_key
        else gettext("Which lessons has the class?"),
        lead=gettext(
            "One line for each hour: subject; teacher; room. An empty line is a free hour. A plus (+) goes on with the lesson above: together they move as one. Several at once stand beside each other with | between them."
        ),
        back=back,
        do=gettext("Put them in the week"),
        notice=_shared(week, class_key),
    )
    return carry_over(
        request,
        act,
        form,
        lambda: schoolweeks.correct_week(
            week=row,
            class_key=form.cleaned_data["class_key"],
            lessons=form.lessons(),
            by=request.actor,
            at=request.at,
        ),
        gettext("They stand in the week. A new version of it holds."),
    )


def _class_meant(week: Week, which: str) -> str:
    """The class by its number; empty for a new one."""
    if not which:
        return ""
    classes = week.of_kind(PartyKind.CLASS)
    if not (which.isascii() and which.isdigit() and int(which[:5]) < len(classes)):
        raise Http404
    return classes[int(which)].id.key


def _shared(week: Week, class_key: str) -> Notice | None:
    """A lesson of several classes is changed for all of them."""
    others = {
        other
        for lesson in week.lessons
        if class_key in lesson.classes
        for other in lesson.classes
        if other != class_key
    }
    if not others:
        return None
    words = gettext("What you change in a lesson they have together changes for them, too: %(classes)s.")
    head = gettext("Some lessons are shared with other classes")
    return Notice(Tone.INFO, head, words % {"classes": ", ".join(sorted(others))})
