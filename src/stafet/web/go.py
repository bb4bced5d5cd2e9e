"""Where the link in a message leads. It says nothing by itself: only after log-in, and only to who may see."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from stafet.conversations import api as conversations
from stafet.messages import api as messages
from stafet.own import api as own
from stafet.web.registry import PageRequest, Readers, page

_PAGES = {
    **dict.fromkeys(messages.HANDOVER_TEMPLATES, "handover"),
    **dict.fromkeys(messages.EMERGENCY_TEMPLATES, "emergency_access"),
    messages.Template.LOOK_UP_ASKED: "look_up_question",
    messages.Template.SLIP_OFFERED: "answer_slip",
    messages.Template.OWN_PLAN: "person_plan",
    messages.Template.PLACEMENT_ISSUE: "follow_up",
    messages.Template.EVENT_INVITED: "event",
    messages.Template.EVENT_CHANGED: "event",
    messages.Template.EVENT_TOMORROW: "event",
}
"""The page of the thing a message is about, by the message's template."""
_WAYS = {
    messages.Template.NOBODY_ACTS: "watch",
    messages.Template.EVENT_OWN_CHANGED: "mine",
    messages.Template.EVENT_OWN_TOMORROW: "mine",
    messages.Template.CLASSES_WITHOUT_COURSE: "coverage",
}
"""Where a message leads that is about no one thing."""


@page(readers=Readers.BOTH)
def go(request: PageRequest, message_id: UUID) -> HttpResponse | HttpResponseRedirect:
    """To what a message is about: a hand-over, an emergency, a look-up, what is said to be wrong; else to Today."""
    opening = messages.opening(message_id)
    if opening is None:
        return redirect("today")
    if opening.template in _WAYS:
        return redirect(_WAYS[opening.template])
    if opening.about is not None and opening.template == messages.Template.CONVERSATION:
        return redirect(_talk_page(opening.about), opening.about)
    if opening.about is not None and opening.template in _PAGES:
        return redirect(_PAGES[opening.template], opening.about)
    if opening.about is not None and opening.template == messages.Template.OWN_CORRECTION:
        person_id = own.corrected_person(opening.about)
        return redirect("person_own", person_id=person_id) if person_id else redirect("today")
    return redirect("today")


def _talk_page(conversation_id: UUID) -> str:
    """The conversation whole for whoever may see the young person; for another colleague, what they need to come."""
    seen = conversations.conversations().filter(pk=conversation_id).exists()
    return "conversation" if seen else "conversation_invitation"
