"""Writing a plan: it is begun, its parts are written and changed, given to parties, given targets, taken out."""

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
from stafet.programme import api as programme
from stafet.programme.api import PartKind, Plan, PlanState, ProgrammePart
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.programme import plan_or_404
from stafet.web.programme_forms import (
    TARGET_LINES,
    CarryForm,
    DutiesForm,
    FrameForm,
    PartForm,
    TargetsForm,
    known_duties,
    known_frame,
    known_part,
    known_targets,
)
from stafet.web.programme_parts import HAS_DUTIES, HEADINGS
from stafet.web.registry import PageRequest, page

ORGANISE = access.Permission.ORGANISE


@page(allow=ORGANISE, writes=True)
def start_town_plan(request: PageRequest) -> HttpResponse:
    """A first version of a plan."""
    towns = sorted(offers.organising_in(request.actor))
    if not towns:
        raise Http404
    form = FrameForm(request.POST or None)
    act = Act(
        heading=gettext("Which plan do you begin?"),
        lead=gettext("It is a draft that colleagues read and comment on, until it is adopted."),
        back=Action(gettext("Back to the plans"), reverse("town_plans")),
        do=gettext("Begin the plan"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = programme.start_plan(
                municipality_id=towns[0], frame=form.frame(), by=request.actor, at=request.at
            )
            return done(request, gettext("The draft is begun."), reverse("town_plan", args=[made.pk]))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def change_plan_frame(request: PageRequest, programme_id: UUID) -> HttpResponse:
    """Its title, mandate or period is different."""
    plan = written_or_404(request, programme_id)
    form = FrameForm(request.POST or None, initial=known_frame(plan))
    act = Act(
        heading=gettext("What stands on the first page?"),
        back=to_plan(plan),
        do=gettext("Save it"),
        settled=_settled(plan),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: programme.change_frame(plan=plan, frame=form.frame(), by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def carry_plan_on(request: PageRequest, programme_id: UUID) -> HttpResponse:
    """A new version, with what is carried on."""
    plan = written_or_404(request, programme_id)
    view = programme.view_of(plan)
    form = CarryForm(request.POST or None, view=view, initial=known_frame(plan))
    act = Act(
        heading=gettext("What does the new version carry on?"),
        lead=gettext("This version stays as it is and in force, until the new one is adopted."),
        back=to_plan(plan),
        do=gettext("Begin the new version"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = programme.roll_over(
                plan=plan, frame=form.frame(), leave_out=form.left_out(), by=request.actor, at=request.at
            )
            return done(request, gettext("The draft is begun."), reverse("town_plan", args=[made.pk]))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def write_plan_part(request: PageRequest, programme_id: UUID, plan_part_kind: str) -> HttpResponse:
    """One more part."""
    plan = written_or_404(request, programme_id)
    if plan_part_kind not in PartKind.values:
        raise Http404
    kind = PartKind(plan_part_kind)
    form = PartForm(request.POST or None, view=programme.view_of(plan), kind=kind)
    act = Act(
        heading=gettext("%(group)s: what is to stand there?") % {"group": HEADINGS[kind]},
        back=to_plan(plan),
        do=gettext("Put it in the plan"),
        settled=_settled(plan),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: programme.write_part(plan=plan, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def change_plan_part(request: PageRequest, plan_part_id: UUID) -> HttpResponse:
    """A part says something else, or rests on others."""
    part = _part_or_404(request, plan_part_id)
    view = programme.view_of(part.plan)
    form = PartForm(
        request.POST or None, view=view, kind=PartKind(part.kind), initial=known_part(view, part.pk)
    )
    act = Act(
        heading=gettext("What is different about “%(part)s”?") % {"part": part.title},
        back=to_plan(part.plan, part),
        do=gettext("Save it"),
        settled=_settled(part.plan),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: programme.change_part(part=part, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def remove_plan_part(request: PageRequest, plan_part_id: UUID) -> HttpResponse:
    """A part is taken out."""
    part = _part_or_404(request, plan_part_id)
    act = Act(
        heading=gettext("Take “%(part)s” out of the plan?") % {"part": part.title},
        lead=gettext("What rests on it stays, and stands among the holes until it rests on something else."),
        back=to_plan(part.plan),
        do=gettext("Take it out"),
        settled=_settled(part.plan),
        grave=True,
    )
    return _carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: programme.remove_part(part=part, by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def plan_part_duties(request: PageRequest, plan_part_id: UUID) -> HttpResponse:
    """Who does what with a guideline or an activity."""
    part = _part_or_404(request, plan_part_id)
    if part.kind not in HAS_DUTIES:
        raise Http404
    form = DutiesForm(request.POST or None, initial=known_duties(_view(part).duties))
    act = Act(
        heading=gettext("Who does what with “%(part)s”?") % {"part": part.title},
        lead=gettext("Each party finds it on a page of its own: requirements and frames."),
        back=to_plan(part.plan, part),
        do=gettext("Save it"),
        settled=_settled(part.plan),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: programme.set_duties(part=part, duties=form.duties(), by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def plan_part_targets(request: PageRequest, plan_part_id: UUID) -> HttpResponse:
    """What an indicator is to be, year by year."""
    part = _part_or_404(request, plan_part_id)
    if part.kind != PartKind.INDICATOR:
        raise Http404
    form = TargetsForm(request.POST or None, initial=known_targets(_view(part).targets))
    lines = (
        Section(gettext("Line %(number)d") % {"number": n + 1}, (f"year_{n}", f"value_{n}", f"national_{n}"))
        for n in range(TARGET_LINES)
    )
    act = Act(
        heading=gettext("What is aimed at: “%(part)s”?") % {"part": part.title},
        back=to_plan(part.plan, part),
        do=gettext("Save it"),
        sections=(Section("", ("has_baseline",)), *lines),
        settled=_settled(part.plan),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: programme.set_targets(part=part, targets=form.targets(), by=request.actor, at=request.at),
    )


def written_or_404(request: PageRequest, programme_id: UUID) -> Plan:
    """A version the reader writes."""
    plan = plan_or_404(request, programme_id)
    if not programme.can_write_plan(request.actor, plan):
        raise Http404
    return plan


def to_plan(plan: Plan, part: ProgrammePart | None = None) -> Action:
    """Back to where one was."""
    where = reverse("town_plan", args=[plan.pk])
    return Action(gettext("Back to the plan"), f"{where}#{part.key}" if part else where)


def _part_or_404(request: PageRequest, plan_part_id: UUID) -> ProgrammePart:
    part = programme.part_for(request.actor, plan_part_id)
    if part is None or not programme.can_write_plan(request.actor, part.plan):
        raise Http404
    return part


def _view(part: ProgrammePart) -> programme.PartView:
    (found,) = [each for each in programme.view_of(part.plan).parts if each.part.pk == part.pk]
    return found


def _settled(plan: Plan) -> Notice | None:
    if plan.state == PlanState.DRAFT:
        return None
    return Notice(Tone.INFO, str(PlanState(plan.state).label), gettext("Its text does not change now."))


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
