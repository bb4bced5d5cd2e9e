"""What is the plan? Of one young person: where to, how, in whose words, how ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.careerplans.api import PLAN, GoalState, PartKind, PlanMove, PlanState
from stafet.kernel.of_age import is_of_age
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.web import plan_aside, plan_parts
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.finding import person_or_404
from stafet.web.person import around, identity_or_404
from stafet.web.plan_forms import (
    STEP_FIELDS,
    CloseGoalForm,
    DayForm,
    GoalForm,
    PlanStepForm,
    SupportForm,
    WordsForm,
)
from stafet.web.plan_readers import readers_told
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN


@page(purpose=GUIDANCE, classes="ADE")
def person_plan(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The whole plan, and what can be done with it now."""
    identity = identity_or_404(request, person_id)
    view = careerplans.plan_of(person_id, on=request.today)
    writes = careerplans.can_write_plan(request.actor)
    adult = is_of_age(identity.birth_date, country=identity.country, on=request.today)
    context = {
        "stations": plan_parts.stations(view.plan if view else None, is_adult=adult),
        "goals": plan_parts.goal_rows(view, today=request.today, writes=writes) if view else (),
        "groups": plan_parts.part_groups(view, person_id, write_page=_write_page(request, view)),
        "support": view.support if view else None,
        "versions": _versions(view) if view else (),
        "has_plan": view is not None,
        "add_goal": Action(gettext("Write down a goal"), reverse("add_goal", args=[person_id]))
        if writes
        else None,
        "moves": plan_parts.move_acts(
            view.plan, writes=writes, approves=_approves(request, person_id), is_adult=adult
        )
        if view
        else (),
        "support_act": _support_act(person_id, view) if writes else None,
        "files": _files(person_id) if view else (),
        "told": readers_told(
            identity, on=request.today, links=access.may(request.actor, access.Permission.ORGANISE)
        ),
        "aside": plan_aside.aside_links(person_id),
        "goes_on": plan_aside.goes_on(),
    }
    return render(request, "person/plan.html", around(request, identity, "person_plan") | context)


