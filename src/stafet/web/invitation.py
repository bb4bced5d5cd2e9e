"""What does somebody who was invited need to come? When, where, with whom by role, what about, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from stafet.conversations import api as conversations
from stafet.conversations.api import ConversationState, Invitation
from stafet.web.components.days import write_instant
from stafet.web.components.parts import Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.registry import PageRequest, page


@page()
def invitation(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """For a colleague who may not see the young person: enough to come, and nothing about whom it is."""
    found = conversations.invitation_to(conversation_id)
    if found is None:
        raise Http404
    cancelled = Notice(
        Tone.WARNING,
        gettext("This conversation is cancelled"),
        gettext("Ask whoever was to lead it if you want to know why."),
    )
    context = {
        "kind": str(found.kind.label),
        "cancelled": cancelled if found.state is ConversationState.CANCELLED else None,
        "facts": Facts(gettext("Your invitation"), tuple(_facts(found))),
        "topics": tuple(str(topic.label) for topic in found.topics),
    }
    return render(request, "conversations/invitation.html", context)


def _facts(found: Invitation) -> Iterable[Fact]:
    yield Fact(gettext("When"), write_instant(found.planned_at))
    yield Fact(gettext("How"), str(found.way.label))
    yield Fact(gettext("Where"), found.place or gettext("Ask whoever leads it"))
    yield Fact(gettext("With"), ", ".join(str(party.label) for party in found.parties))
    if found.interpreter_comes:
        yield Fact(gettext("Interpreter"), gettext("An interpreter comes"))
    yield Fact(
        gettext("Whom to ask"), ", ".join(filter(None, (found.leader, found.organisation, found.phone)))
    )
