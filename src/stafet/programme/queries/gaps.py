"""Where the chain of a plan has holes: what is done without a reason, wanted without a measure, or given to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stafet.programme.models import ProgrammePart
from stafet.programme.queries.plans import PartView, PlanView
from stafet.programme.states import Does, GapKind, PartKind, Strength


@dataclass(frozen=True, slots=True)
class Gap:
    """One hole, and the part at which it is."""

    kind: GapKind
    part: ProgrammePart


def gaps_of(view: PlanView) -> tuple[Gap, ...]:
    """Every hole of a version, kind by kind."""
    found = list(_gaps(view))
    return tuple(gap for kind in GapKind for gap in found if gap.kind is kind)


def _gaps(view: PlanView) -> Iterator[Gap]:
    for each in view.parts:
        for kind in _of_part(view, each):
            yield Gap(kind, each.part)


def _of_part(view: PlanView, each: PartView) -> Iterator[GapKind]:
    kind, rests = PartKind(each.part.kind), view.resting_on(each.part)
    if kind is PartKind.NEED:
        if not each.upon:
            yield GapKind.NEED_WITHOUT_FINDING
        if not rests:
            yield GapKind.NEED_WITHOUT_GOAL
    elif kind is PartKind.GOAL:
        yield from _of_goal(rests)
    elif kind is PartKind.INDICATOR and not each.targets:
        yield GapKind.INDICATOR_WITHOUT_TARGET
    elif kind in (PartKind.ACTIVITY, PartKind.GUIDELINE):
        yield from _of_doing(view, each)


def _of_goal(rests: tuple[PartView, ...]) -> Iterator[GapKind]:
    kinds = {each.part.kind for each in rests}
    if PartKind.INDICATOR not in kinds:
        yield GapKind.GOAL_WITHOUT_INDICATOR
    if not kinds & {PartKind.ACTIVITY, PartKind.GUIDELINE}:
        yield GapKind.GOAL_WITHOUT_ACTIVITY


def _of_doing(view: PlanView, each: PartView) -> Iterator[GapKind]:
    if each.part.kind == PartKind.ACTIVITY and not _leads_to_a_need(view, each):
        yield GapKind.ACTIVITY_WITHOUT_NEED
    if each.part.strength != Strength.MAY and not any(duty.does == Does.RESPONSIBLE for duty in each.duties):
        yield GapKind.NOBODY_DOES_IT


def _leads_to_a_need(view: PlanView, each: PartView) -> bool:
    """A goal always has a need, so it is enough to reach one."""
    goals = {part.pk for part in each.upon if part.kind == PartKind.GOAL}
    through = {part.pk for part in each.upon if part.kind == PartKind.GUIDELINE}
    for other in view.parts:
        if other.part.pk in through:
            goals |= {part.pk for part in other.upon}
    return bool(goals)
