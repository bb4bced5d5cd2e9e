"""What a colleague who was invited may know of a conversation with somebody they may not see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections

from stafet.audit import api as audit
from stafet.conversations.guides import Topic
from stafet.conversations.states import ConversationKind, ConversationState, ConversationWay, Party

_ASKED = "SELECT i.*, gate.interpreter_comes(%s) FROM gate.my_invitation(%s) i"


@dataclass(frozen=True, slots=True)
class Invitation:
    """When, where, how, what about and with whom by role, and whom to ask. Nothing about whom it is."""

    kind: ConversationKind
    planned_at: datetime
    way: ConversationWay
    place: str
    topics: tuple[Topic, ...]
    parties: tuple[Party, ...]
    state: ConversationState
    leader: str
    organisation: str
    phone: str
    interpreter_comes: bool


def invitation_to(conversation_id: UUID) -> Invitation | None:
    """The reader's own invitation, while the conversation is not over for more than a day. The database decides."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_ASKED, [conversation_id, conversation_id])
        row = cursor.fetchone()
    if row is None:
        return None
    kind, planned_at, way, place, topics, parties, state, leader, organisation, phone, comes = row
    return Invitation(
        kind=ConversationKind(kind),
        planned_at=planned_at,
        way=ConversationWay(way),
        place=place,
        topics=tuple(map(Topic, topics)),
        parties=tuple(party for party in Party if party in parties),
        state=ConversationState(state),
        leader=leader,
        organisation=organisation,
        phone=phone,
        interpreter_comes=comes,
    )
