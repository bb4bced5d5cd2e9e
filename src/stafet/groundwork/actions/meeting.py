"""A start meeting is planned, held, missed or called off; and somebody goes on to a course or a vocational school."""

from __future__ import annotations

from datetime import date, datetime

from stafet.audit import api as audit
from stafet.groundwork.actions.steps import (
    day_in,
    hold_placement,
    must_have_happened,
    must_prepare,
    must_say,
)
from stafet.groundwork.drafts import MeetingFacts, TransferFacts
from stafet.groundwork.errors import ChangedByNow, NotWhole
from stafet.groundwork.models import StartMeeting, Transfer
from stafet.groundwork.states import (
    MEETING,
    TRANSFER,
    MeetingMove,
    MeetingState,
    TransferMove,
    TransferState,
)
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.placements.api import Placement

OPEN = (TransferState.SENT, TransferState.RECEIVED)


@audit.action
def plan_start_meeting(*, placement: Placement, facts: MeetingFacts, by: Actor, at: datetime) -> StartMeeting:
    """Agree on the day. One is planned at most. Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``."""
    must_prepare(by)
    held = hold_placement(placement.pk)
    if facts.on < day_in(held.municipality_id, at):
        raise NotWhole(sentence("Choose a day that is still to come."), field="on")
    if not facts.guests:
        raise NotWhole(sentence("Say who takes part."), field="guests")
    if StartMeeting.objects.filter(
        municipality_id=held.municipality_id, placement=held, state=MeetingState.PLANNED
    ).exists():
        raise ChangedByNow(sentence("A start meeting is planned already. Say first what became of it."))
    row = StartMeeting.objects.create(
        municipality_id=held.municipality_id,
        person=held.person,
        placement=held,
        on=facts.on,
        begins_at=facts.begins_at,
        where=must_say(facts.where, "where"),
        guests=[guest.value for guest in facts.guests],
        agenda=facts.agenda.strip(),
        known_at=at,
    )
    audit.record(action="groundwork.plan_start_meeting", about=row, by=by, at=at)
    return row


@audit.action
def settle_start_meeting(
    *, meeting: StartMeeting, what: MeetingMove, agreed: str, by: Actor, at: datetime
) -> None:
    """Say what was agreed, or why it was not held. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``."""
    must_prepare(by)
    rows = StartMeeting.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.get(pk=meeting.pk)
    if what is not MeetingMove.CALL_OFF and locked.on > day_in(locked.municipality_id, at):
        raise NotWhole(sentence("The meeting is still to come. If its day is another one, call it off."))
    locked.state = MEETING.after(MeetingState(locked.state), what)
    locked.agreed, locked.known_at = must_say(agreed, "agreed"), at
    locked.save(update_fields=["state", "agreed", "known_at"])
    audit.record(action=f"groundwork.{what.value}_start_meeting", about=locked, by=by, at=at)


@audit.action
def send_transfer(*, placement: Placement, facts: TransferFacts, by: Actor, at: datetime) -> Transfer:
    """Tell the next place what it needs to know, as agreed with the pupil. Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``."""
    must_prepare(by)
    held = hold_placement(placement.pk, also_over=True)
    if not facts.is_agreed:
        raise NotWhole(
            sentence("Talk it through with the young person first: only what they agree to is told."),
            field="is_agreed",
        )
    if Transfer.objects.filter(
        municipality_id=held.municipality_id, placement=held, to=facts.to, state__in=OPEN
    ).exists():
        raise ChangedByNow(sentence("A transfer there is under way already."))
    today = day_in(held.municipality_id, at)
    row = Transfer.objects.create(
        municipality_id=held.municipality_id,
        person=held.person,
        placement=held,
        to=facts.to,
        organisation_id=facts.organisation_id,
        words=must_say(facts.words, "words"),
        agreed_on=today,
        sent_on=today,
        first_day=facts.first_day,
        known_at=at,
    )
    audit.record(action="groundwork.send_transfer", about=row, by=by, at=at)
    return row


@audit.action
def move_transfer(
    *, transfer: Transfer, what: TransferMove, on: date, words: str, by: Actor, at: datetime
) -> None:
    """Somebody there has received it (``words``: who), they were there, or it comes to nothing (``words``: why).

    Raises ``NotYours``, ``NotWhole``, ``IllegalMove``.
    """
    must_prepare(by)
    rows = Transfer.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.get(pk=transfer.pk)
    must_have_happened(on, day_in(locked.municipality_id, at))
    if on < locked.sent_on:
        raise NotWhole(
            sentence("It was sent on %(day)s: it can't have happened before.", day=locked.sent_on), field="on"
        )
    locked.state, locked.known_at = TRANSFER.after(TransferState(locked.state), what), at
    if what is TransferMove.RECEIVE:
        locked.receipt_on, locked.receiver = on, must_say(words, "words")
    elif what is TransferMove.ARRIVE:
        locked.arrived_on = on
    else:
        locked.end_words = must_say(words, "words")
    locked.save()
    audit.record(action=f"groundwork.{what.value}_transfer", about=locked, by=by, at=at)
