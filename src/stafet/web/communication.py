"""Who tells whom what, when? The communication plan of a school year: its lines, done or overdue, and the next year's."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.materials import api as materials
from stafet.materials.api import Channel, Telling, TellingState
from stafet.offers import api as offers
from stafet.placements.api import SchemeKind
from stafet.web import material_parts
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.communication_forms import DropForm, FinishForm, TellingForm, known_telling
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Choice, Empty, Filters, Notice, Question, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.hosts import year_of
from stafet.web.materials import own_town_or_404
from stafet.web.registry import PageRequest, page

WRITE, ORGANISE = access.Permission.WRITE_PLAN, access.Permission.ORGANISE


@page(allow=WRITE)
def communication_plan(request: PageRequest) -> HttpResponse:
    """What is still to be told, by day, and below it what is done."""
    starts_in = _asked_year(request)
    rows = list(materials.tellings_for(request.actor, starts_in=starts_in))
    waits = [row for row in rows if row.state == TellingState.PLANNED]
    ended = [row for row in rows if row.state != TellingState.PLANNED]
    keeps = bool(offers.organising_in(request.actor))
    context = {
        "filters": _filters(request, starts_in),
        "begin": Action(gettext("Plan a line"), reverse("plan_telling")) if keeps else None,
        "copy": Action(
            gettext("Copy to %(year)s") % {"year": _year(starts_in + 1)},
            reverse("copy_plan", args=[starts_in]),
        )
        if keeps and rows
        else None,
        "work": WorkList(
            heading=gettext("To be told"),
            rows=tuple(_row(request, row) for row in waits),
            empty=Empty(gettext("Nothing is left to be told this school year")),
            count=write_number(len(waits)),
            name="to-be-told",
        ),
        "ended": WorkList(
            heading=gettext("Done"),
            rows=tuple(_row(request, row) for row in ended),
            empty=Empty(gettext("Nothing is done yet")),
            count=write_number(len(ended)),
            name="told",
        ),
    }
    return render(request, "materials/plan.html", context)


@page(allow=ORGANISE, writes=True)
def plan_telling(request: PageRequest) -> HttpResponse:
    """One more line."""
    town = own_town_or_404(request)
    form = TellingForm(request.POST or None, by=request.actor, town=town, at=request.at)
    act = Act(
        heading=gettext("What is told to whom, and when?"),
        lead=gettext("Stafet sends none of it: it remembers, and reminds whoever does it."),
        back=_to_plan(),
        do=gettext("Put it in the plan"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: materials.plan_telling(
            municipality_id=town, facts=form.facts(), by=request.actor, at=request.at
        ),
    )


@page(allow=ORGANISE, writes=True)
def change_telling(request: PageRequest, telling_id: UUID) -> HttpResponse:
    """Something about it is different."""
    row = _telling_or_404(request, telling_id)
    if not materials.can_keep_telling(request.actor, row):
        raise Http404
    form = TellingForm(
        request.POST or None,
        by=request.actor,
        town=row.municipality_id,
        at=request.at,
        initial=known_telling(row),
    )
    act = Act(
        heading=gettext("What is different about “%(what)s”?") % {"what": row.what},
        back=_to_plan(),
        do=gettext("Save it"),
        settled=_settled(row),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: materials.change_telling(telling=row, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(allow=WRITE, writes=True)
def finish_telling(request: PageRequest, telling_id: UUID) -> HttpResponse:
    """It has been told."""
    row = _telling_or_404(request, telling_id)
    if row.state == TellingState.PLANNED and not materials.can_finish_telling(request.actor, row):
        raise Http404
    form = FinishForm(request.POST or None, today=request.today)
    act = Act(
        heading=gettext("Is “%(what)s” done?") % {"what": row.what},
        facts=_facts(row),
        back=_to_plan(),
        do=gettext("It is done"),
        settled=_settled(row),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: materials.finish_telling(
            telling=row,
            on=form.cleaned_data["on"],
            words=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        ),
    )


@page(allow=ORGANISE, writes=True)
def drop_telling(request: PageRequest, telling_id: UUID) -> HttpResponse:
    """It is not needed any more."""
    row = _telling_or_404(request, telling_id)
    if not materials.can_keep_telling(request.actor, row):
        raise Http404
    form = DropForm(request.POST or None)
    act = Act(
        heading=gettext("Is “%(what)s” not needed any more?") % {"what": row.what},
        facts=_facts(row),
        back=_to_plan(),
        do=gettext("It is not needed"),
        settled=_settled(row),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: materials.drop_telling(
            telling=row, words=form.cleaned_data["words"], by=request.actor, at=request.at
        ),
    )


@page(allow=ORGANISE, writes=True)
def copy_plan(request: PageRequest, starts_in: int) -> HttpResponse:
    """The lines stand in the next school year, a year later."""
    town = own_town_or_404(request)
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    told = {"year": _year(starts_in), "next": _year(starts_in + 1)}
    count = materials.tellings_for(request.actor, starts_in=starts_in).filter(municipality_id=town)
    act = Act(
        heading=gettext("Copy the plan of %(year)s to %(next)s?") % told,
        lead=gettext(
            "Every line comes along a year later, with the same person. What stands there already, or was dropped, is not copied again."
        ),
        back=Action(gettext("The plan"), f"{reverse('communication_plan')}?year={starts_in + 1}"),
        do=ngettext("Copy %(count)d line at most", "Copy %(count)d lines at most", count.count())
        % {"count": count.count()},
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: materials.copy_plan(
            municipality_id=town, starts_in=starts_in, by=request.actor, at=request.at
        ),
    )


def telling_row(request: PageRequest, row: Telling) -> WorkRow:
    """A line that waits for the reader, as Today shows it."""
    return _row(request, row)


def _telling_or_404(request: PageRequest, telling_id: UUID) -> Telling:
    row = materials.telling_for(request.actor, telling_id)
    if row is None:
        raise Http404
    return row


def _row(request: PageRequest, row: Telling) -> WorkRow:
    finish = Action(gettext("It is done"), reverse("finish_telling", args=[row.pk]))
    keeps = materials.can_keep_telling(request.actor, row)
    waits = row.state == TellingState.PLANNED
    more = (
        (
            Action(gettext("Change it"), reverse("change_telling", args=[row.pk])),
            Action(gettext("Not needed any more"), reverse("drop_telling", args=[row.pk])),
        )
        if keeps and waits
        else ()
    )
    return WorkRow(
        name=row.what,
        href=reverse("material", args=[row.material_id]) if row.material_id else "",
        detail=" · ".join(
            filter(None, (str(Channel(row.channel).label), row.responsible.name, _scheme(row)))
        ),
        why=gettext("For: %(audiences)s.") % {"audiences": material_parts.audience_words(row.audiences)},
        since="" if waits else _ended_words(row),
        by=deadline(row.due_on, today=request.today) if waits else None,
        action=finish if materials.can_finish_telling(request.actor, row) else None,
        more=more,
    )


def _ended_words(row: Telling) -> str:
    day = write_day(row.ended_on) if row.ended_on else ""
    told = f"{TellingState(row.state).label}, {day}."
    return f"{told} {row.ended_words}".strip()


def _facts(row: Telling) -> Facts:
    items = [
        Fact(gettext("To whom"), material_parts.audience_words(row.audiences)),
        Fact(gettext("How"), str(Channel(row.channel).label)),
        Fact(gettext("By which day"), write_day(row.due_on)),
        Fact(gettext("Who does it"), row.responsible.name),
    ]
    return Facts(row.what, tuple(items))


def _scheme(row: Telling) -> str:
    return str(SchemeKind(row.scheme_kind).label) if row.scheme_kind else ""


def _settled(row: Telling) -> Notice | None:
    if row.state == TellingState.PLANNED:
        return None
    return Notice(Tone.INFO, _ended_words(row))


def _year(starts_in: int) -> str:
    return f"{starts_in}/{(starts_in + 1) % 100:02}"


def _asked_year(request: PageRequest) -> int:
    """The school year that was asked for, if it is near; else the present one."""
    here, asked = year_of(request), request.GET.get("year", "")
    near = {str(year): year for year in range(here - 5, here + 3)}
    return near.get(asked, here)


def _filters(request: PageRequest, chosen: int) -> Filters:
    here = year_of(request)
    choices = tuple(Choice(str(year), _year(year), year == chosen) for year in range(here + 1, here - 3, -1))
    return Filters(reverse("communication_plan"), (Question("year", gettext("Which school year?"), choices),))


def _to_plan() -> Action:
    return Action(gettext("The plan"), reverse("communication_plan"))


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
