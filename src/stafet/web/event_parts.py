"""Events as pages show them: when and where, how full, where somebody stands, who came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from stafet.events import api as events
from stafet.events.api import Event, EventKind, EventSession, EventState, Guest, Part, PartState, Venue
from stafet.placements.api import SchemeKind
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Notice, Tone
from stafet.web.components.tables import Fact, Facts


def hours_words(session: EventSession) -> str:
    """The day and the hours: "Tuesday 15 September 2026, 19:00–21:00"."""
    begins, until = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    day = f"{write_day(begins.date(), 'weekday')} {begins.year}"
    return f"{day}, {begins:%H:%M}–{until:%H:%M}"


def when_words(sessions: Sequence[EventSession]) -> str:
    """The first session, and how many there are."""
    first = hours_words(sessions[0])
    more = len(sessions) - 1
    if not more:
        return first
    others = ngettext("and %(count)d more session", "and %(count)d more sessions", more) % {"count": more}
    return f"{first}, {others}"


def choice_words(rows: Sequence[Event]) -> dict[UUID, str]:
    """Events as one chooses among them: what, when, with whom. One look-up."""
    sessions = events.sessions_of([row.pk for row in rows])
    return {row.pk: ", ".join((row.title, when_words(sessions[row.pk]), where_words(row))) for row in rows}


def where_words(event: Event) -> str:
    """Who holds it: the company, the school or education, or the organiser."""
    if event.host is not None:
        return f"{event.host.name}, {event.host.town}"
    return event.held_by.name if event.held_by is not None else event.organiser.name


def seats_words(event: Event) -> str:
    """How full it is, in numbers that name nobody."""
    if event.capacity is None:
        words = ngettext("%(count)d has signed up", "%(count)d have signed up", event.taken)
        return words % {"count": event.taken}
    return gettext("%(taken)s of %(seats)s seats taken") % {
        "taken": write_number(event.taken),
        "seats": write_number(event.capacity),
    }


def state_words(part: Part | Guest) -> str:
    """Where somebody stands, with how many along and since when they wait."""
    words = str(PartState(part.state).label)
    if part.state in events.STANDING and part.along:
        along = ngettext("with %(count)d other", "with %(count)d others", part.along) % {"count": part.along}
        words = f"{words}, {along}"
    return words


def event_facts(event: Event, sessions: Sequence[EventSession]) -> Facts:
    """What everybody who is invited may know."""
    items = [
        Fact(gettext("What kind"), str(EventKind(event.kind).label)),
        Fact(gettext("When"), when_words(sessions) if len(sessions) == 1 else ""),
        Fact(gettext("Where"), sessions[0].place if len(sessions) == 1 else ""),
        Fact(gettext("Held by"), where_words(event), hint=str(Venue(event.venue).label)),
        Fact(gettext("Languages"), sessions[0].spoken if len(sessions) == 1 else ""),
        Fact(gettext("About"), str(SchemeKind(event.scheme).label) if event.scheme else ""),
        Fact(gettext("To do before"), event.before),
        Fact(gettext("Sign up until"), write_day(event.sign_up_by)),
        Fact(gettext("Organised by"), event.organiser.name),
        Fact(gettext("Whom to ask"), event.ask),
        Fact(gettext("Afterwards"), event.after),
        Fact(gettext("What is next"), event.comes_next),
    ]
    return Facts(event.title, tuple(item for item in items if item.value))


def state_notice(event: Event) -> Notice | None:
    """That it is cancelled, and why; or that it was held."""
    if event.state == EventState.CANCELLED:
        return Notice(Tone.WARNING, gettext("This event is cancelled"), event.because)
    if event.state == EventState.HELD:
        return Notice(Tone.SUCCESS, gettext("This event was held"))
    return None


def settled(event: Event) -> Notice | None:
    """In place of a form: there is nothing left to change."""
    if event.state == EventState.PLANNED:
        return None
    return Notice(Tone.INFO, gettext("This is “%(state)s” now.") % {"state": EventState(event.state).label})


def days_notice(event: Event, sessions: Iterable[EventSession], *, today: date) -> Notice | None:
    """How an introduction course's days stand against the days it has by law."""
    needed = events.days_of_an_introduction(event, on=today)
    if needed is None:
        return None
    blocks = events.blocks_of(event, sessions)
    told = {
        "count": sum(blocks),
        "needed": needed,
        "blocks": " + ".join(map(str, blocks)),
    }
    if sum(blocks) < needed:
        return Notice(
            Tone.WARNING,
            gettext("%(count)d of %(needed)d days have a date: %(blocks)s") % told,
            gettext(
                "Five days are often two, two and one. Preparing and following up does not count in them."
            ),
        )
    return Notice(Tone.INFO, gettext("All %(needed)d days have a date: %(blocks)s") % told)


def calendar_file(session: EventSession, at: object) -> HttpResponse:
    """A session as a file for a calendar."""
    answer = HttpResponse(
        events.calendar_of(session, at=at).encode(),  # type: ignore[arg-type]
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = 'attachment; filename="event.ics"'
    return answer


def to_event(event: Event) -> str:
    """Where an event stands."""
    return reverse("event", args=[event.pk])
