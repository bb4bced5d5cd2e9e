"""How the plan goes: indicators against targets, follow-ups with what they found, measures, and what the council decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.planwork import api as planwork
from stafet.planwork.api import (
    MEASURE,
    GoalStands,
    MeasureMove,
    MeasureState,
    PlanMeasure,
    PlanRound,
    RoundKind,
    RoundState,
)
from stafet.programme import api as programme
from stafet.programme.api import PartKind, ProgrammePart
from stafet.web import paper
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.plan_rounds_forms import (
    DecisionForm,
    FoundForm,
    MeasureForm,
    MoveMeasureForm,
    ReadingForm,
    ReportForm,
    RoundForm,
)
from stafet.web.plan_rounds_parts import goal_told, measure_table, report_told, round_title
from stafet.web.programme import plan_or_404
from stafet.web.registry import PageRequest, page

READ = access.Permission.READ_PROGRAMME
ORGANISE = access.Permission.ORGANISE


@page(allow=READ)
def how_plan_goes(request: PageRequest, programme_id: UUID) -> HttpResponse:
    """Indicators against their targets, and the follow-ups of the plan."""
    plan = plan_or_404(request, programme_id)
    if not planwork.can_read_work_of(request.actor, plan.municipality_id):
        raise Http404
    runs = planwork.can_run_plan_of(request.actor, plan.municipality_id)
    lines = planwork.indicator_lines(programme.view_of(plan))
    rounds = list(planwork.rounds_for(request.actor).filter(plan__line=plan.line))
    context = {
        "plan": plan,
        "begin": Action(gettext("Begin a follow-up"), reverse("open_plan_round", args=[plan.pk]))
        if runs and plan.state not in programme.UNDER_WAY
        else None,
        "table": measure_table(gettext("Indicators"), lines),
        "readings": [
            Action(line.view.part.title, reverse("enter_plan_reading", args=[line.view.part.pk]))
            for line in lines
        ]
        if runs
        else [],
        "work": WorkList(
            heading=gettext("Follow-ups"),
            rows=tuple(_row(row, request.today) for row in rounds),
            empty=Empty(gettext("No follow-up has begun")),
            name="rounds",
        ),
    }
    return render(request, "planwork/how_it_goes.html", context)


@page(allow=ORGANISE, writes=True)
def enter_plan_reading(request: PageRequest, plan_part_id: UUID) -> HttpResponse:
    """What an indicator was in a year."""
    part = programme.part_for(request.actor, plan_part_id)
    if part is None or not planwork.can_run_plan_of(request.actor, part.plan.municipality_id):
        raise Http404
    form = ReadingForm(request.POST or None, initial={"source": part.source})
    act = Act(
        heading=gettext("What was measured: “%(part)s”?") % {"part": part.title},
        lead=part.formula,
        back=Action(gettext("Back to how it goes"), reverse("how_plan_goes", args=[part.plan_id])),
        do=gettext("Save it"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.enter_reading(indicator=part, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def open_plan_round(request: PageRequest, programme_id: UUID) -> HttpResponse:
    """A follow-up begins."""
    plan = plan_or_404(request, programme_id)
    if not planwork.can_run_plan_of(request.actor, plan.municipality_id):
        raise Http404
    form = RoundForm(request.POST or None)
    act = Act(
        heading=gettext("Which follow-up begins?"),
        back=Action(gettext("Back to how it goes"), reverse("how_plan_goes", args=[plan.pk])),
        do=gettext("Begin it"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = planwork.open_round(plan=plan, facts=form.facts(), by=request.actor, at=request.at)
            return done(request, gettext("The follow-up is begun."), reverse("plan_round", args=[made.pk]))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=READ)
def plan_round(request: PageRequest, plan_round_id: UUID) -> HttpResponse:
    """One follow-up: what the council reads, and what it decided."""
    row = round_or_404(request, plan_round_id)
    view = planwork.round_view(row)
    runs = planwork.can_run_plan_of(request.actor, row.municipality_id)
    context = {
        "row": row,
        "title": round_title(row),
        "notice": Notice(
            Tone.INFO,
            str(RoundState(row.state).label),
            write_day(row.reported_on) if row.reported_on else "",
        ),
        "acts": tuple(_acts(row)) if runs else (),
        "goals": [goal_told(goal, row, may_say=runs and row.state == RoundState.OPEN) for goal in view.goals],
        "measures": [_measure(each, request.today, runs=runs) for each in view.measures],
        "decisions": view.decisions,
    }
    return render(request, "planwork/round.html", context)


@page(allow=READ)
def plan_round_pdf(request: PageRequest, plan_round_id: UUID) -> HttpResponse:
    """The report to the council on paper."""
    row = round_or_404(request, plan_round_id)
    return HttpResponse(
        paper.make_pdf("programme", report_told(planwork.round_view(row))),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="report.pdf"'},
    )


@page(allow=ORGANISE, writes=True)
def say_of_plan_goal(request: PageRequest, plan_round_id: UUID, plan_goal_key: UUID) -> HttpResponse:
    """How a goal stands, and how that is read."""
    row = _run_or_404(request, plan_round_id)
    found = [goal for goal in planwork.round_view(row).goals if goal.part.key == plan_goal_key]
    if not found:
        raise Http404
    said = found[0].found
    known = {"stands": said.stands, "words": said.words} if said else {}
    form = FoundForm(request.POST or None, initial=known)
    act = Act(
        heading=gettext("How does the goal stand: “%(goal)s”?") % {"goal": found[0].part.title},
        back=_to_round(row),
        do=gettext("Save it"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.say_of_goal(
            round=row,
            facts=planwork.FoundFacts(
                plan_goal_key, GoalStands(form.cleaned_data["stands"]), form.cleaned_data["words"]
            ),
            by=request.actor,
            at=request.at,
        ),
    )


@page(allow=ORGANISE, writes=True)
def report_plan_round(request: PageRequest, plan_round_id: UUID) -> HttpResponse:
    """It goes to the council."""
    row = _run_or_404(request, plan_round_id)
    form = ReportForm(request.POST or None, initial={"summary": row.summary})
    act = Act(
        gettext("Report the follow-up to the council?"),
        _to_round(row),
        gettext("Report it"),
        lead=gettext("Members of the council read it from now on as it stands."),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.report_round(
            round=row, summary=form.cleaned_data["summary"], by=request.actor, at=request.at
        ),
    )


@page(allow=ORGANISE, writes=True)
def take_plan_round_back(request: PageRequest, plan_round_id: UUID) -> HttpResponse:
    """The report was not ready."""
    row = _run_or_404(request, plan_round_id)
    act = Act(gettext("Go on with the follow-up?"), _to_round(row), gettext("Go on with it"))
    return _carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: planwork.take_round_back(round=row, by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def write_plan_decision(request: PageRequest, plan_round_id: UUID) -> HttpResponse:
    """What the council decided."""
    row = _run_or_404(request, plan_round_id)
    form = DecisionForm(request.POST or None)
    act = Act(
        gettext("What was decided on the report?"),
        _to_round(row),
        gettext("Write it down"),
        lead=gettext("As it stands in the minutes. It can't be changed afterwards."),
        grave=True,
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.write_decision(round=row, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def propose_plan_measure(request: PageRequest, plan_round_id: UUID) -> HttpResponse:
    """What is to be done about it."""
    row = _run_or_404(request, plan_round_id)
    form = MeasureForm(request.POST or None, goals=_goals(row))
    act = Act(gettext("What is to be done about it?"), _to_round(row), gettext("Propose it"))
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.propose_measure(round=row, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def move_plan_measure(request: PageRequest, plan_measure_id: UUID) -> HttpResponse:
    """What has happened with a measure."""
    row = planwork.measure_for(request.actor, plan_measure_id)
    if row is None or not planwork.can_run_plan_of(request.actor, row.municipality_id):
        raise Http404
    state = MeasureState(row.state)
    form = MoveMeasureForm(request.POST or None, moves=MEASURE.moves_from(state))
    act = Act(
        gettext("What has happened with the measure?"),
        _to_round(row.round),
        gettext("Save it"),
        lead=row.words,
        settled=Notice(Tone.INFO, str(state.label), row.effect) if MEASURE.is_final(state) else None,
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.move_measure(
            measure=row,
            what=MeasureMove(form.cleaned_data["what"]),
            words=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        ),
    )


def round_or_404(request: PageRequest, plan_round_id: UUID) -> PlanRound:
    """A follow-up the reader may read."""
    row = planwork.round_for(request.actor, plan_round_id)
    if row is None:
        raise Http404
    return row


def _run_or_404(request: PageRequest, plan_round_id: UUID) -> PlanRound:
    row = round_or_404(request, plan_round_id)
    if not planwork.can_run_plan_of(request.actor, row.municipality_id):
        raise Http404
    return row


def _goals(row: PlanRound) -> list[ProgrammePart]:
    return [goal.part for goal in programme.view_of(row.plan).of_kind(PartKind.GOAL)]


def _row(row: PlanRound, today: date) -> WorkRow:
    href = reverse("plan_round", args=[row.pk])
    return WorkRow(
        name=str(RoundKind(row.kind).label),
        href=href,
        why=str(RoundState(row.state).label),
        by=deadline(row.due_on, today=today) if row.state == RoundState.OPEN else None,
        action=Action(gettext("Look at it"), href),
    )


def _acts(row: PlanRound) -> Iterator[Action]:
    key = [row.pk]
    if row.state == RoundState.OPEN:
        yield Action(gettext("Report it to the council"), reverse("report_plan_round", args=key))
    else:
        yield Action(gettext("Write down what was decided"), reverse("write_plan_decision", args=key))
    if row.state == RoundState.REPORTED:
        yield Action(gettext("Go on with it"), reverse("take_plan_round_back", args=key))
    yield Action(gettext("Propose a measure"), reverse("propose_plan_measure", args=key))


def _measure(row: PlanMeasure, today: date, *, runs: bool) -> dict[str, Any]:
    state = MeasureState(row.state)
    return {
        "row": row,
        "state": state.label,
        "by": None if MEASURE.is_final(state) else deadline(row.due_on, today=today),
        "act": Action(gettext("What has happened"), reverse("move_plan_measure", args=[row.pk]))
        if runs and not MEASURE.is_final(state)
        else None,
    }


def _to_round(row: PlanRound) -> Action:
    return Action(gettext("Back to the follow-up"), reverse("plan_round", args=[row.pk]))


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
