"""An event is planned, changed, given sessions, held, cancelled."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, Min

from stafet.audit import api as audit
from stafet.events import policies
from stafet.events.actions.seats import move_up
from stafet.events.actions.steps import day_in, hold_event, must_be_job, must_keep, note
from stafet.events.actions.telling import Occasion, tell_standing
from stafet.events.drafts import EventFacts, SessionFacts
from stafet.events.errors import NotNow, NotWhole, NotYours
from stafet.events.models import Event, EventSession
from stafet.events.states import EVENT, EventMove, EventState, Venue
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year_of
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.placements import api as placements

_A_DAY = timedelta(days=1)


@audit.action
def plan_event(*, facts: EventFacts, session: SessionFacts, by: Actor, at: datetime) -> Event:
    """One more event, with its first session. Nobody is invited yet. Raises ``NotYours``, ``NotWhole``."""
    if not policies.can_plan_for(by, facts.organiser_id):
        raise NotYours(sentence("One plans in the name of an organisation where one works."))
    town = organisations.Organisation.objects.get(pk=facts.organiser_id).municipality_id
    _must_be_after(session)
    day = day_in(town, session.starts_at)
    event = Event(
        municipality_id=town,
        starts_in=school_year_of(day).period.starts_on.year,
        over_on=day_in(town, session.ends_at) + _A_DAY,
        known_at=at,
        **_columns(facts),
    )
    _must_fit(event, facts, first_day=day)
    event.save()
    EventSession.objects.create(municipality_id=town, event=event, known_at=at, **asdict(session))
    note("plan_event", event, by, at)
    return event


@audit.action
def change_event(*, event: Event, facts: EventFacts, by: Actor, at: datetime) -> None:
    """Something about it is different; with more seats those who wait move up. Raises ``NotYours``, ``NotWhole``, ``NotNow``."""
    must_be_job()
    must_keep(by, event)
    locked = hold_event(event.pk)
    if facts.organiser_id != locked.organiser_id and not policies.can_plan_for(by, facts.organiser_id):
        raise NotYours(sentence("One plans in the name of an organisation where one works."))
    if facts.capacity is not None and facts.capacity < locked.taken:
        raise NotWhole(
            sentence("%(count)d seats are taken already, so there are at least as many.", count=locked.taken),
            field="capacity",
        )
    for name, value in _columns(facts).items():
        setattr(locked, name, value)
    _must_fit(locked, facts, first_day=None)
    locked.known_at = at
    locked.save()
    move_up(locked, by=by, at=at)
    note("change_event", locked, by, at)


@audit.action
def add_session(*, event: Event, session: SessionFacts, by: Actor, at: datetime) -> EventSession:
    """One more meeting of the same event. Raises ``NotYours``, ``NotWhole``, ``NotNow``."""
    must_keep(by, event)
    locked = hold_event(event.pk)
    _must_be_after(session)
    row = EventSession(municipality_id=locked.municipality_id, event=locked, known_at=at, **asdict(session))
    _save(row)
    _follow_sessions(locked, at)
    note("add_session", locked, by, at)
    return row


@audit.action
def change_session(*, session: EventSession, facts: SessionFacts, by: Actor, at: datetime) -> None:
    """It is at another hour or place; those who signed up are told. Raises ``NotYours``, ``NotWhole``, ``NotNow``."""
    must_be_job()
    event = hold_event(session.event_id)
    must_keep(by, event)
    if session.starts_at <= at:
        raise NotNow(sentence("This session has begun: its hours stay as they were."))
    _must_be_after(facts)
    row = EventSession.objects.get(pk=session.pk)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    row.known_at = at
    _save(row)
    _follow_sessions(event, at)
    tell_standing(event, Occasion.CHANGED, on=f"{at:%Y%m%d%H%M%S}", by=by, at=at)
    note("change_session", event, by, at)


@audit.action
def settle_event(*, event: Event, after: str, comes_next: str, by: Actor, at: datetime) -> None:
    """It was held: what was done afterwards, and what is next. Raises ``NotYours``, ``NotNow``."""
    must_keep(by, event)
    locked = hold_event(event.pk)
    begins = EventSession.objects.filter(event=locked).aggregate(first=Min("starts_at"))["first"]
    if begins > at:
        raise NotNow(sentence("It has not begun. Say that it was held when it was."))
    locked.state = EVENT.after(EventState(locked.state), EventMove.HOLD)
    locked.after, locked.comes_next, locked.known_at = after.strip(), comes_next.strip(), at
    locked.save(update_fields=["state", "after", "comes_next", "known_at"])
    note("settle_event", locked, by, at)


@audit.action
def cancel_event(*, event: Event, because: str, by: Actor, at: datetime) -> int:
    """It is not held. Everybody who had signed up or waited is told; returns how many messages that were. Raises ``NotYours``, ``NotWhole``, ``NotNow``."""
    must_be_job()
    must_keep(by, event)
    locked = hold_event(event.pk)
    if not because.strip():
        raise NotWhole(sentence("Say why it is cancelled: those who signed up read it."), field="because")
    locked.state = EVENT.after(EventState(locked.state), EventMove.CANCEL)
    locked.because, locked.known_at = because.strip(), at
    locked.save(update_fields=["state", "because", "known_at"])
    told = tell_standing(locked, Occasion.CHANGED, on="cancelled", by=by, at=at)
    note("cancel_event", locked, by, at)
    return told


def _must_fit(event: Event, facts: EventFacts, *, first_day: object) -> None:
    """Refuse what does not hang together, in words, before the database does."""
    if facts.venue is Venue.COMPANY and facts.host_id is None:
        raise NotWhole(sentence("Say in which company of the bank it is held."), field="host")
    known = placements.Host.objects.filter(municipality_id=event.municipality_id)
    if facts.host_id is not None and not known.filter(pk=facts.host_id).exists():
        raise NotWhole(sentence("Choose a company of your town’s bank of places."), field="host")
    if not facts.title.strip() or not facts.ask.strip():
        raise NotWhole(sentence("An event has a title and somebody to ask."), field="title")
    last = first_day or day_in(event.municipality_id, _first_begins(event.pk))
    if facts.sign_up_by > last:  # type: ignore[operator]
        raise NotWhole(
            sentence("One signs up on the day of the first session at the latest."), field="sign_up_by"
        )


def _first_begins(event_id: UUID) -> datetime:
    found: datetime = EventSession.objects.filter(event_id=event_id).aggregate(first=Min("starts_at"))[
        "first"
    ]
    return found


def _must_be_after(facts: SessionFacts) -> None:
    if facts.ends_at <= facts.starts_at:
        raise NotWhole(sentence("A session ends after it began."), field="until")
    if not facts.place.strip():
        raise NotWhole(sentence("Say where it is."), field="place")


def _save(row: EventSession) -> None:
    try:
        with transaction.atomic(using=audit.current_alias()):
            row.save()
    except IntegrityError:
        raise NotWhole(sentence("There is a session at that hour already."), field="begins") from None


def _follow_sessions(event: Event, at: datetime) -> None:
    """The event is over the day after its last session, and of the school year of its first."""
    ends = EventSession.objects.filter(event=event).aggregate(first=Min("starts_at"), last=Max("ends_at"))
    event.over_on = day_in(event.municipality_id, ends["last"]) + _A_DAY
    first = day_in(event.municipality_id, ends["first"])
    event.starts_in = school_year_of(first).period.starts_on.year
    event.sign_up_by = min(event.sign_up_by, first)
    event.known_at = at
    event.save(update_fields=["over_on", "starts_in", "sign_up_by", "known_at"])


def _columns(facts: EventFacts) -> dict[str, object]:
    return {
        name: value.strip() if isinstance(value, str) and name in _WRITTEN else value
        for name, value in asdict(facts).items()
    }


_WRITTEN = ("title", "words", "ask", "before")
