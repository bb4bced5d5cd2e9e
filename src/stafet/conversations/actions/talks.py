"""Conversations: planned, moved, held, missed, cancelled. A status meeting that recurs plans its next one itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.conversations import policies
from stafet.conversations.actions.contact import StepFinish
from stafet.conversations.errors import ChangedByNow, NeedsReason, NotYet, NotYours, PartyMissing
from stafet.conversations.guides import AGENDAS, Guide
from stafet.conversations.models import Conversation, Participant
from stafet.conversations.states import (
    CONVERSATION,
    ConversationKind,
    ConversationMove,
    ConversationOutcome,
    ConversationState,
    ConversationWay,
    InterpreterState,
    Party,
)
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility

_THREE = (Party.YOUNG_PERSON, Party.INSTITUTION, Party.GUIDANCE)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is to take part; by name only when they work here."""

    party: Party
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ConversationDraft:
    """A conversation as it is planned. ``organisation_id`` is whose conversation it is."""

    kind: ConversationKind
    planned_at: datetime
    way: ConversationWay
    organisation_id: UUID
    guests: Sequence[Guest]
    place: str = ""
    guide: Guide | None = None
    repeats_weeks: int | None = None
    interpreter_booked: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """How a conversation went: what came of it, the note all read, who took part (keys of participants)."""

    outcome: ConversationOutcome
    shared_note: str
    took_part: frozenset[UUID]


@audit.action
def plan_conversation(
    *, person: people.Person, draft: ConversationDraft, by: Actor, at: datetime
) -> Conversation:
    """Plan a conversation with the agenda of a guide, and invite colleagues by a mail that names nobody.

    A day that is over may be told: then it is held next. Raises ``NotYours``, ``PartyMissing``.
    """
    if draft.kind not in policies.kinds_led_by(by) or not _works_at(by, draft.organisation_id):
        raise NotYours(sentence("Conversations of this kind are led by others here. Ask whoever counsels."))
    _three_parties(draft)
    row = Conversation.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        kind=draft.kind,
        planned_at=draft.planned_at,
        way=draft.way,
        place=draft.place.strip(),
        organisation_id=draft.organisation_id,
        led_by_id=None if by.is_system else by.user_id,
        guide=draft.guide or "",
        topics=list(AGENDAS[draft.guide]) if draft.guide else [],
        repeats_weeks=draft.repeats_weeks,
        interpreter=InterpreterState.BOOKED if draft.interpreter_booked else "",
        known_at=at,
    )
    _put_guests(row, draft.guests, at)
    audit.record(action="conversations.plan_conversation", about=row, by=by, at=at, reason=draft.kind.value)
    _invite(row, by, at)
    return row


@audit.action
def move_conversation(*, conversation: Conversation, to: datetime, by: Actor, at: datetime) -> None:
    """Meet at another time. Raises ``NotYours``, ``ChangedByNow``."""
    row = locked(conversation, by)
    if row.state != ConversationState.PLANNED:
        raise ChangedByNow(sentence("This conversation is not planned any more."))
    row.planned_at, row.known_at = to, at
    row.save(update_fields=["planned_at", "known_at"])
    audit.record(action="conversations.move_conversation", about=row, by=by, at=at)
    _invite(row, by, at)


@audit.action
def hold_conversation(
    *, conversation: Conversation, held: Held, by: Actor, at: datetime, finish: StepFinish | None = None
) -> Conversation | None:
    """It was held: what came of it, the note all read, who took part. Returns the next one, if it recurs.

    ``finish`` closes an open step of the responsibility in the same breath; if that is refused, nothing is written.
    Raises ``NotYours``, ``NotYet``, ``IllegalMove`` and what ``responsibility.finish_step`` raises.
    """
    row = locked(conversation, by)
    home = organisations.home(row.municipality_id)
    if home.day(row.planned_at) > home.day(at):
        raise NotYet(sentence("This conversation lies ahead. Move it if it was held earlier."))
    _move(row, ConversationMove.HOLD, by, at, outcome=held.outcome, shared_note=held.shared_note.strip())
    guests = Participant.objects.filter(conversation=row)
    guests.filter(pk__in=held.took_part).update(took_part=True, known_at=at)
    guests.exclude(pk__in=held.took_part).update(took_part=False, known_at=at)
    if finish is not None:
        responsibility.finish_step(
            step=finish.step, outcome=finish.outcome, next_step=finish.next_step, by=by, at=at
        )
    return _plan_next(row, by, at)


