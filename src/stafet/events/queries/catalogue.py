"""Which events there are, when their sessions are, and what is near for whoever holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from stafet.events import policies
from stafet.events.models import Event, EventSession, Guest
from stafet.events.states import STANDING, EventKind, EventState
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.messages import api as messages
from stafet.organisations import api as organisations

INTRODUCTION_DAYS = "dk.introduction_course.days"
_A_WEEK = timedelta(days=7)
_OVER_A_WEEKEND = 3


@dataclass(frozen=True, slots=True)
class EventSearch:
    """What is looked for: coming or past, of one kind or any, only what the reader keeps."""

    past: bool = False
    kind: EventKind | None = None
    mine: bool = False


def events_for(actor: Actor, asked: EventSearch, *, today: date) -> QuerySet[Event]:
    """Events the reader may know of: coming ones by their next session, past ones the latest first."""
    rows = Event.objects.filter(policies.events_readable_by(actor))
    rows = rows.filter(over_on__lte=today) if asked.past else rows.filter(over_on__gt=today)
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind)
    if asked.mine:
        rows = rows.filter(policies.events_keepable_by(actor))
    rows = rows.select_related("organiser", "held_by", "host")
    if asked.past:
        return rows.order_by("-over_on", "title", "pk")
    return rows.order_by("over_on", "title", "pk")


def event_for(actor: Actor, event_id: UUID) -> Event | None:
    """One event, or ``None`` for a reader who may not know of it. A colleague who is invited may."""
    invited = Guest.objects.filter(user_id=actor.user_id).values("event_id")
    rows = Event.objects.filter(policies.events_readable_by(actor) | Q(pk__in=invited), pk=event_id)
    return rows.select_related("organiser", "held_by", "host").first()


def sessions_of(event_ids: Iterable[UUID]) -> Mapping[UUID, tuple[EventSession, ...]]:
    """By event its sessions, the earliest first. One look-up."""
    found: dict[UUID, tuple[EventSession, ...]] = {}
    rows = EventSession.objects.filter(event_id__in=list(event_ids)).select_related("event")
    for row in rows.order_by("starts_at", "pk"):
        found[row.event_id] = (*found.get(row.event_id, ()), row)
    return found


def session_for(actor: Actor, session_id: UUID) -> EventSession | None:
    """One session of an event the reader may know of."""
    row = EventSession.objects.filter(pk=session_id).select_related("event").first()
    return row if row is not None and event_for(actor, row.event_id) is not None else None


def events_of_the_week(actor: Actor, *, at: datetime) -> QuerySet[EventSession]:
    """Sessions of the next seven days that the reader's own organisations organise or hold, or they have said yes to;
    and those of events past that nobody has told who came to."""
    coming = Guest.objects.filter(user_id=actor.user_id, state__in=STANDING).values("event_id")
    theirs = Q(event__organiser_id__in=actor.organisation_ids) | Q(
        event__held_by_id__in=actor.organisation_ids
    )
    ahead = Q(ends_at__gt=at, starts_at__lt=at + _A_WEEK) & (theirs | Q(event_id__in=coming))
    untold = Q(ends_at__lte=at, ends_at__gt=at - _A_WEEK, told_at=None) & Q(
        event__organiser_id__in=actor.organisation_ids
    )
    rows = EventSession.objects.filter(ahead | untold, event__state=EventState.PLANNED)
    return rows.select_related("event__organiser").order_by("starts_at", "pk")


def blocks_of(event: Event, sessions: Iterable[EventSession]) -> tuple[int, ...]:
    """An event's days in blocks of days that follow each other: 2, 2 and 1, say. A weekend does not part a block."""
    home = organisations.home(event.municipality_id)
    days = sorted({home.day(session.starts_at) for session in sessions})
    blocks: list[int] = []
    for before, day in zip([None, *days], days, strict=False):
        follows = before is not None and (day - before).days <= (
            _OVER_A_WEEKEND if day.isoweekday() == 1 else 1
        )
        if follows:
            blocks[-1] += 1
        else:
            blocks.append(1)
    return tuple(blocks)


def days_of_an_introduction(event: Event, *, on: date) -> int | None:
    """On how many days an introduction course of grade 8 is by law; ``None`` where no law says so."""
    is_danish = organisations.home(event.municipality_id).country is Country.DK
    if not is_danish or event.kind != EventKind.INTRODUCTION:
        return None
    return int(rules.value(INTRODUCTION_DAYS, on=on))


def guest_of_link(link: str, *, today: date) -> Guest | None:
    """The company and the event that a link opens: until the event is over. Nobody young is near it."""
    key = messages.linked_to(link)
    if key is None:
        return None
    rows = Guest.objects.select_related("event__organiser", "event__host", "host")
    return rows.filter(link_id=key, event__over_on__gt=today).first()
