"""What a plan says, as somebody may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.careerplans.models import CareerPlan, PlanGoal, PlanPart, PlanStep, PlanVersion, SupportNeed
from stafet.careerplans.queries.content import experiences_of
from stafet.kernel.privacy import DataClass
from stafet.pathways import api as pathways


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with the steps to it, by when they are due."""

    goal: PlanGoal
    steps: tuple[PlanStep, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan whole: goals, every voice, what was tried, approved versions. ``support`` of ``None``: not for this reader."""

    plan: CareerPlan
    goals: tuple[GoalLine, ...]
    parts: tuple[PlanPart, ...]
    support: SupportNeed | None
    versions: tuple[PlanVersion, ...]
    experiences: tuple[pathways.SpellLine, ...]


def plan_of(person_id: UUID, *, on: date) -> PlanView | None:
    """The plan of somebody, if there is one and the reader may see it. Seven look-ups, however long it is."""
    plan = _seen(person_id).filter(aside_since=None).first()
    return None if plan is None else _view(plan, on=on)


def plans_aside(person_id: UUID) -> Sequence[CareerPlan]:
    """Plans that stand aside: somebody had been registered twice, and had a plan twice. The latest first."""
    return list(_seen(person_id).exclude(aside_since=None).order_by("-aside_since", "pk"))


def aside_plan(person_id: UUID, plan_id: UUID, *, on: date) -> PlanView | None:
    """One of them whole, to read."""
    plan = _seen(person_id).exclude(aside_since=None).filter(pk=plan_id).first()
    return None if plan is None else _view(plan, on=on)


def _seen(person_id: UUID) -> QuerySet[CareerPlan]:
    plans = CareerPlan.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    return plans.select_related("approved_by")


def _view(plan: CareerPlan, *, on: date) -> PlanView:
    person_id = plan.person_id
    mine = {"municipality_id": plan.municipality_id, "person_id": person_id, "plan": plan}
    steps = list(PlanStep.objects.filter(access.visible(DataClass.PROCESS), **mine).order_by("due_on", "pk"))
    goals = PlanGoal.objects.filter(access.visible(DataClass.PROCESS), **mine).order_by("pk")
    parts = PlanPart.objects.filter(access.visible(DataClass.PROCESS), **mine).select_related("written_by")
    versions = PlanVersion.objects.filter(access.visible(DataClass.PROCESS), **mine).order_by("-revision")
    need = SupportNeed.objects.filter(access.visible(DataClass.GUIDANCE_NOTE), **mine).first()
    return PlanView(
        plan=plan,
        goals=tuple(GoalLine(goal, _steps_to(goal, steps)) for goal in goals),
        parts=tuple(parts.order_by("kind", "voice", "pk")),
        support=need,
        versions=tuple(versions.defer("content")),
        experiences=tuple(experiences_of(person_id, on=on)),
    )


def _steps_to(goal: PlanGoal, steps: Sequence[PlanStep]) -> tuple[PlanStep, ...]:
    return tuple(step for step in steps if step.goal_id == goal.pk)
