"""My plan: to read it whole, to write one's own words, to propose a goal, to say that a step is done or that one has seen it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.careerplans.api import GoalTerm, PartKind, PlanMove, PlanState
from stafet.kernel.of_age import is_of_age
from stafet.kernel.sentences import SentenceError
from stafet.own import api as own
from stafet.web import mine_words, plan_parts
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.mine import around_mine, mine_or_404
from stafet.web.plan_readers import readers_told
from stafet.web.registry import PageRequest, own_page
from stafet.web.ways_in import with_one_factor


class MyWordsForm(forms.Form):
    """What somebody says about themselves, or about their child."""

    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=careerplans.LONGEST_PART,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Write as you would say it. There is no right or wrong."),
    )


class MyGoalForm(forms.Form):
    """Where somebody wants to."""

    words = forms.CharField(
        label=gettext_lazy("What is the goal?"),
        max_length=careerplans.LONGEST_GOAL,
        help_text=gettext_lazy("An education, a job, or something you want to try."),
    )
    term = forms.ChoiceField(label=gettext_lazy("Which goal is it?"), choices=GoalTerm.choices)


@own_page(classes="ADE")
def my_plan(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The whole plan: where to, how, in everybody's words, what I need help with, how ready it is."""
    around = around_mine(request, person_id, "my_plan")
    login, identity = mine_or_404(request, person_id)
    view = careerplans.plan_of(person_id, on=request.today)
    is_self = login.capacity is own.Capacity.SELF
    steps = own.next_things(person_id)
    adult = is_of_age(identity.birth_date, country=identity.country, on=request.today)
    context = {
        "stations": plan_parts.stations(view.plan, is_adult=adult) if view else (),
        "goals": plan_parts.goal_rows(
            view, today=request.today, writes=False, mine=own.VOICES[login.capacity]
        )
        if view
        else (),
        "groups": plan_parts.part_groups(view, person_id, write_page="write_my_words"),
        "next": mine_words.thing(steps[0], today=request.today) if steps else None,
        "add_goal": Action(gettext("Propose a goal"), reverse("propose_my_goal", args=[person_id])),
        "support": own.my_support(person_id) if is_self else "",
        "needs_two": is_self and with_one_factor(request),
        "versions": _versions(view) if view else (),
        "seen": _seen_act(view, person_id) if not is_self else None,
        "files": _files(person_id) if view else (),
        "told": readers_told(identity, on=request.today, links=False),
    }
    return render(request, "mine/plan.html", around | context)


@own_page(classes="AD")
def my_plan_version(request: PageRequest, person_id: UUID, revision: int) -> HttpResponse:
    """My plan as it was approved."""
    around = around_mine(request, person_id, "my_plan")
    login, _ = mine_or_404(request, person_id)
    version = own.my_version(person_id, revision, capacity=login.capacity)
    if version is None:
        raise Http404
    context = {
        "version": version,
        "told": plan_parts.version_told(version),
        "back": _back(person_id),
        "file": Action(gettext("As a PDF"), reverse("my_plan_version_pdf", args=[person_id, revision])),
    }
    return render(request, "person/plan_version.html", around | context)


@own_page(classes="AD", writes=True)
def write_my_words(request: PageRequest, person_id: UUID, part: str) -> HttpResponse:
    """Say something in one's own plan."""
    login, _ = mine_or_404(request, person_id)
    if part not in PartKind:
        raise Http404
    kind, voice = PartKind(part), own.VOICES[login.capacity]
    view = careerplans.plan_of(person_id, on=request.today)
    parts = [each for each in view.parts if each.kind == kind and each.voice == voice] if view else []
    said = next((each.words for each in parts if each.written_by_id == request.actor.user_id), "")
    form = MyWordsForm(request.POST or None, initial={"words": said})

    def write() -> None:
        own.write_own_words(
            person_id=person_id,
            capacity=login.capacity,
            kind=kind,
            words=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        )

    act = Act(
        heading=str(kind.label),
        lead=_before_writing(view),
        back=_back(person_id),
        do=gettext("Save the words"),
    )
    return _ask_own(request, login, act, form, write)


