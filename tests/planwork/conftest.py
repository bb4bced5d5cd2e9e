"""The town's plan is in force; Ditte leads a school, Gro runs the follow-up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.programme.conftest import (
    TODAY,
    acting,
    in_force,
    parts,
    plan,
    rasmus,
    regine,
)

from stafet.planwork import api as planwork
from stafet.planwork.api import (
    FoundFacts,
    GoalStands,
    LineFacts,
    LineKind,
    MeasureFacts,
    PlanMeasure,
    PlanRound,
    ReadingFacts,
    RoundFacts,
    RoundKind,
    TaskFacts,
    UnitPlan,
    WheelTask,
)
from stafet.programme.api import Party, Plan, ProgrammePart

__all__ = ["in_force", "parts", "plan", "rasmus", "regine"]


def unit_begun(everyone: Cast, plan: Plan) -> UnitPlan:
    """Ditte begins her school's plan."""
    with acting(everyone.ditte) as ditte:
        return planwork.open_unit_plan(plan=plan, organisation_id=everyone.school.pk, by=ditte, at=NOW)


def said(
    everyone: Cast, row: UnitPlan, kind: LineKind, part: ProgrammePart | None, reason: str = ""
) -> planwork.UnitLine:
    """Ditte says how it is done at her school."""
    facts = LineFacts(
        kind,
        "In week 46",
        key=part.key if part else None,
        title="" if part else "Open workshop",
        reason=reason,
    )
    with acting(everyone.ditte) as ditte:
        return planwork.write_unit_line(unit_plan=row, facts=facts, by=ditte, at=NOW)


def measured(
    everyone: Cast, indicator: ProgrammePart, year: int, value: str, base: int | None = 240
) -> planwork.IndicatorReading:
    """Gro writes down what an indicator was."""
    facts = ReadingFacts(year, Decimal(value), base, "The register")
    with acting(everyone.gro) as gro:
        return planwork.enter_reading(indicator=indicator, facts=facts, by=gro, at=NOW)


def followed_up(everyone: Cast, plan: Plan) -> PlanRound:
    """Gro begins a yearly follow-up."""
    facts = RoundFacts(RoundKind.YEAR, TODAY + timedelta(days=30))
    with acting(everyone.gro) as gro:
        return planwork.open_round(plan=plan, facts=facts, by=gro, at=NOW)


def reported(everyone: Cast, row: PlanRound, goal: ProgrammePart) -> PlanRound:
    """Gro says how the goal stands, and reports."""
    with acting(everyone.gro) as gro:
        facts = FoundFacts(goal.key, GoalStands.PARTLY, "More begin, fewer stay")
        planwork.say_of_goal(round=row, facts=facts, by=gro, at=NOW)
        return planwork.report_round(round=row, summary="On the way", by=gro, at=NOW)


def proposed(everyone: Cast, row: PlanRound, goal: ProgrammePart | None = None) -> PlanMeasure:
    """Gro proposes a measure."""
    facts = MeasureFacts("A mentor", "Head of guidance", TODAY, goal.key if goal else None)
    with acting(everyone.gro) as gro:
        return planwork.propose_measure(round=row, facts=facts, by=gro, at=NOW)


def put(everyone: Cast, title: str, due_on: date, party: Party, owner: object = None) -> WheelTask:
    """Gro puts something in the year wheel."""
    facts = TaskFacts(due_on, title, party, owner_id=getattr(owner, "pk", None))
    with acting(everyone.gro) as gro:
        return planwork.put_task(municipality_id=everyone.hedeby.pk, facts=facts, by=gro, at=NOW)


@pytest.fixture
def unit(everyone: Cast, in_force: Plan) -> UnitPlan:
    """The school's plan, begun."""
    return unit_begun(everyone, in_force)


@pytest.fixture
def a_round(everyone: Cast, in_force: Plan) -> PlanRound:
    """A follow-up, begun."""
    return followed_up(everyone, in_force)
