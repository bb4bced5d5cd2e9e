"""How far a cycle is, and what each of its gates asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from django.db.models import QuerySet

from stafet.kernel.actors import Actor
from stafet.programme import policies
from stafet.programme.models import Cycle, CycleStep, Referral, Remark, Support
from stafet.programme.queries.gaps import gaps_of
from stafet.programme.queries.plans import PlanView, view_of
from stafet.programme.states import GapKind, GateLine, PartKind, Phase, PlanState, RemarkState

_G = GateLine
GATES: Mapping[Phase, tuple[GateLine, ...]] = MappingProxyType(
    {
        Phase.START_UP: (_G.DECIDER_NAMED, _G.SCOPE_AGREED, _G.WORK_DIVIDED, _G.DATES_SET),
        Phase.MAPPING: (_G.FINDINGS_WRITTEN, _G.STAGES_COVERED),
        Phase.ANALYSIS: (_G.NEEDS_WRITTEN, _G.NEEDS_FOUNDED),
        Phase.DRAFTING: (_G.GOALS_WRITTEN, _G.ROLES_NAMED, _G.GOALS_MEASURED),
        Phase.REFERRAL: (_G.PARTIES_ASKED, _G.ANSWERS_IN, _G.REMARKS_ANSWERED),
        Phase.ADOPTION: (_G.PLAN_ADOPTED,),
    }
)
"""What each gate asks. The other steps are judged by whoever carries them."""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step, and what its gate says."""

    step: CycleStep
    gate: tuple[tuple[GateLine, bool], ...]


def cycles_for(actor: Actor) -> QuerySet[Cycle]:
    """The cycles the reader may read, those that run first."""
    rows = Cycle.objects.filter(policies.cycles_readable_by(actor)).select_related("plan")
    return rows.order_by("closed_on", "municipality_id", "-met_on")


def cycle_for(actor: Actor, cycle_id: UUID) -> Cycle | None:
    """One of them."""
    return cycles_for(actor).filter(pk=cycle_id).first()


def steps_of(cycle: Cycle) -> Sequence[StepView]:
    """The steps in their order, with their gates."""
    rows = {row.phase: row for row in CycleStep.objects.filter(cycle=cycle)}
    met = _met(cycle)
    return [
        StepView(rows[phase], tuple((line, line in met) for line in GATES.get(phase, ())))
        for phase in Phase
        if phase in rows
    ]


def supports_of(municipality_id: UUID) -> QuerySet[Support]:
    """Who from the region follows a municipality now."""
    rows = Support.objects.filter(municipality_id=municipality_id, ends_on=None)
    return rows.select_related("organisation").order_by("starts_on", "pk")


def _met(cycle: Cycle) -> frozenset[GateLine]:
    found = {
        _G.DECIDER_NAMED: bool(cycle.decider),
        _G.SCOPE_AGREED: bool(cycle.stages),
        _G.WORK_DIVIDED: bool(cycle.division),
        _G.DATES_SET: not CycleStep.objects.filter(cycle=cycle, due_on=None, done_on=None).exists(),
    }
    if cycle.plan is not None:
        found |= _of_text(cycle, view_of(cycle.plan)) | _of_referral(cycle)
    return frozenset(line for line, is_met in found.items() if is_met)


def _of_text(cycle: Cycle, view: PlanView) -> dict[GateLine, bool]:
    gaps = {gap.kind for gap in gaps_of(view)}
    findings, needs = view.of_kind(PartKind.FINDING), view.of_kind(PartKind.NEED)
    goals = view.of_kind(PartKind.GOAL)
    covered = {stage for each in findings for stage in each.part.stages}
    return {
        _G.FINDINGS_WRITTEN: bool(findings),
        _G.STAGES_COVERED: bool(cycle.stages) and set(cycle.stages) <= covered,
        _G.NEEDS_WRITTEN: bool(needs),
        _G.NEEDS_FOUNDED: bool(needs) and GapKind.NEED_WITHOUT_FINDING not in gaps,
        _G.GOALS_WRITTEN: bool(goals),
        _G.ROLES_NAMED: bool(goals) and GapKind.NOBODY_DOES_IT not in gaps,
        _G.GOALS_MEASURED: bool(goals) and GapKind.GOAL_WITHOUT_INDICATOR not in gaps,
    }


def _of_referral(cycle: Cycle) -> dict[GateLine, bool]:
    asked = Referral.objects.filter(plan=cycle.plan)
    waiting = Remark.objects.filter(plan=cycle.plan, state=RemarkState.OPEN)
    is_adopted = cycle.plan is not None and cycle.plan.state in (PlanState.ADOPTED, PlanState.SUPERSEDED)
    return {
        _G.PARTIES_ASKED: asked.exists(),
        _G.ANSWERS_IN: asked.exists() and not asked.filter(answered_on=None).exists(),
        _G.REMARKS_ANSWERED: not waiting.exists(),
        _G.PLAN_ADOPTED: is_adopted,
    }
