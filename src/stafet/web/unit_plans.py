"""Units' own plans: how far they are, one beside what it inherits, and what its head does with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.planwork import api as planwork
from stafet.planwork.api import Criterion, Inherited, Judged, LineFacts, LineKind, UnitPlan, UnitPlanState
from stafet.programme import api as programme
from stafet.programme.api import PlanState, Strength
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.hosts import year_of
from stafet.web.registry import PageRequest, page
from stafet.web.unit_plans_forms import BeginUnitForm, JudgeForm, LineForm, OwnLineForm

CONFIRM = access.Permission.CONFIRM_UNIT_PLAN
READ = access.Permission.READ_PROGRAMME


@page(allow=READ)
def unit_plans(request: PageRequest) -> HttpResponse:
    """How far the units are, by name."""
    plans = list(planwork.unit_plans_for(request.actor))
    missing = [
        unit.name
        for town in sorted(programme.towns_read_by(request.actor))
        for plan in programme.plans_in_force(town)
        for unit in planwork.units_without_plan(plan.line, town)
    ]
    context = {
        "begin": Action(gettext("Begin the plan of your unit"), reverse("begin_unit_plan"))
        if access.may(request.actor, CONFIRM)
        else None,
        "missing": missing,
        "work": WorkList(
            heading=gettext("Plans of units"),
            rows=tuple(_row(row) for row in plans),
            empty=Empty(
                gettext("No unit has begun its plan"),
                gettext("The head of a unit begins it, once the municipality’s plan is in force."),
            ),
            name="units",
        ),
    }
    return render(request, "planwork/units.html", context)


@page(allow=CONFIRM, writes=True)
def begin_unit_plan(request: PageRequest) -> HttpResponse:
    """The unit begins with what it inherits."""
    form = BeginUnitForm(request.POST or None, request=request)
    act = Act(
        heading=gettext("Begin the plan of your unit?"),
        lead=gettext(
            "It inherits everything of the municipality’s plan. You say how you do it, and what you add."
        ),
        back=_to_units(),
        do=gettext("Begin the plan"),
    )
    if request.method == "POST" and form.is_valid():
        plan, unit = form.chosen()
        try:
            made = planwork.open_unit_plan(plan=plan, organisation_id=unit, by=request.actor, at=request.at)
            return done(request, gettext("The plan is begun."), reverse("unit_plan", args=[made.pk]))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=READ)
def unit_plan(request: PageRequest, unit_plan_id: UUID) -> HttpResponse:
    """One unit's plan beside what it inherits, and what it finds about its own work."""
    row = _plan_or_404(request, unit_plan_id)
    view = planwork.unit_view(row)
    writes = planwork.can_write_unit_plan(request.actor, row)
    judged = {each.criterion: each for each in planwork.judgements_of(row, year_of(request))}
    context = {
        "row": row,
        "notice": _notice(view),
        "acts": tuple(_acts(view)) if writes else (),
        "facts": _facts(row),
        "inherited": [_inherited(each, row, writes=writes) for each in view.inherited],
        "own": [
            {"line": line, "act": _take_out(line.pk) if writes else None}
            for line in (*view.own, *view.left_over)
        ],
        "criteria": [
            {
                "name": criterion.label,
                "judged": Judged(judged[criterion].judged).label if criterion in judged else "",
                "evidence": judged[criterion].evidence if criterion in judged else "",
                "act": Action(
                    gettext("Say how far you are"), reverse("judge_unit_plan", args=[row.pk, criterion.value])
                )
                if writes
                else None,
            }
            for criterion in Criterion
        ],
    }
    return render(request, "planwork/unit.html", context)


@page(allow=CONFIRM, writes=True)
def write_unit_plan_line(request: PageRequest, unit_plan_id: UUID, unit_part_key: UUID) -> HttpResponse:
    """How it is done here, or a deviation with its reason."""
    row = _own_or_404(request, unit_plan_id)
    found = [each for each in planwork.unit_view(row).inherited if each.part.key == unit_part_key]
    if not found:
        raise Http404
    part, line = found[0].part, found[0].line
    known = {"kind": line.kind, "words": line.words, "reason": line.reason} if line else {"kind": "form"}
    form = LineForm(request.POST or None, initial=known)
    act = Act(
        heading=gettext("How do you do “%(part)s”?") % {"part": part.title},
        lead=part.words,
        back=_to_unit(row),
        do=gettext("Save it"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.write_unit_line(
            unit_plan=row,
            facts=LineFacts(
                LineKind(form.cleaned_data["kind"]),
                form.cleaned_data["words"],
                key=part.key,
                reason=form.cleaned_data["reason"],
            ),
            by=request.actor,
            at=request.at,
        ),
    )


@page(allow=CONFIRM, writes=True)
def add_unit_plan_line(request: PageRequest, unit_plan_id: UUID) -> HttpResponse:
    """Something of their own, in addition."""
    row = _own_or_404(request, unit_plan_id)
    form = OwnLineForm(request.POST or None)
    act = Act(gettext("What do you do in addition?"), _to_unit(row), gettext("Save it"))
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.write_unit_line(
            unit_plan=row,
            facts=LineFacts(LineKind.OWN, **form.cleaned_data),
            by=request.actor,
            at=request.at,
        ),
    )


@page(allow=CONFIRM, writes=True)
def remove_unit_plan_line(request: PageRequest, unit_line_id: UUID) -> HttpResponse:
    """It is as the municipality's plan says again."""
    line = planwork.line_for(request.actor, unit_line_id)
    if line is None:
        raise Http404
    act = Act(
        gettext("Take it out of your plan?"),
        _to_unit(line.unit_plan),
        gettext("Take it out"),
        lead=line.words,
    )
    return _carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: planwork.remove_unit_line(line=line, by=request.actor, at=request.at),
    )


