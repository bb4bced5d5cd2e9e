"""What the young person and those with custody write in the plan, from their own log-in.

Only in the scope of a job: in own name nothing is written past a declared action, and whether ``by`` may is judged by
whoever opens that scope, from what the database lets them see. Whoever comes from there has one voice and no other.
"""

from __future__ import annotations

from datetime import date, datetime

from stafet.audit import api as audit
from stafet.careerplans.actions.moving import move_on
from stafet.careerplans.actions.writing import begun, put_done, put_goal, put_part, writable
from stafet.careerplans.errors import NothingSaid, NotYours
from stafet.careerplans.models import CareerPlan, PlanGoal, PlanPart, PlanStep
from stafet.careerplans.states import AT_HOME, DOES, DoneBy, GoalTerm, PartKind, PlanMove, Voice
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.people import api as people


@audit.action
def say_at_home(
    *, person: people.Person, kind: PartKind, voice: Voice, words: str, by: Actor, at: datetime
) -> PlanPart:
    """Say something in one's own voice; the plan begins with it, or is worked on again. Raises ``NothingSaid``."""
    _must_be_at_home(voice)
    _must_say(words)
    part = put_part(writable(begun(person, by=by, at=at), at=at), kind, voice, words, by=by, at=at)
    audit.record(action="careerplans.say_at_home", about=part, by=by, at=at, reason=kind.value)
    return part


@audit.action
def propose_goal(
    *, person: people.Person, term: GoalTerm, words: str, voice: Voice, by: Actor, at: datetime
) -> PlanGoal:
    """A goal of one's own, which those who work with the plan answer before it is approved. Raises ``NothingSaid``."""
    _must_be_at_home(voice)
    _must_say(words)
    goal = put_goal(
        writable(begun(person, by=by, at=at), at=at), term, words.strip(), at=at, proposed_by=voice.value
    )
    audit.record(action="careerplans.propose_goal", about=goal, by=by, at=at, reason=voice.value)
    return goal


@audit.action
def finish_own_step(*, step: PlanStep, voice: Voice, on: date, by: Actor, at: datetime) -> None:
    """A step of one's own is done. The steps of others are theirs. Raises ``NotYours``, ``ChangedByNow``."""
    _must_be_at_home(voice)
    if DoneBy(step.done_by) is not DOES[voice]:
        raise NotYours(sentence("Somebody else does this step, and says when it is done."))
    put_done(step, on=on, at=at)
    audit.record(action="careerplans.finish_own_step", about=step, by=by, at=at, reason=voice.value)


@audit.action
def see_at_home(*, plan: CareerPlan, on: date, by: Actor, at: datetime) -> None:
    """Somebody with custody says themselves that they have seen it. Raises ``IllegalMove``."""
    move_on(plan, PlanMove.SHOW, by=by, at=at, seen_on=on)


def _must_be_at_home(voice: Voice) -> None:
    if voice not in AT_HOME:
        raise NotYours(sentence("Those who work with the young person write at work."))


def _must_say(words: str) -> None:
    if not words.strip():
        raise NothingSaid(sentence("Write something first."), field="words")
