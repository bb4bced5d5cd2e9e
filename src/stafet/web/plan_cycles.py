"""The cycle a plan is made and used in: the start-up meeting, steps with days and gates, and who from the region follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.programme import api as programme
from stafet.programme.api import (
    LONGEST_LINE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Cycle,
    Phase,
    Plan,
    Stage,
    StartUp,
    StepFacts,
    StepView,
    Support,
)
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.day_field import DayField
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.registry import PageRequest, page

ORGANISE = access.Permission.ORGANISE
_KINDS = organisations.OrganisationKind
_FOLLOWING = (_KINDS.MUNICIPALITY, _KINDS.DEPARTMENT, _KINDS.GUIDANCE_UNIT, _KINDS.OTHER)


class StartUpForm(forms.Form):
    """What a start-up meeting agreed."""

    title = forms.CharField(label=gettext_lazy("What is the cycle called?"), max_length=LONGEST_TITLE)
    met_on = DayField(label=gettext_lazy("When was the start-up meeting?"))
    protocol = forms.CharField(
        label=gettext_lazy("What was agreed?"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 6})
    )
    decider = forms.CharField(
        label=gettext_lazy("Who decides on the plan?"), max_length=LONGEST_LINE, required=False
    )
    division = forms.CharField(
        label=gettext_lazy("Who does what, and who helps?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("Which school forms take part?"),
        choices=Stage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def facts(self) -> StartUp:
        """What was said."""
        said = self.cleaned_data
        return StartUp(**said | {"stages": tuple(map(Stage, said["stages"]))})


class StepForm(forms.Form):
    """By when a step is done, by which post, and whether it is."""

    due_on = DayField(label=gettext_lazy("By when?"), required=False)
    carrier = forms.CharField(
        label=gettext_lazy("Which post carries it?"), max_length=LONGEST_LINE, required=False
    )
    words = forms.CharField(
        label=gettext_lazy("What is there to say?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    done_on = DayField(label=gettext_lazy("Done on, if it is done"), required=False)


class TieForm(forms.Form):
    """Which version the cycle is about."""

    plan = forms.ChoiceField(label=gettext_lazy("Which version?"))

    def __init__(self, data: object = None, *, plans: list[Plan]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._plans = {str(row.pk): row for row in plans}
        self.fields["plan"].choices = [(key, str(row)) for key, row in self._plans.items()]  # type: ignore[attr-defined]

    def chosen(self) -> Plan:
        """The version."""
        return self._plans[self.cleaned_data["plan"]]


class SupportForm(forms.Form):
    """Which organisation follows, and who decided it."""

    organisation = forms.ChoiceField(label=gettext_lazy("Which organisation?"))
    decided = forms.CharField(
        label=gettext_lazy("Who decided it, and where does it stand?"), max_length=LONGEST_LINE
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        rows = organisations.Organisation.objects.filter(kind__in=_FOLLOWING, ends_on=None).order_by(
            "name", "pk"
        )
        self._rows = {str(row.pk): row.pk for row in rows}
        self.fields["organisation"].choices = [(str(row.pk), row.name) for row in rows]  # type: ignore[attr-defined]

    def chosen(self) -> UUID:
        """The organisation's key."""
        return self._rows[self.cleaned_data["organisation"]]


@page(allow=ORGANISE, writes=True)
def open_plan_cycle(request: PageRequest) -> HttpResponse:
    """The start-up meeting was held."""
    form = StartUpForm(request.POST or None)
    act = Act(
        heading=gettext("What did the start-up meeting agree?"),
        lead=gettext("Afterwards every step gets a day and a post that carries it."),
        back=_to_plans(),
        do=gettext("Begin the cycle"),
    )
    town = _own_town_or_404(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = programme.open_cycle(
                municipality_id=town, facts=form.facts(), by=request.actor, at=request.at
            )
            return done(request, gettext("The cycle has begun."), reverse("plan_cycle", args=[made.pk]))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=access.Permission.READ_PROGRAMME)
