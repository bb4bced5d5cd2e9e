"""A plan as its page shows it: where it stands, goals with their steps, each voice, what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.careerplans import api as careerplans
from stafet.careerplans.api import PLAN, DoneBy, GoalState, GoalTerm, PartKind, PlanMove, PlanState, Voice
from stafet.kernel.activities import ActivityKind
from stafet.pathways import api as pathways
from stafet.web.components.days import write_day, write_period
from stafet.web.components.parts import Action, Station
from stafet.web.lanes import KINDS


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
    """Everything that is said about one thing, what the registers know of it, and the way to say something."""

    title: str
    parts: tuple[PartRow, ...]
    act: Action | None
    tried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads a goal: somebody at work who writes, or somebody at home in one voice."""

    today: date
    writes: bool
    mine: Voice | None


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


def stations(plan: careerplans.CareerPlan | None, *, is_adult: bool) -> tuple[Station, ...]:
    """The way of a plan, with the days on which it came to each station. Whoever is of age shows it to nobody at home."""
    now = _ORDER.index(PlanState(plan.state)) if plan else -1
    days = {} if plan is None else _days(plan)
    return tuple(
        Station(str(state.label), days.get(state, ""), number < now, number == now)
        for number, state in enumerate(_ORDER)
        if state is not PlanState.SEEN or state in days or not is_adult
    )


def goal_rows(
    view: careerplans.PlanView, *, today: date, writes: bool, mine: Voice | None = None
) -> tuple[GoalRow, ...]:
    """The goals: those on the way first. ``mine``: in whose voice somebody reads their own plan, at home."""
    order = {term: number for number, term in enumerate(GoalTerm)}
    lines = sorted(
        view.goals, key=lambda line: (line.goal.state in careerplans.CLOSED, order[GoalTerm(line.goal.term)])
    )
    return tuple(_goal_row(line, _Reader(today, writes=writes, mine=mine)) for line in lines)


def part_groups(
    view: careerplans.PlanView | None, person_id: UUID, *, write_page: str
) -> tuple[PartGroup, ...]:
    """What is said about each thing, and what was tried. ``write_page``: where this reader says something, if anywhere."""
    parts = view.parts if view else ()
    tried = tuple(map(_tried, view.experiences if view else ()))
    return tuple(
        PartGroup(
            str(kind.label),
            tuple(_part_row(part) for part in parts if part.kind == kind),
            Action(gettext("Write"), reverse(write_page, args=[person_id, kind.value]))
            if write_page
            else None,
            tried if kind is PartKind.EXPERIENCES else (),
        )
        for kind in PartKind
    )


def move_acts(
    plan: careerplans.CareerPlan, *, writes: bool, approves: bool, is_adult: bool
) -> tuple[Action, ...]:
    """What can become of the plan now, by this reader."""
    may = {move: approves if move is PlanMove.APPROVE else writes for move in PlanMove}
    may[PlanMove.SHOW] = writes and not is_adult
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


def _goal_row(line: careerplans.GoalLine, reader: _Reader) -> GoalRow:
    goal = line.goal
    is_open = goal.state == GoalState.OPEN
    acts = _goal_acts(goal) if reader.writes else ()
    steps = tuple(_step_row(step, reader, is_open=is_open) for step in line.steps)
    return GoalRow(str(GoalTerm(goal.term).label), goal.words, _goal_note(goal), steps, acts)


def _goal_acts(goal: careerplans.PlanGoal) -> tuple[Action, ...]:
    close = reverse("close_goal", args=[goal.pk])
    if goal.state == GoalState.PROPOSED:
        take_up = Action(gettext("Take it up"), reverse("take_up_goal", args=[goal.pk]))
        return (take_up, Action(gettext("Say why not"), close))
    if goal.state == GoalState.OPEN:
        more = Action(gettext("One more step to it"), reverse("add_plan_step", args=[goal.pk]))
        return (more, Action(gettext("Close the goal"), close))
    return ()


def _goal_note(goal: careerplans.PlanGoal) -> str:
    if goal.state in careerplans.CLOSED:
        return f"{GoalState(goal.state).label}: {goal.outcome}"
    if goal.state == GoalState.PROPOSED:
        voice = Voice(goal.proposed_by).label
        return gettext("Proposed %(voice)s. It waits for an answer.") % {"voice": _inside(str(voice))}
    return ""


def _inside(words: str) -> str:
    """Words that stand inside a sentence begin small."""
    return words[:1].lower() + words[1:]


def _step_row(step: careerplans.PlanStep, reader: _Reader, *, is_open: bool) -> StepRow:
    who = str(DoneBy(step.done_by).label)
    if step.done_on is not None:
        note = gettext("%(who)s, done %(day)s") % {"who": who, "day": write_day(step.done_on)}
        return StepRow(step.words, note, is_done=True, is_late=False, done=None)
    note = gettext("%(who)s, by %(day)s") % {"who": who, "day": write_day(step.due_on)}
    done = _step_act(step, reader) if is_open else None
    return StepRow(step.words, note, is_done=False, is_late=step.due_on < reader.today, done=done)


def _step_act(step: careerplans.PlanStep, reader: _Reader) -> Action | None:
    if reader.writes:
        return Action(gettext("Done"), reverse("finish_plan_step", args=[step.pk]))
    if reader.mine is not None and careerplans.DOES[reader.mine] == step.done_by:
        return Action(gettext("I have done it"), reverse("finish_my_step", args=[step.person_id, step.pk]))
    return None


def _tried(line: pathways.SpellLine) -> str:
    """One thing somebody has tried: what, where, from when until when."""
    return tried_words(line.kind, line.place, line.programme_name, line.period.starts_on, line.period.ends_on)


def tried_words(kind: ActivityKind, place: str, programme: str, begun: date, ended: date | None) -> str:
    """One experience in words."""
    what = ", ".join(dict.fromkeys(filter(None, (str(KINDS[kind]), place, programme))))
    return f"{what}, {write_period(begun, ended)}"


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
    groups: tuple[PartGroup, ...]


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
        groups=tuple(group for kind in PartKind if (group := _kept_group(version.content, kind))),
    )


def _kept_group(content: dict[str, Any], kind: PartKind) -> PartGroup | None:
    """What a version keeps of one thing; nothing where nobody had said or tried anything."""
    said = [part for part in content["parts"] if part["kind"] == kind]
    kept = content.get("experiences", ()) if kind is PartKind.EXPERIENCES else ()
    if not said and not kept:
        return None
    parts = tuple(PartRow(str(Voice(part["voice"]).label), part["words"], "") for part in said)
    return PartGroup(str(kind.label), parts, None, tuple(map(_kept_experience, kept)))


def _kept_experience(kept: dict[str, str]) -> str:
    ended = date.fromisoformat(kept["until"]) if kept["until"] else None
    begun = date.fromisoformat(kept["from"])
    return tried_words(ActivityKind(kept["kind"]), kept["place"], kept["programme"], begun, ended)


def _kept_step(step: dict[str, str]) -> str:
    who = DoneBy(step["done_by"]).label
    return gettext("%(what)s (%(who)s, by %(day)s)") % {
        "what": step["words"],
        "who": who,
        "day": write_day(date.fromisoformat(step["due_on"])),
    }
