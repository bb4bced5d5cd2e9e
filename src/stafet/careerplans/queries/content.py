"""What stands in a plan, as data: what a version keeps, and what an export tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from stafet.careerplans.models import CareerPlan, PlanGoal, PlanPart, PlanStep
from stafet.pathways import api as pathways

FORMAT = "stafet.career-plan/1"
"""The name and number of the format of an export. A change that readers would stumble over makes it 2."""


def content_of(plan: CareerPlan, *, on: date) -> dict[str, Any]:
    """Everything that stands in a plan on a day, but support needs, as a version keeps it and an export tells it."""
    steps = list(PlanStep.objects.filter(plan=plan).order_by("due_on", "pk"))
    goals = PlanGoal.objects.filter(plan=plan).order_by("pk")
    parts = PlanPart.objects.filter(plan=plan).order_by("kind", "voice", "pk")
    return {
        "goals": [_goal(goal, [step for step in steps if step.goal_id == goal.pk]) for goal in goals],
        "parts": [{"kind": part.kind, "voice": part.voice, "words": part.words} for part in parts],
        "experiences": [_experience(line) for line in experiences_of(plan.person_id, on=on)],
        "discussed_on": _day(plan.discussed_on),
        "seen_on": _day(plan.seen_on),
    }


def export_of(plan: CareerPlan, *, on: date) -> dict[str, Any]:
    """A plan for machines: the format's name and number, where the plan stands, what stands in it."""
    return {
        "format": FORMAT,
        "state": plan.state,
        "revision": plan.revision,
        "approved_at": plan.approved_at.isoformat() if plan.approved_at else None,
        **content_of(plan, on=on),
    }


def experiences_of(person_id: UUID, *, on: date) -> Sequence[pathways.SpellLine]:
    """What somebody has tried by a day, the latest first: it fills itself from schools, educations, jobs and placements."""
    lines = pathways.spells_of([person_id]).get(person_id, ())
    begun = [line for line in lines if line.period.starts_on <= on]
    return sorted(begun, key=lambda line: (line.period.starts_on, str(line.spell_id)), reverse=True)


def _goal(goal: PlanGoal, steps: Sequence[PlanStep]) -> dict[str, Any]:
    return {
        "term": goal.term,
        "words": goal.words,
        "proposed_by": goal.proposed_by,
        "state": goal.state,
        "outcome": goal.outcome,
        "steps": [
            {
                "words": step.words,
                "done_by": step.done_by,
                "due_on": step.due_on.isoformat(),
                "done_on": _day(step.done_on),
            }
            for step in steps
        ],
    }


def _experience(line: pathways.SpellLine) -> dict[str, Any]:
    return {
        "kind": line.kind.value,
        "place": line.place,
        "programme": line.programme_name,
        "from": line.period.starts_on.isoformat(),
        "until": _day(line.period.ends_on),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