@page(allow=CONFIRM, writes=True)
def review_unit_plan(request: PageRequest, unit_plan_id: UUID) -> HttpResponse:
    """Go on with the version that is in force now."""
    row = _own_or_404(request, unit_plan_id)
    act = Act(
        gettext("Go on with the new version?"),
        _to_unit(row),
        gettext("Go on with it"),
        lead=gettext(
            "What you have written stays. What the new version no longer has stands below it, to be taken out."
        ),
    )
    return _carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: planwork.bring_up_to_date(unit_plan=row, by=request.actor, at=request.at),
    )


@page(allow=CONFIRM, writes=True)
def confirm_plan_of_unit(request: PageRequest, unit_plan_id: UUID) -> HttpResponse:
    """The head stands by it."""
    row = _own_or_404(request, unit_plan_id)
    act = Act(
        gettext("Do you confirm the plan of “%(unit)s”?") % {"unit": row.organisation.name},
        _to_unit(row),
        gettext("Confirm it"),
        lead=gettext(
            "Everybody who reads the municipality’s plan sees that it is confirmed. When you change it, it is a draft again."
        ),
    )
    return _carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: planwork.confirm_unit_plan(unit_plan=row, by=request.actor, at=request.at),
    )


@page(allow=CONFIRM, writes=True)
def judge_unit_plan(request: PageRequest, unit_plan_id: UUID, unit_criterion: str) -> HttpResponse:
    """How far the unit finds itself to be."""
    row = _own_or_404(request, unit_plan_id)
    if unit_criterion not in Criterion.values:
        raise Http404
    criterion = Criterion(unit_criterion)
    known = {
        each.criterion: {"judged": each.judged, "evidence": each.evidence}
        for each in planwork.judgements_of(row, year_of(request))
    }
    form = JudgeForm(request.POST or None, initial=known.get(criterion, {}))
    act = Act(str(criterion.label), _to_unit(row), gettext("Save it"))
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.judge_unit(
            unit_plan=row,
            criterion=criterion,
            judged=Judged(form.cleaned_data["judged"]),
            evidence=form.cleaned_data["evidence"],
            by=request.actor,
            at=request.at,
        ),
    )


def _plan_or_404(request: PageRequest, unit_plan_id: UUID) -> UnitPlan:
    row = planwork.unit_plan_for(request.actor, unit_plan_id)
    if row is None:
        raise Http404
    return row


def _own_or_404(request: PageRequest, unit_plan_id: UUID) -> UnitPlan:
    row = _plan_or_404(request, unit_plan_id)
    if not planwork.can_write_unit_plan(request.actor, row):
        raise Http404
    return row


def _row(row: UnitPlan) -> WorkRow:
    href = reverse("unit_plan", args=[row.pk])
    return WorkRow(
        name=row.organisation.name,
        href=href,
        detail=row.plan.title,
        why=_state_words(row),
        action=Action(gettext("Look at it"), href),
    )


def _state_words(row: UnitPlan) -> str:
    if row.plan.state == PlanState.SUPERSEDED:
        return gettext("Needs review: the municipality’s plan has changed")
    if row.confirmed_on is not None:
        return gettext("Confirmed %(day)s") % {"day": write_day(row.confirmed_on)}
    return str(UnitPlanState(row.state).label)


def _facts(row: UnitPlan) -> Facts:
    return Facts(
        row.organisation.name,
        (
            Fact(gettext("The municipality’s plan"), f"{row.plan.title} ({row.plan.version})"),
            Fact(gettext("Where it is"), _state_words(row)),
        ),
    )


def _notice(view: planwork.UnitView) -> Notice | None:
    if view.needs_review:
        return Notice(
            Tone.WARNING,
            gettext("Needs review: the municipality’s plan has changed"),
            gettext("Go on with the new version, look through it, and confirm again."),
        )
    if view.lacking:
        return Notice(
            Tone.INFO,
            gettext("Say how you do these, in a form of your own"),
            points=tuple(part.title for part in view.lacking),
        )
    return None


def _acts(view: planwork.UnitView) -> Iterator[Action]:
    key = [view.unit_plan.pk]
    if view.needs_review:
        yield Action(gettext("Go on with the new version"), reverse("review_unit_plan", args=key))
    elif view.unit_plan.state == UnitPlanState.DRAFT:
        yield Action(gettext("Confirm the plan"), reverse("confirm_unit_plan", args=key))
    yield Action(gettext("Add something of your own"), reverse("add_unit_plan_line", args=key))


def _inherited(each: Inherited, row: UnitPlan, *, writes: bool) -> dict[str, object]:
    part, line = each.part, each.line
    return {
        "title": part.title,
        "strength": Strength(part.strength).label if part.strength else "",
        "kind": LineKind(line.kind).label if line else gettext("As the municipality’s plan says"),
        "words": line.words if line else part.words,
        "reason": line.reason if line else "",
        "act": Action(gettext("How you do it"), reverse("write_unit_plan_line", args=[row.pk, part.key]))
        if writes
        else None,
        "undo": _take_out(line.pk) if writes and line else None,
    }


def _take_out(line_id: UUID) -> Action:
    return Action(gettext("Take out"), reverse("remove_unit_plan_line", args=[line_id]))


def _to_units() -> Action:
    return Action(gettext("Back to the units"), reverse("unit_plans"))


def _to_unit(row: UnitPlan) -> Action:
    return Action(gettext("Back to the unit’s plan"), reverse("unit_plan", args=[row.pk]))


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