@audit.action
def miss_conversation(*, conversation: Conversation, by: Actor, at: datetime) -> Conversation | None:
    """The young person did not come. Returns the next one, if it recurs. Raises ``NotYours``, ``NotYet``, ``IllegalMove``."""
    row = locked(conversation, by)
    if row.planned_at > at:
        raise NotYet(sentence("This conversation lies ahead."))
    _move(row, ConversationMove.MISS, by, at)
    return _plan_next(row, by, at)


@audit.action
def cancel_conversation(*, conversation: Conversation, because: str, by: Actor, at: datetime) -> None:
    """It is not held, and why. Its row of meetings ends with it. Raises ``NotYours``, ``NeedsReason``, ``IllegalMove``."""
    row = locked(conversation, by)
    if not because.strip():
        raise NeedsReason(sentence("Say why it is cancelled: the young person reads it."), field="because")
    _move(row, ConversationMove.CANCEL, by, at, because=because.strip())
    _invite(row, by, at)


def locked(conversation: Conversation, by: Actor) -> Conversation:
    """The conversation, held fast, for whoever leads it. Raises ``NotYours``."""
    row = Conversation.objects.select_for_update(of=("self",), no_key=True).get(pk=conversation.pk)
    if not policies.can_lead(by, row):
        raise NotYours(sentence("Conversations of this kind are led by others here. Ask whoever counsels."))
    return row


def _move(row: Conversation, move: ConversationMove, by: Actor, at: datetime, **told: str) -> None:
    row.state = CONVERSATION.after(ConversationState(row.state), move)
    row.known_at = at
    for name, value in told.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "known_at", *told])
    audit.record(action=f"conversations.{move.value}_conversation", about=row, by=by, at=at)


def _works_at(by: Actor, organisation_id: UUID) -> bool:
    return by.is_system or access.may(by, access.Permission.WRITE_PLAN, organisation_id=organisation_id)


def _three_parties(draft: ConversationDraft) -> None:
    there = {guest.party for guest in draft.guests}
    if draft.kind is ConversationKind.THREE_PARTY and not there.issuperset(_THREE):
        raise PartyMissing(
            sentence(
                "A three-party meeting is with the young person, the youth education and guidance. Choose all three."
            ),
            field="parties",
        )


def _put_guests(row: Conversation, guests: Sequence[Guest], at: datetime) -> None:
    Participant.objects.bulk_create(
        Participant(
            municipality_id=row.municipality_id,
            person_id=row.person_id,
            conversation=row,
            party=guest.party,
            user_id=guest.user_id,
            known_at=at,
        )
        for guest in dict.fromkeys(guests)
    )


def _plan_next(row: Conversation, by: Actor, at: datetime) -> Conversation | None:
    """The next of a row of meetings: as many weeks later as it takes to lie ahead, with the same people."""
    if row.repeats_weeks is None:
        return None
    pause = timedelta(weeks=row.repeats_weeks)
    planned_at = row.planned_at + pause
    while planned_at <= at:
        planned_at += pause
    following = Conversation.objects.create(
        municipality_id=row.municipality_id,
        person_id=row.person_id,
        kind=row.kind,
        planned_at=planned_at,
        way=row.way,
        place=row.place,
        organisation_id=row.organisation_id,
        led_by_id=row.led_by_id,
        guide=row.guide,
        topics=row.topics,
        own_points=row.own_points,
        repeats_weeks=row.repeats_weeks,
        previous=row,
        known_at=at,
    )
    guests = Participant.objects.filter(conversation=row).order_by("party", "pk")
    _put_guests(following, [Guest(Party(guest.party), guest.user_id) for guest in guests], at)
    _invite(following, by, at)
    return following


def _invite(row: Conversation, by: Actor, at: datetime) -> None:
    """Tell the colleagues who take part, once for each time and state. The link opens for whoever may see the person."""
    users = Participant.objects.filter(conversation=row, user__isnull=False).values("user_id")
    colleagues = access.User.objects.filter(pk__in=users, is_active=True).exclude(pk=by.user_id)
    messages.queue_message(
        template=messages.Template.CONVERSATION,
        to=[messages.Recipient(user.pk, user.email, user.language) for user in colleagues.order_by("pk")],
        about=row.pk,
        occasion=f"{row.state[:9]}-{row.planned_at:%y%m%d%H%M}",
        by=by,
        at=at,
    )
