"""What is held this week by the reader's own, or with them; and what was held without anybody telling who came."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from stafet.events import api as events
from stafet.events.api import EventSession
from stafet.web import event_parts
from stafet.web.components.parts import Action, Empty
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest

_FEW = 20


def events_of_this_week(request: PageRequest) -> WorkList:
    """Sessions by their hour. One look-up."""
    rows = events.events_of_the_week(request.actor, at=request.at)[:_FEW]
    return WorkList(
        heading=gettext("Events this week"),
        rows=tuple(_row(request, row) for row in rows),
        empty=Empty(""),
        name="events",
    )


def _row(request: PageRequest, session: EventSession) -> WorkRow:
    event = session.event
    over = session.ends_at <= request.at
    act = (
        Action(gettext("Tell who came"), reverse("tell_attendance", args=[session.pk]))
        if over
        else Action(gettext("Look at it"), event_parts.to_event(event))
    )
    why = gettext("It was held; nobody has told who came.") if over else event_parts.seats_words(event)
    return WorkRow(
        name=event.title,
        href=event_parts.to_event(event),
        detail=f"{event_parts.hours_words(session)}, {session.place}",
        why=why,
        action=act,
    )
