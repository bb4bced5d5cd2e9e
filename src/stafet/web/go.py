"""Where the link in a message leads. It says nothing by itself: only after log-in, and only to who may see."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from stafet.messages import api as messages
from stafet.web.registry import PageRequest, page


@page()
def go(request: PageRequest, message_id: UUID) -> HttpResponse | HttpResponseRedirect:
    """To the hand-over or the emergency a message is about; anything else waits on Today."""
    opening = messages.opening(message_id)
    if opening is not None and opening.about is not None and opening.template in messages.HANDOVER_TEMPLATES:
        return redirect("handover", handover_id=opening.about)
    if opening is not None and opening.about is not None and opening.template in messages.EMERGENCY_TEMPLATES:
        return redirect("emergency_access", emergency_id=opening.about)
    return redirect("today")
