"""What is written around a conversation: the agenda, the notes, and what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from stafet.audit import api as audit
from stafet.careerplans import api as careerplans
from stafet.conversations.actions.talks import locked
from stafet.conversations.errors import ChangedByNow, NoGoal, NotYet
from stafet.conversations.guides import Topic
from stafet.conversations.models import AgreedStep, Conversation, OwnNote
from stafet.conversations.states import AFTERWARDS, ConversationState, InterpreterState
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.people import api as people


@audit.action
def set_agenda(
    *,
    conversation: Conversation,
    topics: Sequence[Topic],
    own_points: Sequence[str],
    by: Actor,
    at: datetime,
) -> None:
    """What is talked about, in this order: topics of a guide, and points in one's own words.

    Raises ``NotYours``, ``ChangedByNow`` when the conversation is over.
    """
    row = locked(conversation, by)
    if row.state != ConversationState.PLANNED:
        raise ChangedByNow(sentence("This conversation is over; its agenda stays as it was."))
    row.topics = [topic.value for topic in topics]
    row.own_points = [point.strip() for point in own_points if point.strip()]
    row.known_at = at
    row.save(update_fields=["topics", "own_points", "known_at"])
    audit.record(action="conversations.set_agenda", about=row, by=by, at=at)


@audit.action
def write_shared_note(*, conversation: Conversation, words: str, by: Actor, at: datetime) -> None:
    """The note that all read who may see the process, the young person first. Raises ``NotYours``."""
    row = locked(conversation, by)
    row.shared_note, row.known_at = words.strip(), at
    row.save(update_fields=["shared_note", "known_at"])
    audit.record(action="conversations.write_shared_note", about=row, by=by, at=at)


@audit.action
def write_own_note(*, conversation: Conversation, words: str, by: Actor, at: datetime) -> OwnNote:
    """What one noted for oneself, where few may read it. It is in no package. Raises ``NotYours``."""
    row = locked(conversation, by)
    note, _ = OwnNote.objects.update_or_create(
        municipality_id=row.municipality_id,
        conversation=row,
        written_by_id=by.user_id,
        defaults={
            "person_id": row.person_id,
            "words": words.strip(),
            "written_at": at,
            "known_at": at,
        },
    )
    audit.record(action="conversations.write_own_note", about=note, by=by, at=at)
    return note


@audit.action
def agree_step(
    *,
    conversation: Conversation,
    step: careerplans.StepOnTheWay,
    by: Actor,
    at: datetime,
    goal: careerplans.PlanGoal | None = None,
    new_goal: str = "",
) -> AgreedStep:
    """Something was agreed: it becomes a step of the young person's plan, to a goal that stands there or to a new one.

    Why the plan and not the responsibility: what is agreed in a conversation is done by the young person, those at home, the
    school or whoever sat at the table, and anybody who leads the conversation may write it; a next step of the
    responsibility is the duty of the one organisation that holds, which only its own people set (``hold_conversation``
    closes and sets such a one). By the plan's own rule an approved plan becomes a draft again, because what is changed is
    talked through anew. Raises ``NotYours``, ``NoGoal`` and what the plan raises.
    """
    row = locked(conversation, by)
    if goal is None and not new_goal.strip():
        raise NoGoal(sentence("Say which goal this leads to, or write down a new one."), field="new_goal")
    if goal is None:
        person = people.Person.objects.get(pk=row.person_id)
        plan = careerplans.begin_plan(person=person, by=by, at=at)
        goal = careerplans.add_goal(
            plan=plan, term=careerplans.GoalTerm.SHORT, words=new_goal.strip(), step=None, by=by, at=at
        )
    written = careerplans.add_plan_step(goal=goal, step=step, by=by, at=at)
    agreed = AgreedStep.objects.create(
        municipality_id=row.municipality_id,
        person_id=row.person_id,
        conversation=row,
        plan_step=written,
        known_at=at,
    )
    audit.record(action="conversations.agree_step", about=agreed, by=by, at=at)
    return agreed


@audit.action
def note_interpreter(*, conversation: Conversation, what: InterpreterState, by: Actor, at: datetime) -> None:
    """That an interpreter is booked, was there, was not needed or did not come. Raises ``NotYours``, ``NotYet``, ``ChangedByNow``."""
    row = locked(conversation, by)
    if row.state == ConversationState.CANCELLED:
        raise ChangedByNow(
            sentence("This conversation is cancelled. If an interpreter was booked, tell them.")
        )
    if what in AFTERWARDS and row.planned_at > at:
        raise NotYet(sentence("This conversation lies ahead. Write down afterwards whether they came."))
    if what is InterpreterState.BOOKED and row.state != ConversationState.PLANNED:
        raise ChangedByNow(sentence("This conversation is over. Say whether an interpreter was there."))
    row.interpreter, row.known_at = what, at
    row.save(update_fields=["interpreter", "known_at"])
    audit.record(action="conversations.note_interpreter", about=row, by=by, at=at, reason=what.value)
