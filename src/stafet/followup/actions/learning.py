"""Goals and the log of the days. The log is the young person's own: nobody writes in it for them."""

from __future__ import annotations

from datetime import datetime

from stafet.audit import api as audit
from stafet.followup.actions.steps import (
    Doing,
    must_be_past,
    must_be_theirs,
    must_say,
    must_speak_as,
    take,
    today_of,
)
from stafet.followup.drafts import EntryFacts
from stafet.followup.errors import NotWhole
from stafet.followup.models import LearningGoal, LogEntry
from stafet.followup.states import GOAL, GoalMove, GoalState
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.placements.api import Placement, Voice

_MOST = "stafet.followup.goals_at_most"


@audit.action
def set_goal(
    *, placement: Placement, words: str, voice: Voice = Voice.STAFF, by: Actor, at: datetime
) -> LearningGoal:
    """Write down one thing they want to learn. Raises ``NotYours``, ``NotWhole`` (nothing said, or too many at once)."""
    doing = Doing(by, at, voice)
    must_speak_as(doing, Voice.STAFF, Voice.YOUNG_PERSON)
    locked = take(placement, doing)
    today = today_of(locked.municipality_id, at)
    most = rules.value(_MOST, on=today)
    open_ones = LearningGoal.objects.filter(
        municipality_id=locked.municipality_id, placement=locked, state=GoalState.OPEN
    )
    if open_ones.count() >= most:
        raise NotWhole(
            sentence(
                "There are %(count)d goals already. Say of one whether it is reached, then set the next.",
                count=most,
            ),
            field="words",
        )
    goal = LearningGoal.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        placement=locked,
        words=must_say(words),
        voice=voice,
        set_on=today,
        set_by_id=doing.user_id,
        known_at=at,
    )
    audit.record(action="followup.set_goal", about=goal, by=by, at=at, reason=voice.value)
    return goal


@audit.action
def settle_goal(
    *,
    goal: LearningGoal,
    what: GoalMove,
    words: str = "",
    voice: Voice = Voice.STAFF,
    by: Actor,
    at: datetime,
) -> None:
    """Say that a goal is reached, or not, or goes on. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``."""
    doing = Doing(by, at, voice)
    must_speak_as(doing, Voice.STAFF, Voice.YOUNG_PERSON)
    locked = take(goal.placement, doing)
    row = LearningGoal.objects.select_for_update(of=("self",), no_key=True).get(pk=goal.pk)
    row.state = GOAL.after(GoalState(row.state), what)
    is_open = row.state == GoalState.OPEN
    row.settled_on = None if is_open else today_of(locked.municipality_id, at)
    row.settled_voice = "" if is_open else voice.value
    row.settled_by_id = None if is_open else doing.user_id
    row.settled_words = "" if is_open else words.strip()
    row.known_at = at
    row.save()
    audit.record(action=f"followup.{what.value}_goal", about=row, by=by, at=at, reason=voice.value)


@audit.action
def write_entry(
    *, placement: Placement, facts: EntryFacts, voice: Voice, by: Actor, at: datetime
) -> LogEntry:
    """The young person writes about one day, or writes it anew; what stood before stays with the history.

    Raises ``NotYours`` for everybody else, ``NotWhole``.
    """
    doing = Doing(by, at, voice)
    must_speak_as(doing, Voice.YOUNG_PERSON)
    locked = take(placement, doing)
    today = today_of(locked.municipality_id, at)
    did = must_say(facts.did, "did")
    row, _ = LogEntry.objects.update_or_create(
        municipality_id=locked.municipality_id,
        placement=locked,
        day=must_be_past(facts.day, today, "day"),
        defaults={
            "person_id": locked.person_id,
            "did": did,
            "learned": facts.learned.strip(),
            "felt": facts.felt.strip(),
            "known_at": at,
        },
    )
    audit.record(action="followup.write_entry", about=row, by=by, at=at)
    return row


@audit.action
def answer_entry(*, entry: LogEntry, words: str, by: Actor, at: datetime) -> None:
    """A grown-up answers what was written. Raises ``NotYours``, ``NotWhole``."""
    doing = Doing(by, at)
    must_be_theirs(doing)
    row = LogEntry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    row.answer, row.answered_by_id = must_say(words), by.user_id
    row.answered_on, row.known_at = today_of(row.municipality_id, at), at
    row.save()
    audit.record(action="followup.answer_entry", about=row, by=by, at=at)
