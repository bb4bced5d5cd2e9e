"""Where the link in a message leads. It says nothing by itself: only after log-in, and only to who may see."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from stafet.messages import api as messages
from stafet.web.registry import PageRequest, page

_PAGES = {
    **dict.fromkeys(messages.HANDOVER_TEMPLATES, "handover"),
    **dict.fromkeys(messages.EMERGENCY_TEMPLATES, "emergency_access"),
    messages.Template.LOOK_UP_ASKED: "look_up_question",
    messages.Template.SLIP_OFFERED: "answer_slip",
}
"""The page of the thing a message is about, by the message's template."""


@page()
def go(request: PageRequest, message_id: UUID) -> HttpResponse | HttpResponseRedirect:
    """To the hand-over, the emergency or the look-up a message is about; anything else waits on Today."""
    opening = messages.opening(message_id)
    if opening is not None and opening.about is not None and opening.template in _PAGES:
        return redirect(_PAGES[opening.template], opening.about)
    return redirect("today")
