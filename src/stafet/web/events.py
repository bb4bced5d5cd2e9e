"""What is held, when, who comes to it; and how many homes were reached."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import (
    Event,
    EventKind,
    EventSearch,
    EventSession,
    EventState,
    PartLine,
    PartState,
)
from stafet.web import event_parts
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Choice, Empty, Filters, Question
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_A_PAGE = 50
_IN_LIST = 100


@page(allow=WRITE)
def events_list(request: PageRequest) -> HttpResponse:
    """Coming events, the next first; past ones, the latest first."""
    asked = _asked(request)
    part = Paginator(events.events_for(request.actor, asked, today=request.today), _A_PAGE).get_page(
        request.GET.get("page")
    )
    sessions = events.sessions_of([row.pk for row in part])
    context = {
        "plans": bool(events.organisations_planned_for(request.actor)),
        "filters": _filters(asked),
        "work": WorkList(
            heading=gettext("Past events") if asked.past else gettext("Coming events"),
            rows=tuple(_row(row, sessions[row.pk]) for row in part),
            empty=Empty(
                gettext("Nothing is planned") if not asked.past else gettext("Nothing was held"),
                gettext(
                    "An information evening, a visit, an introduction course: plan one, and invite to it."
                ),
            ),
            count=write_number(part.paginator.count),
            name="events",
            pager=page_pager(
                part,
                when="past" if asked.past else "",
                kind=asked.kind or "",
                whose="ours" if asked.mine else "",
            ),
        ),
    }
    return render(request, "events/list.html", context)


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE)
def event(request: PageRequest, event_id: UUID) -> HttpResponse:
    """One event: what it is, its sessions, what to do next, and who comes, of those the reader may see."""
    row = event_or_404(request, event_id)
    sessions = events.sessions_of([row.pk])[row.pk]
    keeps = events.can_keep_event(request.actor, row)
    part = Paginator(events.parts_of(row), _IN_LIST).get_page(request.GET.get("page"))
    lines = events.part_lines(part)
    request.saw(*(line.part.person_id for line in lines))
    guest = events.guest_of_colleague(row, request.actor.user_id)
    context = {
        "event": row,
        "notice": event_parts.state_notice(row),
        "days": event_parts.days_notice(row, sessions, today=request.today),
        "facts": event_parts.event_facts(row, sessions),
        "seats": event_parts.seats_words(row),
        "acts": _acts(row, request) if keeps and row.state == EventState.PLANNED else (),
        "mine": event_parts.state_words(guest) if guest else "",
        "comes": row.state == EventState.PLANNED,
        "sessions": [_session(request, each, keeps=keeps) for each in sessions],
        "counts": _counts(row),
        "work": WorkList(
            heading=gettext("Invited, whom you may see"),
            rows=tuple(_part_row(line, row) for line in lines),
            empty=Empty(gettext("Nobody you may see is invited yet")),
            count=write_number(part.paginator.count),
            name="parts",
            pager=page_pager(part),
        ),
        "guests": _guests(row),
    }
    return render(request, "events/event.html", context)


@page(allow=WRITE)
def event_calendar(request: PageRequest, event_session_id: UUID) -> HttpResponse:
    """A session for one's calendar."""
    return event_parts.calendar_file(session_or_404(request, event_session_id), request.at)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def events_reach(request: PageRequest) -> HttpResponse:
    """How many homes came to what was held: by event and school, with the base, and not where they are few."""
    past = events.events_for(request.actor, EventSearch(past=True), today=request.today)
    coming = events.events_for(request.actor, EventSearch(), today=request.today)
    keys = [*past.values_list("pk", flat=True)[:_IN_LIST], *coming.values_list("pk", flat=True)[:_IN_LIST]]
    columns = (
        Column(gettext("What is held")),
        Column(gettext("Kind")),
        Column(gettext("School")),
        Column(gettext("Homes that came")),
    )
    rows = [
        (each.event.title, str(EventKind(each.event.kind).label), each.school, say(each.share.shown))
        for each in events.reach_of_homes(keys, on=request.today)
    ]
    source = gettext(
        "Young people whose homes were invited, of those you may see; and with how many of them somebody with custody came, or somebody came along. Each young person counts once for an event."
    )
    context = {
        "table": make_table(gettext("Homes that came"), columns, rows, source=source),
        "any": bool(rows),
    }
    return render(request, "events/reach.html", context)


def event_or_404(request: PageRequest, event_id: UUID) -> Event:
    """An event the reader may know of."""
    row = events.event_for(request.actor, event_id)
    if row is None:
        raise Http404
    return row


def session_or_404(request: PageRequest, session_id: UUID) -> EventSession:
    """A session of an event the reader may know of."""
    row = events.session_for(request.actor, session_id)
    if row is None:
        raise Http404
    return row


