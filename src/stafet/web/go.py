"""Where the link in a message leads. It says nothing by itself: only after log-in, and only to who may see."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from stafet.messages import api as messages
from stafet.own import api as own
from stafet.web.registry import PageRequest, Readers, page


@page(readers=Readers.BOTH)
def go(request: PageRequest, message_id: UUID) -> HttpResponse | HttpResponseRedirect:
    """To the hand-over a message is about, to what somebody says is wrong, to the watch where nobody acts; else to Today."""
    opening = messages.opening(message_id)
    if opening is not None and opening.about is not None and opening.template in messages.HANDOVER_TEMPLATES:
        return redirect("handover", handover_id=opening.about)
    if opening is not None and opening.about and opening.template == messages.Template.OWN_CORRECTION:
        person_id = own.corrected_person(opening.about)
        return redirect("person_own", person_id=person_id) if person_id else redirect("today")
    if opening is not None and opening.template == messages.Template.NOBODY_ACTS:
        return redirect("watch")
    return redirect("today")
