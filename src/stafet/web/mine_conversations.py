"""My conversations: when we meet and what about, and what we talked about and agreed. Own notes of counsellors are not here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from stafet.conversations import api as conversations
from stafet.conversations.api import ConversationKind, ConversationState
from stafet.web import conversation_parts
from stafet.web.components.parts import Tag
from stafet.web.components.tables import Facts
from stafet.web.mine import around_mine
from stafet.web.registry import PageRequest, own_page

_LAST = 10
"""How many of those that are over stand here; all of them are in the copy of everything."""


@dataclass(frozen=True, slots=True)
class MyConversation:
    """One conversation as the young person reads it."""

    title: str
    tag: Tag
    facts: Facts
    agenda: tuple[str, ...]
    shared_note: str
    agreed: tuple[tuple[str, str], ...]


@own_page(classes="AD")
def my_conversations(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Those ahead first, with what we will talk about; then the last ones, with what all wrote down."""
    around = around_mine(request, person_id, "my_conversations")
    found = conversations.conversations_of(person_id)
    ahead = [row for row in found if row.state == ConversationState.PLANNED]
    over = [row for row in found if row.state != ConversationState.PLANNED]
    groups = (
        (gettext("When do we meet?"), _told(ahead), gettext("No conversation is planned.")),
        (
            gettext("What have we talked about?"),
            _told(over[:_LAST]),
            gettext("No conversation was held yet."),
        ),
    )
    return render(request, "mine/conversations.html", around | {"groups": groups})


def _told(rows: Sequence[conversations.Conversation]) -> tuple[MyConversation, ...]:
    return tuple(
        MyConversation(
            title=str(ConversationKind(view.conversation.kind).label),
            tag=conversation_parts.state_tag(view.conversation),
            facts=conversation_parts.facts_of(view),
            agenda=conversation_parts.agenda_of(view.conversation),
            shared_note=view.conversation.shared_note,
            agreed=conversation_parts.agreed_lines(view.agreed),
        )
        for view in conversations.conversation_views(rows)
    )