@page(purpose=GUIDANCE, classes="AD")
def plan_version(request: PageRequest, person_id: UUID, revision: int) -> HttpResponse:
    """A plan as it was approved, to read and to print."""
    identity = identity_or_404(request, person_id)
    found = careerplans.PlanVersion.objects.filter(access.visible(DataClass.PROCESS), plan__aside_since=None)
    version = get_object_or_404(found.select_related("approved_by"), person_id=person_id, revision=revision)
    context = {
        "version": version,
        "told": plan_parts.version_told(version),
        "who": identity,
        "back": _back(person_id),
        "file": Action(gettext("As a PDF"), reverse("plan_version_pdf", args=[person_id, revision])),
    }
    return render(request, "person/plan_version.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def add_goal(request: PageRequest, person_id: UUID) -> HttpResponse:
    """One more goal, with the first step to it. With the first one the plan begins."""
    person = person_or_404(request, person_id)
    form = GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = careerplans.begin_plan(person=person, by=request.actor, at=request.at)
            careerplans.add_goal(
                plan=plan,
                term=careerplans.GoalTerm(form.cleaned_data["term"]),
                words=form.cleaned_data["words"],
                step=form.step(),
                by=request.actor,
                at=request.at,
            )
            return _saved(request, person_id)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Where does %(name)s want to?") % {"name": person.name},
        lead=gettext("A goal needs a step: one thing that somebody does next."),
        back=_back(person_id),
        do=gettext("Save the goal"),
        sections=(Section("", ("words", "term")), Section(gettext("The first step"), STEP_FIELDS)),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def add_plan_step(request: PageRequest, goal_id: UUID) -> HttpResponse:
    """One more step to a goal."""
    goal = _goal_or_404(request, goal_id)
    form = PlanStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            careerplans.add_plan_step(goal=goal, step=form.step(), by=request.actor, at=request.at)
            return _saved(request, goal.person_id)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What leads to “%(goal)s”?") % {"goal": goal.words},
        back=_back(goal.person_id),
        do=gettext("Save the step"),
        settled=_closed(goal),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def take_up_goal(request: PageRequest, goal_id: UUID) -> HttpResponse:
    """What was proposed from home becomes a goal, with the first step to it."""
    goal = _goal_or_404(request, goal_id)
    form = PlanStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            careerplans.take_up_goal(goal=goal, step=form.step(), by=request.actor, at=request.at)
            return _saved(request, goal.person_id)
        except SentenceError as error:
            refuse(form, error)
    answered = Notice(Tone.INFO, gettext("This proposal has been answered."))
    act = Act(
        heading=gettext("What leads to “%(goal)s”?") % {"goal": goal.words},
        lead=gettext("It was proposed from home. With a first step it is a goal of the plan."),
        back=_back(goal.person_id),
        do=gettext("Take it up"),
        settled=None if goal.state == GoalState.PROPOSED else answered,
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def close_goal(request: PageRequest, goal_id: UUID) -> HttpResponse:
    """A goal is reached, or left for another."""
    goal = _goal_or_404(request, goal_id)
    form = CloseGoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            careerplans.close_goal(
                goal=goal,
                state=GoalState(form.cleaned_data["state"]),
                outcome=form.cleaned_data["outcome"],
                on=request.today,
                by=request.actor,
                at=request.at,
            )
            return _saved(request, goal.person_id)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What became of “%(goal)s”?") % {"goal": goal.words},
        back=_back(goal.person_id),
        do=gettext("Close the goal"),
        settled=_closed(goal),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def finish_plan_step(request: PageRequest, plan_step_id: UUID) -> HttpResponse:
    """A step is done, and on which day."""
    seen = careerplans.PlanStep.objects.filter(access.visible(DataClass.PROCESS))
    step = get_object_or_404(seen, pk=plan_step_id)
    request.saw(step.person_id)
    form = DayForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            careerplans.finish_plan_step(
                step=step, on=form.cleaned_data["on"], by=request.actor, at=request.at
            )
            return _saved(request, step.person_id)
        except SentenceError as error:
            refuse(form, error)
    settled = Notice(Tone.INFO, gettext("This step is done.")) if step.done_on else None
    act = Act(
        heading=gettext("“%(step)s” is done") % {"step": step.words},
        back=_back(step.person_id),
        do=gettext("It is done"),
        settled=settled,
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def write_plan_words(request: PageRequest, person_id: UUID, part: str) -> HttpResponse:
    """Say something in one's own voice."""
    person = person_or_404(request, person_id)
    view = careerplans.plan_of(person_id, on=request.today)
    voices = careerplans.voices_of(request.actor)
    if view is None or part not in PartKind or not voices:
        raise Http404
    kind = PartKind(part)
    said = next((each.words for each in view.parts if each.kind == kind and each.voice == voices[0]), "")
    form = WordsForm(request.POST or None, voices=voices, initial={"words": said, "voice": voices[0].value})
    if request.method == "POST" and form.is_valid():
        try:
            careerplans.write_part(
                plan=view.plan,
                kind=kind,
                voice=careerplans.Voice(form.cleaned_data["voice"]),
                words=form.cleaned_data["words"],
                by=request.actor,
                at=request.at,
            )
            return _saved(request, person_id)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=f"{kind.label}: {person.name}",
        lead=gettext("You write in your own voice. What others have said stays beside it."),
        back=_back(person_id),
        do=gettext("Save the words"),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AE", allow=WRITE, writes=True)
def write_support(request: PageRequest, person_id: UUID) -> HttpResponse:
    """What they need help with, for those who counsel them."""
    person = person_or_404(request, person_id)
    view = careerplans.plan_of(person_id, on=request.today)
    if view is None or not _sees_notes(person_id):
        raise Http404
    form = SupportForm(request.POST or None, initial={"words": view.support.words if view.support else ""})
    if request.method == "POST" and form.is_valid():
        try:
            careerplans.write_support(
                plan=view.plan, words=form.cleaned_data["words"], by=request.actor, at=request.at
            )
            return _saved(request, person_id)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What does %(name)s need help with?") % {"name": person.name},
        back=_back(person_id),
        do=gettext("Save the words"),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def move_plan(request: PageRequest, person_id: UUID, move: str) -> HttpResponse:
    """Talked through, seen at home, approved, handed over, worked on again."""
    person = person_or_404(request, person_id)
    view = careerplans.plan_of(person_id, on=request.today)
    if view is None or move not in PlanMove:
        raise Http404
    wanted = PlanMove(move)
    needs_day = wanted in {PlanMove.DISCUSS, PlanMove.SHOW}
    form: forms.Form = (
        DayForm(request.POST or None, initial={"on": request.today})
        if needs_day
        else forms.Form(request.POST if request.method == "POST" else None)
    )
    if request.method == "POST" and form.is_valid():
        told = {"on": form.cleaned_data["on"]} if needs_day else {}
        try:
            _MOVES[wanted](plan=view.plan, by=request.actor, at=request.at, **told)
            return _saved(request, person_id)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=f"{plan_parts.DO[wanted]}: {person.name}",
        lead=str(plan_parts.MEANS[wanted]),
        back=_back(person_id),
        do=str(plan_parts.DO[wanted]),
        settled=_not_now(view.plan, wanted),
    )
    return ask(request, act, form)


_MOVES: Mapping[PlanMove, Callable[..., object]] = {
    PlanMove.DISCUSS: careerplans.discuss_plan,
    PlanMove.SHOW: careerplans.show_plan,
    PlanMove.APPROVE: careerplans.approve_plan,
    PlanMove.HAND_OVER: careerplans.hand_over_plan,
    PlanMove.REWORK: careerplans.rework_plan,
}


def _not_now(plan: careerplans.CareerPlan, move: PlanMove) -> Notice | None:
    state = PlanState(plan.state)
    if PLAN.is_allowed(state, move):
        return None
    return Notice(Tone.INFO, gettext("The plan is “%(state)s” now.") % {"state": state.label})


def _approves(request: PageRequest, person_id: UUID) -> bool:
    held = responsibility.Holding.objects.filter(
        access.visible(DataClass.PROCESS), person_id=person_id, ends_at=None
    )
    return careerplans.can_approve_plan(request.actor, held.values_list("organisation_id", flat=True).first())


def _versions(view: careerplans.PlanView) -> tuple[Action, ...]:
    return tuple(
        Action(
            gettext("Version %(number)d") % {"number": version.revision},
            reverse("plan_version", args=[view.plan.person_id, version.revision]),
        )
        for version in view.versions
    )


def _write_page(request: PageRequest, view: careerplans.PlanView | None) -> str:
    """Where this reader says something: nowhere without a voice."""
    return "write_plan_words" if view is not None and careerplans.voices_of(request.actor) else ""


def _files(person_id: UUID) -> tuple[Action, ...]:
    return (
        Action(gettext("As a PDF"), reverse("plan_pdf", args=[person_id])),
        Action(gettext("As a file for machines"), reverse("plan_file", args=[person_id])),
    )


def _support_act(person_id: UUID, view: careerplans.PlanView | None) -> Action | None:
    if view is None or not _sees_notes(person_id):
        return None
    return Action(gettext("Write"), reverse("write_support", args=[person_id]))


def _sees_notes(person_id: UUID) -> bool:
    return DataClass.GUIDANCE_NOTE in people.classes_open(person_id)


def _goal_or_404(request: PageRequest, goal_id: UUID) -> careerplans.PlanGoal:
    seen = careerplans.PlanGoal.objects.filter(access.visible(DataClass.PROCESS)).select_related("plan")
    goal = get_object_or_404(seen, pk=goal_id)
    request.saw(goal.person_id)
    return goal


def _closed(goal: careerplans.PlanGoal) -> Notice | None:
    if goal.state not in careerplans.CLOSED:
        return None
    return Notice(Tone.INFO, f"{GoalState(goal.state).label}: {goal.outcome}")


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to the plan"), reverse("person_plan", args=[person_id]))


def _saved(request: PageRequest, person_id: UUID) -> HttpResponse:
    return done(request, gettext("It stands in the plan."), reverse("person_plan", args=[person_id]))
