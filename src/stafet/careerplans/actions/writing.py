"""Writing in a plan: beginning it, goals, steps, and what each voice says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from stafet.audit import api as audit
from stafet.careerplans import policies
from stafet.careerplans.errors import ChangedByNow, GoalNeedsOutcome, NotYours, StandsAside
from stafet.careerplans.models import CareerPlan, PlanGoal, PlanPart, PlanStep, SupportNeed
from stafet.careerplans.states import (
    CLOSED,
    PLAN,
    READY,
    DoneBy,
    GoalState,
    GoalTerm,
    PartKind,
    PlanMove,
    PlanState,
    Voice,
)
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.people import api as people


@dataclass(frozen=True, slots=True)
class StepOnTheWay:
    """One thing on the way to a goal."""

    words: str
    done_by: DoneBy
    due_on: date


@audit.action
def begin_plan(*, person: people.Person, by: Actor, at: datetime) -> CareerPlan:
    """The plan of somebody begins; if there is one, it is that one. Raises ``NotYours``."""
    must_write(by)
    return begun(person, by=by, at=at)


@audit.action
def add_goal(
    *, plan: CareerPlan, term: GoalTerm, words: str, step: StepOnTheWay | None, by: Actor, at: datetime
) -> PlanGoal:
    """One more goal, with the first step to it if there is one yet. Raises ``NotYours``."""
    must_write(by)
    locked = writable(plan, at=at)
    goal = put_goal(locked, term, words, at=at)
    if step is not None:
        _put_step(goal, step, at)
    audit.record(action="careerplans.add_goal", about=goal, by=by, at=at, reason=term.value)
    return goal


@audit.action
def add_plan_step(*, goal: PlanGoal, step: StepOnTheWay, by: Actor, at: datetime) -> PlanStep:
    """One more step to a goal that is on its way. Raises ``NotYours``, ``ChangedByNow``."""
    must_write(by)
    writable(goal.plan, at=at)
    row = _put_step(_open(goal), step, at)
    audit.record(action="careerplans.add_plan_step", about=row, by=by, at=at, reason=step.done_by.value)
    return row


@audit.action
def take_up_goal(*, goal: PlanGoal, step: StepOnTheWay, by: Actor, at: datetime) -> None:
    """What was proposed becomes a goal, with the first step to it. Raises ``NotYours``, ``ChangedByNow``."""
    must_write(by)
    writable(goal.plan, at=at)
    if not PlanGoal.objects.filter(pk=goal.pk, state=GoalState.PROPOSED).update(
        state=GoalState.OPEN, known_at=at
    ):
        raise ChangedByNow(sentence("This proposal was answered already."))
    _put_step(goal, step, at)
    audit.record(action="careerplans.take_up_goal", about=goal, by=by, at=at)


@audit.action
def finish_plan_step(*, step: PlanStep, on: date, by: Actor, at: datetime) -> None:
    """A step is done. That changes no plan: it stays approved. Raises ``NotYours``, ``ChangedByNow``."""
    must_write(by)
    put_done(step, on=on, at=at)
    audit.record(action="careerplans.finish_plan_step", about=step, by=by, at=at)


@audit.action
def close_goal(*, goal: PlanGoal, state: GoalState, outcome: str, on: date, by: Actor, at: datetime) -> None:
    """A goal is reached, or left for another, with what came of it.

    Raises ``NotYours``, ``GoalNeedsOutcome``, ``ChangedByNow``.
    """
    must_write(by)
    if state not in CLOSED or not outcome.strip():
        raise GoalNeedsOutcome(sentence("Say what came of the goal before you close it."), field="outcome")
    must_be_current(goal.plan)
    if state is GoalState.LEFT:
        writable(goal.plan, at=at)
    _still_on(goal)
    PlanGoal.objects.filter(pk=goal.pk).update(
        state=state, outcome=outcome.strip(), closed_on=on, known_at=at
    )
    audit.record(action="careerplans.close_goal", about=goal, by=by, at=at, reason=state.value)


@audit.action
def write_part(
    *, plan: CareerPlan, kind: PartKind, voice: Voice, words: str, by: Actor, at: datetime
) -> PlanPart:
    """Say something in one's own voice. Nobody writes in another's. Raises ``NotYours``."""
    must_write(by)
    if voice not in policies.voices_of(by) and not by.is_system:
        raise NotYours(
            sentence("These are somebody else's words. Write your own beside them."), field="words"
        )
    locked = writable(plan, at=at)
    part = put_part(locked, kind, voice, words, by=by, at=at)
    audit.record(action="careerplans.write_part", about=part, by=by, at=at, reason=kind.value)
    return part


@audit.action
def write_support(*, plan: CareerPlan, words: str, by: Actor, at: datetime) -> SupportNeed:
    """What somebody needs help with, where few may read it. It changes no plan. Raises ``NotYours``."""
    must_write(by)
    must_be_current(plan)
    need, _ = SupportNeed.objects.update_or_create(
        municipality_id=plan.municipality_id,
        plan=plan,
        defaults={
            "person_id": plan.person_id,
            "words": words.strip(),
            "written_by_id": by.user_id,
            "written_at": at,
            "known_at": at,
        },
    )
    audit.record(action="careerplans.write_support", about=need, by=by, at=at)
    return need


def must_write(by: Actor) -> None:
    """Refuse whoever writes in no plan."""
    if not policies.can_write_plan(by):
        raise NotYours(sentence("Only those who work with the young person write in the plan."))


def begun(person: people.Person, *, by: Actor, at: datetime) -> CareerPlan:
    """The plan of somebody, begun when there was none."""
    plan, is_new = CareerPlan.objects.get_or_create(
        municipality_id=person.municipality_id,
        person=person,
        aside_since=None,
        defaults={"opened_at": at, "known_at": at},
    )
    if is_new:
        audit.record(action="careerplans.begin_plan", about=plan, by=by, at=at)
    return plan


def writable(plan: CareerPlan, *, at: datetime) -> CareerPlan:
    """The plan, held fast, as a draft: what was approved is a version by now, and what is changed is talked through anew."""
    locked = CareerPlan.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.pk)
    must_be_current(locked)
    if PlanState(locked.state) in READY:
        locked.state = PLAN.after(PlanState(locked.state), PlanMove.REWORK)
        locked.known_at = at
        locked.save(update_fields=["state", "known_at"])
    return locked


def must_be_current(plan: CareerPlan) -> None:
    """Refuse a plan that stands aside: it is only read."""
    if plan.aside_since is not None:
        raise StandsAside(
            sentence("This plan stands aside since two registrations are one. Write in the other one.")
        )


def put_goal(
    plan: CareerPlan, term: GoalTerm, words: str, *, at: datetime, proposed_by: str = ""
) -> PlanGoal:
    """A goal of a plan that is held fast; a proposal when it says whose it is."""
    return PlanGoal.objects.create(
        municipality_id=plan.municipality_id,
        person_id=plan.person_id,
        plan=plan,
        term=term,
        words=words,
        proposed_by=proposed_by,
        state=GoalState.PROPOSED if proposed_by else GoalState.OPEN,
        known_at=at,
    )


def put_part(
    plan: CareerPlan, kind: PartKind, voice: Voice, words: str, *, by: Actor, at: datetime
) -> PlanPart:
    """What a voice says, in place of what it said. At home each custody holder has words of their own."""
    whose: dict[str, Any] = {"written_by_id": by.user_id} if voice is Voice.HOME else {}
    part, _ = PlanPart.objects.update_or_create(
        municipality_id=plan.municipality_id,
        plan=plan,
        kind=kind,
        voice=voice,
        **whose,
        defaults={
            "person_id": plan.person_id,
            "words": words.strip(),
            "written_by_id": by.user_id,
            "written_at": at,
            "known_at": at,
        },
    )
    return part


def put_done(step: PlanStep, *, on: date, at: datetime) -> None:
    """A step is done, once. Raises ``ChangedByNow``, ``StandsAside``."""
    must_be_current(step.plan)
    if not PlanStep.objects.filter(pk=step.pk, done_on=None).update(done_on=on, known_at=at):
        raise ChangedByNow(sentence("This step was done already."))


def _open(goal: PlanGoal) -> PlanGoal:
    row = _still_on(goal)
    if row.state == GoalState.PROPOSED:
        raise ChangedByNow(sentence("This goal is a proposal. Take it up first."))
    return row


def _still_on(goal: PlanGoal) -> PlanGoal:
    row = PlanGoal.objects.select_for_update(of=("self",), no_key=True).get(pk=goal.pk)
    if row.state in CLOSED:
        raise ChangedByNow(sentence("This goal was closed already."))
    return row


def _put_step(goal: PlanGoal, step: StepOnTheWay, at: datetime) -> PlanStep:
    return PlanStep.objects.create(
        municipality_id=goal.municipality_id,
        person_id=goal.person_id,
        plan_id=goal.plan_id,
        goal=goal,
        words=step.words,
        done_by=step.done_by,
        due_on=step.due_on,
        known_at=at,
    )
