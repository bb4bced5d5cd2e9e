"""A plan as its page shows it: where it stands, goals with their steps, each voice, what can be done now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.careerplans import api as careerplans
from stafet.careerplans.api import PLAN, DoneBy, GoalState, GoalTerm, PartKind, PlanMove, PlanState, Voice
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action


@dataclass(frozen=True, slots=True)
class StationRow:
    """One station of a plan on its way to being approved."""

    words: str
    note: str
    is_done: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step on the way: what, and who by when, or when it was done."""

    words: str
    note: str
    is_done: bool
    is_late: bool
    done: Action | None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal, what became of it, and the steps to it."""

    term: str
    words: str
    outcome: str
    steps: tuple[StepRow, ...]
    acts: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """What one voice says."""

    voice: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class PartGroup:
    """Everything that is said about one thing, and the way to say something."""

    title: str
    parts: tuple[PartRow, ...]
    act: Action | None


_ORDER = (PlanState.DRAFT, PlanState.DISCUSSED, PlanState.SEEN, PlanState.APPROVED, PlanState.HANDED_OVER)
DO = {
    PlanMove.DISCUSS: gettext_lazy("Write down that it was talked through"),
    PlanMove.SHOW: gettext_lazy("Write down that it was seen at home"),
    PlanMove.APPROVE: gettext_lazy("Approve it as realistic"),
    PlanMove.HAND_OVER: gettext_lazy("Write down that it was handed over"),
    PlanMove.REWORK: gettext_lazy("Work on it again"),
}
"""What can be done with a plan, on buttons."""

MEANS = {
    PlanMove.DISCUSS: gettext_lazy("You have sat together and gone through the whole plan."),
    PlanMove.SHOW: gettext_lazy("Those who have custody have seen the plan and could say what they think."),
    PlanMove.APPROVE: gettext_lazy(
        "You say that it can be done. The plan is kept as it is now; what is changed later makes a new version."
    ),
    PlanMove.HAND_OVER: gettext_lazy("Whoever takes over has the plan. Support needs are not in it."),
    PlanMove.REWORK: gettext_lazy(
        "It is talked through and approved anew. What was approved stays as a version."
    ),
}
"""What each of them says."""


def stations(plan: careerplans.CareerPlan | None) -> tuple[StationRow, ...]:
    """The way of a plan, with the days on which it came to each station."""
    now = _ORDER.index(PlanState(plan.state)) if plan else -1
    days = {} if plan is None else _days(plan)
    return tuple(
        StationRow(str(state.label), days.get(state, ""), number < now, number == now)
        for number, state in enumerate(_ORDER)
    )


def goal_rows(view: careerplans.PlanView, *, today: date, writes: bool) -> tuple[GoalRow, ...]:
    """The goals: those on the way first."""
    order = {term: number for number, term in enumerate(GoalTerm)}
    lines = sorted(
        view.goals, key=lambda line: (line.goal.state != GoalState.OPEN, order[GoalTerm(line.goal.term)])
    )
    return tuple(_goal_row(line, today, writes=writes) for line in lines)


def part_groups(
    view: careerplans.PlanView | None, person_id: UUID, *, voices: Iterable[Voice]
) -> tuple[PartGroup, ...]:
    """What is said about each thing. Whoever has a voice here may say something."""
    parts = view.parts if view else ()
    may = bool(tuple(voices)) and view is not None
    return tuple(
        PartGroup(
            str(kind.label),
            tuple(_part_row(part) for part in parts if part.kind == kind),
            Action(gettext("Write"), reverse("write_plan_words", args=[person_id, kind.value]))
            if may
            else None,
        )
        for kind in PartKind
    )


def move_acts(plan: careerplans.CareerPlan, *, writes: bool, approves: bool) -> tuple[Action, ...]:
    """What can become of the plan now, by this reader."""
    may = {move: approves if move is PlanMove.APPROVE else writes for move in PlanMove}
    return tuple(
        Action(str(DO[move]), reverse("move_plan", args=[plan.person_id, move.value]))
        for move in PLAN.moves_from(PlanState(plan.state))
        if may[move]
    )


def _days(plan: careerplans.CareerPlan) -> dict[PlanState, str]:
    told = {
        PlanState.DRAFT: plan.opened_at.date(),
        PlanState.DISCUSSED: plan.discussed_on,
        PlanState.SEEN: plan.seen_on,
        PlanState.APPROVED: plan.approved_at.date() if plan.approved_at else None,
        PlanState.HANDED_OVER: plan.handed_over_at.date() if plan.handed_over_at else None,
    }
    return {state: write_day(day) for state, day in told.items() if day is not None}


def _goal_row(line: careerplans.GoalLine, today: date, *, writes: bool) -> GoalRow:
    goal = line.goal
    is_open = goal.state == GoalState.OPEN
    acts: tuple[Action, ...] = ()
    if writes and is_open:
        acts = (
            Action(gettext("One more step to it"), reverse("add_plan_step", args=[goal.pk])),
            Action(gettext("Close the goal"), reverse("close_goal", args=[goal.pk])),
        )
    outcome = "" if is_open else f"{GoalState(goal.state).label}: {goal.outcome}"
    steps = tuple(_step_row(step, today, writes=writes and is_open) for step in line.steps)
    return GoalRow(str(GoalTerm(goal.term).label), goal.words, outcome, steps, acts)


def _step_row(step: careerplans.PlanStep, today: date, *, writes: bool) -> StepRow:
    who = str(DoneBy(step.done_by).label)
    if step.done_on is not None:
        note = gettext("%(who)s, done %(day)s") % {"who": who, "day": write_day(step.done_on)}
        return StepRow(step.words, note, is_done=True, is_late=False, done=None)
    note = gettext("%(who)s, by %(day)s") % {"who": who, "day": write_day(step.due_on)}
    done = Action(gettext("Done"), reverse("finish_plan_step", args=[step.pk])) if writes else None
    return StepRow(step.words, note, is_done=False, is_late=step.due_on < today, done=done)


def _part_row(part: careerplans.PlanPart) -> PartRow:
    note = gettext("%(name)s, %(day)s") % {
        "name": part.written_by.name,
        "day": write_day(part.written_at.date()),
    }
    return PartRow(str(Voice(part.voice).label), part.words, note)


@dataclass(frozen=True, slots=True)
class VersionTold:
    """A version in words: goals with their steps, and what was said."""

    approved: str
    goals: tuple[tuple[str, str, tuple[str, ...]], ...]
    parts: tuple[tuple[str, str, str], ...]


def version_told(version: careerplans.PlanVersion) -> VersionTold:
    """A plan as it was approved, from what the version keeps."""
    name = version.approved_by.name if version.approved_by else gettext("Stafet")
    return VersionTold(
        approved=gettext("Approved by %(name)s, %(day)s")
        % {"name": name, "day": write_day(version.known_at.date())},
        goals=tuple(
            (str(GoalTerm(goal["term"]).label), goal["words"], tuple(map(_kept_step, goal["steps"])))
            for goal in version.content["goals"]
        ),
        parts=tuple(
            (str(PartKind(part["kind"]).label), str(Voice(part["voice"]).label), part["words"])
            for part in version.content["parts"]
        ),
    )


def _kept_step(step: dict[str, str]) -> str:
    who = DoneBy(step["done_by"]).label
    return gettext("%(what)s (%(who)s, by %(day)s)") % {
        "what": step["words"],
        "who": who,
        "day": write_day(date.fromisoformat(step["due_on"])),
    }