@own_page(classes="AD", writes=True)
def propose_my_goal(request: PageRequest, person_id: UUID) -> HttpResponse:
    """A goal of one's own. Those who work with the plan answer it, and together one finds the first step."""
    login, _ = mine_or_404(request, person_id)
    form = MyGoalForm(request.POST or None)

    def propose() -> None:
        own.propose_own_goal(
            person_id=person_id,
            capacity=login.capacity,
            term=GoalTerm(form.cleaned_data["term"]),
            words=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        )

    act = Act(
        heading=gettext("Where do you want to?"),
        lead=gettext("Whoever has the responsibility answers it, and together you find the first step."),
        back=_back(person_id),
        do=gettext("Propose the goal"),
    )
    return _ask_own(request, login, act, form, propose)


@own_page(classes="AD", writes=True)
def finish_my_step(request: PageRequest, person_id: UUID, plan_step_id: UUID) -> HttpResponse:
    """A step of one's own is done."""
    login, _ = mine_or_404(request, person_id)
    view = careerplans.plan_of(person_id, on=request.today)
    steps = [step for line in view.goals for step in line.steps] if view else []
    step = next((each for each in steps if each.pk == plan_step_id), None)
    if step is None:
        raise Http404

    def finish() -> None:
        own.finish_my_step(
            person_id=person_id,
            step_id=plan_step_id,
            capacity=login.capacity,
            by=request.actor,
            at=request.at,
        )

    act = Act(
        heading=gettext("“%(step)s” is done") % {"step": step.words},
        back=_back(person_id),
        do=gettext("I have done it"),
        settled=Notice(Tone.INFO, gettext("This step is done.")) if step.done_on else None,
    )
    return _ask_own(request, login, act, _nothing_to_fill(request), finish)


@own_page(classes="AD", writes=True)
def see_my_childs_plan(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Whoever has custody says that they have seen the plan, so that it can be approved."""
    login, _ = mine_or_404(request, person_id)
    view = careerplans.plan_of(person_id, on=request.today)
    if view is None or login.capacity is not own.Capacity.CUSTODY_HOLDER:
        raise Http404

    def see() -> None:
        own.see_childs_plan(person_id=person_id, capacity=login.capacity, by=request.actor, at=request.at)

    waits = careerplans.PLAN.is_allowed(PlanState(view.plan.state), PlanMove.SHOW)
    state = PlanState(view.plan.state).label
    act = Act(
        heading=gettext("You have seen the plan"),
        lead=gettext(
            "You have read it, and could say what you think. Whoever has the responsibility approves it."
        ),
        back=_back(person_id),
        do=gettext("I have seen it"),
        settled=None
        if waits
        else Notice(Tone.INFO, gettext("The plan is “%(state)s” now.") % {"state": state}),
    )
    return _ask_own(request, login, act, _nothing_to_fill(request), see)


def _ask_own(
    request: PageRequest, login: own.OwnLogin, act: Act, form: forms.Form, write: Callable[[], None]
) -> HttpResponse:
    """Ask for one act; it is done in the scope of a job, for whom the database has shown that it is theirs."""
    if request.method == "POST" and form.is_valid():
        try:
            with access.job_scope(login.municipality_id):
                write()
            return done(request, gettext("It stands in the plan."), act.back.href)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


def _nothing_to_fill(request: PageRequest) -> forms.Form:
    return forms.Form(request.POST if request.method == "POST" else None)


def _before_writing(view: careerplans.PlanView | None) -> str:
    """What writing does to a plan that was approved, said before it is done."""
    if view is not None and PlanState(view.plan.state) in careerplans.READY:
        return gettext(
            "The plan was approved. When you write in it, it is talked through and approved anew; what was approved stays."
        )
    return gettext("Those around you who work with the plan read it. What others have said stays beside it.")


def _seen_act(view: careerplans.PlanView | None, person_id: UUID) -> Action | None:
    if view is None or not careerplans.PLAN.is_allowed(PlanState(view.plan.state), PlanMove.SHOW):
        return None
    return Action(gettext("I have seen it"), reverse("see_my_childs_plan", args=[person_id]))


def _versions(view: careerplans.PlanView) -> tuple[Action, ...]:
    person_id = view.plan.person_id
    return tuple(
        Action(
            gettext("Version %(number)d") % {"number": version.revision},
            reverse("my_plan_version", args=[person_id, version.revision]),
        )
        for version in view.versions
    )


def _files(person_id: UUID) -> tuple[Action, ...]:
    return (
        Action(gettext("As a PDF"), reverse("my_plan_pdf", args=[person_id])),
        Action(gettext("As a file for machines"), reverse("my_plan_file", args=[person_id])),
    )


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to the plan"), reverse("my_plan", args=[person_id]))
