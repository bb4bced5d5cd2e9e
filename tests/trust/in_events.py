"""Somebody is invited to an event and signs up, who came is told; and an event of another town, about nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import Event, EventFacts, EventKind, Mark, SessionFacts, Told, Venue, Who
from stafet.kernel.actors import SYSTEM
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.placements.api import Voice
from tests.cast import Cast

Object = UUID | str | int


def in_events(person: people.Person, name: str, cast: Cast, at: datetime) -> dict[str, dict[str, Object]]:
    """An evening yesterday in the home town: they signed up, and came. Whoever may see them finds them on its page."""
    elsewhere = _event(cast.other_guidance, at + timedelta(days=9), at)
    held = _event(cast.guidance, at - timedelta(days=1), at - timedelta(days=9))
    with access.job_scope(cast.hedeby.pk):
        who, when = Who(person.pk), at - timedelta(days=2)
        events.sign_up(event=held, who=who, voice=Voice.STAFF, by=SYSTEM, at=when)
        part = events.Part.objects.get(event=held, person=person)
    session = events.sessions_of([held.pk])[held.pk][0]
    with access.user_scope(cast.bo.pk):
        bo = access.actor_for(cast.bo, at=at)
        events.tell_attendance(session=session, told=Told({part.pk: Mark.CAME}), by=bo, at=at)
    return {
        "event_id": {"": held.pk, "elin": elsewhere.pk},
        "event_session_id": {"": session.pk},
        "event_part_id": {name: part.pk},
        "event_link": {"": "guessed"},
        "session_number": {"": 1},
    }


def _event(organiser: organisations.Organisation, begins: datetime, at: datetime) -> Event:
    facts = EventFacts(
        kind=EventKind.INFORMATION,
        venue=Venue.SCHOOL,
        title="An evening",
        organiser_id=organiser.pk,
        sign_up_by=begins.date(),
        ask="Bo, 70 00 00 00",
    )
    session = SessionFacts(begins, begins + timedelta(hours=2), "The hall")
    with access.job_scope(organiser.municipality_id):
        return events.plan_event(facts=facts, session=session, by=SYSTEM, at=at)