def _asked(request: PageRequest) -> EventSearch:
    kind = request.GET.get("kind", "")
    return EventSearch(
        past=request.GET.get("when") == "past",
        kind=EventKind(kind) if kind in EventKind.values else None,
        mine=request.GET.get("whose") == "ours",
    )


def _filters(asked: EventSearch) -> Filters:
    def question(name: str, ask: str, choices: list[tuple[str, str]], chosen: str) -> Question:
        return Question(name, ask, tuple(Choice(key, text, key == chosen) for key, text in choices))

    kinds = [(kind.value, str(kind.label)) for kind in EventKind]
    is_asked = asked.past or asked.kind is not None or asked.mine
    return Filters(
        action=reverse("events"),
        questions=(
            question(
                "when",
                gettext("When?"),
                [("", gettext("Coming")), ("past", gettext("Past"))],
                "past" if asked.past else "",
            ),
            question("kind", gettext("Of what kind?"), [("", gettext("Any")), *kinds], asked.kind or ""),
            question(
                "whose",
                gettext("Whose?"),
                [("", gettext("Everybody’s")), ("ours", gettext("Those I keep"))],
                "ours" if asked.mine else "",
            ),
        ),
        clear_href=reverse("events") if is_asked else "",
        swaps="events",
    )


def _row(event: Event, sessions: tuple[EventSession, ...]) -> WorkRow:
    href = event_parts.to_event(event)
    cancelled = event.state == EventState.CANCELLED
    why = (
        gettext("Cancelled: %(why)s") % {"why": event.because}
        if cancelled
        else event_parts.seats_words(event)
    )
    return WorkRow(
        name=event.title,
        href=href,
        detail=f"{EventKind(event.kind).label}, {event_parts.where_words(event)}",
        why=why,
        since=event_parts.when_words(sessions),
        action=Action(gettext("Look at it"), href),
    )


def _acts(event: Event, request: PageRequest) -> tuple[Action, ...]:
    names = (
        (gettext("Invite young people and homes"), "invite_pupils"),
        (gettext("Invite companies"), "invite_companies"),
        (gettext("Invite colleagues"), "invite_colleagues"),
        (gettext("Add a session"), "add_event_session"),
        (gettext("Change it"), "change_event"),
        (gettext("It was held"), "settle_event"),
        (gettext("Cancel it"), "cancel_event"),
    )
    return tuple(Action(text, reverse(name, args=[event.pk])) for text, name in names)


def _session(request: PageRequest, session: EventSession, *, keeps: bool) -> dict[str, object]:
    begun = session.starts_at <= request.at
    planned = session.event.state == EventState.PLANNED
    acts = [Action(gettext("To my calendar"), reverse("event_calendar", args=[session.pk]))]
    if begun and session.event.state != EventState.CANCELLED:
        acts.insert(0, Action(gettext("Tell who came"), reverse("tell_attendance", args=[session.pk])))
    elif keeps and planned and not begun:
        acts.append(Action(gettext("Change the session"), reverse("change_event_session", args=[session.pk])))
    told = ""
    if session.told_at is not None:
        told = gettext("Who came is told; %(count)d came without having signed up.") % {
            "count": session.others_came
        }
    return {
        "hours": event_parts.hours_words(session),
        "place": session.place,
        "spoken": session.spoken,
        "told": told,
        "acts": acts,
    }


def _counts(event: Event) -> list[str]:
    seen = events.count_parts(event).seen
    return [f"{state.label}: {write_number(seen[state])}" for state in PartState if seen.get(state)]


def _part_row(line: PartLine, event: Event) -> WorkRow:
    part = line.part
    where = ", ".join(filter(None, (part.school.name if part.school else "", part.class_name)))
    who = gettext("at home: %(name)s") % {"name": line.home} if line.home else gettext("the young person")
    answer = Action(gettext("Write down the answer"), reverse("answer_for_part", args=[part.pk]))
    return WorkRow(
        name=line.name,
        href=reverse("person", args=[part.person_id]),
        detail=f"{where} ({who})" if where else who,
        why=event_parts.state_words(part),
        action=answer if event.state == EventState.PLANNED else None,
    )


def _guests(event: Event) -> Table | None:
    rows = list(events.guests_of(event))
    if not rows:
        return None
    columns = (Column(gettext("Who")), Column(gettext("What")), Column(gettext("Answer")))
    return make_table(
        gettext("Companies and colleagues"),
        columns,
        [
            (
                guest.host.name if guest.host is not None else str(guest.user),
                gettext("Company") if guest.host is not None else gettext("Colleague"),
                event_parts.state_words(guest),
            )
            for guest in rows
        ],
    )