def plan_cycle(request: PageRequest, plan_cycle_id: UUID) -> HttpResponse:
    """How far it is: every step, its day, its gate."""
    row = _cycle_or_404(request, plan_cycle_id)
    writes = programme.can_write_plans_of(request.actor, row.municipality_id) and row.closed_on is None
    context = {
        "cycle": row,
        "facts": _facts(row),
        "steps": [_step(each, row, request.today, writes=writes) for each in programme.steps_of(row)],
        "acts": _acts(row) if writes else (),
        "notice": Notice(Tone.INFO, gettext("This cycle is closed"), write_day(row.closed_on))
        if row.closed_on
        else None,
    }
    return render(request, "programme/cycle.html", context)


@page(allow=ORGANISE, writes=True)
def change_plan_cycle(request: PageRequest, plan_cycle_id: UUID) -> HttpResponse:
    """What was agreed is more, or different."""
    row = _own_cycle_or_404(request, plan_cycle_id)
    known: dict[str, Any] = {name: getattr(row, name) for name in StartUpForm.base_fields}
    form = StartUpForm(request.POST or None, initial=known)
    act = Act(gettext("What was agreed?"), _to_cycle(row), gettext("Save it"))
    return _carry_out(
        request,
        act,
        form,
        lambda: programme.change_cycle(cycle=row, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def plan_cycle_step(request: PageRequest, plan_cycle_id: UUID, plan_phase: str) -> HttpResponse:
    """By when a step is done, by which post, and whether it is."""
    row = _own_cycle_or_404(request, plan_cycle_id)
    if plan_phase not in Phase.values:
        raise Http404
    (view,) = [each for each in programme.steps_of(row) if each.step.phase == plan_phase]
    known = {name: getattr(view.step, name) for name in StepForm.base_fields}
    form = StepForm(request.POST or None, initial=known)
    missing = tuple(str(line.label) for line, is_met in view.gate if not is_met)
    act = Act(
        heading=f"{row.title}: {Phase(plan_phase).label}",
        back=_to_cycle(row),
        do=gettext("Save it"),
        notice=Notice(Tone.INFO, gettext("Its gate still asks for"), points=missing) if missing else None,
    )

    def settle() -> None:
        said = form.cleaned_data
        facts = StepFacts(said["due_on"], said["carrier"], said["words"])
        phase = Phase(plan_phase)
        programme.settle_step(cycle=row, phase=phase, facts=facts, by=request.actor, at=request.at)
        programme.finish_step(
            cycle=row,
            phase=phase,
            done_on=said["done_on"],
            words=said["words"],
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, settle)


@page(allow=ORGANISE, writes=True)
def tie_plan_to_cycle(request: PageRequest, plan_cycle_id: UUID) -> HttpResponse:
    """Which version the cycle is about."""
    row = _own_cycle_or_404(request, plan_cycle_id)
    plans = list(programme.plans_for(request.actor).filter(municipality_id=row.municipality_id))
    form = TieForm(request.POST or None, plans=plans)
    act = Act(gettext("Which version of which plan is this cycle about?"), _to_cycle(row), gettext("Save it"))
    return _carry_out(
        request,
        act,
        form,
        lambda: programme.tie_plan(cycle=row, plan=form.chosen(), by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def close_plan_cycle(request: PageRequest, plan_cycle_id: UUID) -> HttpResponse:
    """It is over, and the next one can begin."""
    row = _own_cycle_or_404(request, plan_cycle_id)
    act = Act(
        gettext("Close the cycle?"),
        _to_cycle(row),
        gettext("Close it"),
        lead=gettext("The next one follows it. The plan stays in force."),
        grave=True,
    )
    return _carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: programme.close_cycle(cycle=row, by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def plan_supports(request: PageRequest) -> HttpResponse:
    """Who from the region may read drafts and cycles."""
    town = _own_town_or_404(request)
    form = SupportForm(request.POST or None)
    act = Act(
        heading=gettext("Who from the region may follow?"),
        lead=gettext(
            "Their regional process leads read the drafts and see how far the cycle is. They meet no young person."
        ),
        facts=Facts(
            gettext("Who follows now"),
            tuple(
                Fact(
                    row.organisation.name,
                    row.decided,
                    change_href=reverse("end_plan_support", args=[row.pk]),
                )
                for row in programme.supports_of(town)
            ),
        ),
        back=_to_plans(),
        do=gettext("Let them follow"),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: programme.let_follow(
            municipality_id=town,
            organisation_id=form.chosen(),
            decided=form.cleaned_data["decided"],
            by=request.actor,
            at=request.at,
        ),
        said=gettext("It is written down."),
        where=reverse("plan_supports"),
    )


@page(allow=ORGANISE, writes=True)
def end_plan_support(request: PageRequest, plan_support_id: UUID) -> HttpResponse:
    """From today on they read what everybody reads."""
    row = _support_or_404(request, plan_support_id)
    act = Act(
        gettext("Is “%(organisation)s” no longer to follow?") % {"organisation": row.organisation.name},
        Action(gettext("Back"), reverse("plan_supports")),
        gettext("End it today"),
        grave=True,
    )
    return _carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: programme.end_support(support=row, by=request.actor, at=request.at),
    )


def _own_town_or_404(request: PageRequest) -> UUID:
    towns = sorted(offers.organising_in(request.actor))
    if not towns:
        raise Http404
    return towns[0]


def _support_or_404(request: PageRequest, plan_support_id: UUID) -> Support:
    found = programme.supports_of(_own_town_or_404(request)).filter(pk=plan_support_id).first()
    if found is None:
        raise Http404
    return found


def _cycle_or_404(request: PageRequest, plan_cycle_id: UUID) -> Cycle:
    row = programme.cycle_for(request.actor, plan_cycle_id)
    if row is None:
        raise Http404
    return row


def _own_cycle_or_404(request: PageRequest, plan_cycle_id: UUID) -> Cycle:
    row = _cycle_or_404(request, plan_cycle_id)
    if not programme.can_write_plans_of(request.actor, row.municipality_id):
        raise Http404
    return row


def _facts(row: Cycle) -> Facts:
    house = dict(organisations.municipalities())[row.municipality_id]
    items = [
        Fact(gettext("Municipality"), house),
        Fact(gettext("Start-up meeting"), write_day(row.met_on), hint=row.protocol),
        Fact(gettext("Who decides on the plan?"), row.decider or gettext("Not said")),
        Fact(gettext("Who does what, and who helps?"), row.division or gettext("Not said")),
        Fact(
            gettext("School forms"),
            ", ".join(str(Stage(one).label) for one in row.stages) or gettext("Not said"),
        ),
        Fact(gettext("Plan"), str(row.plan) if row.plan else gettext("None yet")),
    ]
    return Facts(row.title, tuple(items))


def _step(each: StepView, row: Cycle, today: date, *, writes: bool) -> dict[str, object]:
    step = each.step
    phase = Phase(step.phase)
    return {
        "name": phase.label,
        "state": gettext("Done %(day)s") % {"day": write_day(step.done_on)}
        if step.done_on
        else gettext("Not done"),
        "by": deadline(step.due_on, today=today) if step.due_on and not step.done_on else None,
        "carrier": step.carrier,
        "words": step.words,
        "gate": [(line.label, is_met) for line, is_met in each.gate],
        "act": Action(gettext("Day, post, done"), reverse("plan_cycle_step", args=[row.pk, phase.value]))
        if writes
        else None,
    }


def _acts(row: Cycle) -> tuple[Action, ...]:
    key = [row.pk]
    return (
        Action(gettext("What was agreed"), reverse("change_plan_cycle", args=key)),
        Action(gettext("Choose its plan"), reverse("tie_plan_to_cycle", args=key)),
        Action(gettext("Close the cycle"), reverse("close_plan_cycle", args=key)),
    )


def _to_plans() -> Action:
    return Action(gettext("Back to the plans"), reverse("town_plans"))


def _to_cycle(row: Cycle) -> Action:
    return Action(gettext("Back to the cycle"), reverse("plan_cycle", args=[row.pk]))


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
