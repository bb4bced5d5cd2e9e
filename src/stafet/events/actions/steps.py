"""What every act of this room does: find out who asks, hold the event fast, move somebody by the table, write it down.

The event is held first, always: the database counts a seat when its row is written.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.events import policies
from stafet.events.errors import NotNow, NotYours
from stafet.events.models import Event
from stafet.events.states import EventState
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations


def must_be_job() -> None:
    """Refuse to do for everybody what somebody's own sight would do by halves. A programming error."""
    if audit.current_alias() != access.JOB_ALIAS:
        raise NotYours(sentence("Only they themselves do this, from their own page or by their own link."))


def must_keep(by: Actor, event: Event) -> None:
    """Refuse whoever does not keep the event."""
    if not policies.can_keep_event(by, event):
        raise NotYours(sentence("Only those who organise the event, or organise for the town, change it."))


def hold_event(event_id: UUID, *, planned: bool = True) -> Event:
    """The event, held fast: whoever comes at the same moment waits here. Raises ``NotNow`` when it is settled."""
    row = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event_id)
    if planned and row.state != EventState.PLANNED:
        raise NotNow(
            sentence(
                "This is “%(state)s” now: look at what stands there.", state=str(EventState(row.state).label)
            )
        )
    return row


def day_in(municipality_id: UUID, at: datetime) -> date:
    """The day it is in a town."""
    return organisations.home(municipality_id).day(at)


def note(what: str, event: Event, by: Actor, at: datetime) -> None:
    """Write down an act that is about nobody."""
    audit.record_many(
        action=f"events.{what}", municipality_id=event.municipality_id, subject_id=event.pk, by=by, at=at
    )
