"""How it goes: indicators against their targets, rounds with what they found, measures, the year wheel, lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from stafet.kernel.actors import Actor
from stafet.planwork import policies
from stafet.planwork.models import (
    Decision,
    GoalFound,
    IndicatorReading,
    LessonLearned,
    PlanMeasure,
    PlanRound,
    WheelTask,
)
from stafet.planwork.states import Reach
from stafet.programme import api as programme
from stafet.programme.api import PartKind, PartView, Party, PlanView, ProgrammePart, Target


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator with what was measured, and how that stands against what was aimed at."""

    view: PartView
    readings: tuple[IndicatorReading, ...]
    reach: Reach

    @property
    def latest(self) -> IndicatorReading | None:
        """What was measured last."""
        return self.readings[-1] if self.readings else None


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal in a round: what measures it, what is found about it."""

    part: ProgrammePart
    found: GoalFound | None
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class RoundView:
    """A follow-up in one piece: what the council reads."""

    round: PlanRound
    goals: tuple[GoalLine, ...]
    measures: tuple[PlanMeasure, ...]
    decisions: tuple[Decision, ...]


def indicator_lines(view: PlanView) -> Sequence[IndicatorLine]:
    """Every indicator of a plan; two look-ups."""
    indicators = view.of_kind(PartKind.INDICATOR)
    rows = IndicatorReading.objects.filter(
        municipality_id=view.plan.municipality_id, key__in=[each.part.key for each in indicators]
    ).order_by("year")
    by_key: dict[UUID, list[IndicatorReading]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    lines = []
    for each in indicators:
        readings = tuple(by_key.get(each.part.key, ()))
        lines.append(IndicatorLine(each, readings, reach_of(each.targets, readings)))
    return lines


def reach_of(targets: Sequence[Target], readings: Sequence[IndicatorReading]) -> Reach:
    """The last measured year against the last target that was to be reached by then.

    Whether more or less is better is read from where it starts and where it is to come.
    """
    if not readings:
        return Reach.NOT_MEASURED
    last = readings[-1]
    aims = [row for row in targets if not row.is_baseline]
    due = [row for row in aims if row.year <= last.year]
    if not due:
        return Reach.NO_TARGET
    start = next((row.value for row in targets if row.is_baseline), None)
    return _reach(last.value, due[-1].value, start)


def _reach(value: Decimal, target: Decimal, start: Decimal | None) -> Reach:
    falls = start is not None and target < start
    if value <= target if falls else value >= target:
        return Reach.REACHED
    if start is not None and (value < start if falls else value > start):
        return Reach.ON_THE_WAY
    return Reach.NOT_REACHED


def rounds_for(actor: Actor) -> QuerySet[PlanRound]:
    """The follow-ups the reader may read, the last first."""
    rows = PlanRound.objects.filter(policies.work_readable_by(actor)).select_related("plan")
    return rows.order_by("-due_on", "pk")


def round_for(actor: Actor, round_id: UUID) -> PlanRound | None:
    """One of them."""
    return rounds_for(actor).filter(pk=round_id).first()


def round_view(row: PlanRound) -> RoundView:
    """A follow-up in one piece."""
    view = programme.view_of(row.plan)
    lines = indicator_lines(view)
    found = {each.key: each for each in GoalFound.objects.filter(round=row)}
    return RoundView(
        row,
        tuple(
            GoalLine(
                goal.part,
                found.get(goal.part.key),
                tuple(line for line in lines if goal.part in line.view.upon),
            )
            for goal in view.of_kind(PartKind.GOAL)
        ),
        tuple(PlanMeasure.objects.filter(round=row).order_by("due_on", "pk")),
        tuple(Decision.objects.filter(round=row).order_by("decided_on", "pk")),
    )


def measure_for(actor: Actor, measure_id: UUID) -> PlanMeasure | None:
    """A measure the reader may read."""
    rows = PlanMeasure.objects.filter(policies.work_readable_by(actor)).select_related("round")
    return rows.filter(pk=measure_id).first()


def wheel_of(municipality_ids: frozenset[UUID], starts_in: int) -> QuerySet[WheelTask]:
    """What stands in the year wheel of a school year, by day."""
    rows = WheelTask.objects.filter(municipality_id__in=municipality_ids, starts_in=starts_in)
    return rows.select_related("owner").order_by("due_on", "title", "pk")


def task_for(actor: Actor, task_id: UUID) -> WheelTask | None:
    """One thing of a year wheel the reader may read."""
    rows = WheelTask.objects.filter(policies.work_readable_by(actor)).select_related("owner")
    return rows.filter(pk=task_id).first()


def own_tasks(actor: Actor, *, until: date) -> QuerySet[WheelTask]:
    """What is the reader's own and due by a day: what their next step with the plan is."""
    mine: Q = policies.tasks_finishable_by(actor)
    return WheelTask.objects.filter(mine, done_on=None, due_on__lte=until).order_by("due_on", "pk")


def lessons_for(actor: Actor) -> QuerySet[LessonLearned]:
    """What was learned, the last first."""
    return LessonLearned.objects.filter(policies.work_readable_by(actor)).order_by("-learned_on", "-pk")


def wheel_feed(municipality_id: UUID, party: Party) -> QuerySet[WheelTask]:
    """What a party does when, for everybody's calendars."""
    return WheelTask.objects.filter(municipality_id=municipality_id, party=party).order_by("due_on", "pk")
