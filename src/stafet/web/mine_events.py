"""What I am invited to: what it is, when, whether I come. For those with custody, what they are invited to themselves."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.events import api as events
from stafet.events.api import Event, EventSession, EventState, Mark, Part, PartState, Who
from stafet.own import api as own
from stafet.placements.api import Voice
from stafet.web import event_parts
from stafet.web.acts import Act
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Facts
from stafet.web.event_forms import ComeForm
from stafet.web.mine import around_mine, mine_or_404
from stafet.web.mine_acts import ask_own
from stafet.web.mine_courses import my_rounds
from stafet.web.registry import PageRequest, own_page

_VOICES = {
    own.Capacity.SELF: Voice.YOUNG_PERSON,
    own.Capacity.CUSTODY_HOLDER: Voice.CUSTODY_HOLDER,
}
_MOST = 40


@dataclass(frozen=True, slots=True)
class MyEvent:
    """One event on one's own page."""

    title: str
    words: str
    state: str
    notice: Notice | None
    facts: Facts
    sessions: tuple[tuple[str, str, str, Action | None], ...]
    answer: Action | None


@own_page(classes="AD")
def my_events(request: PageRequest, person_id: UUID) -> HttpResponse:
    """What is coming, then what has been."""
    around = around_mine(request, person_id, "my_events")
    login, _ = mine_or_404(request, person_id)
    parts = [part for part in events.parts_of_person(person_id) if part.custody_id == login.custody_id][
        :_MOST
    ]
    sessions = events.sessions_of([part.event_id for part in parts])
    marks = events.marks_of_person(person_id)
    coming: list[MyEvent] = []
    past: list[MyEvent] = []
    for part in parts:
        row = _mine(request, part, sessions[part.event_id], marks)
        (coming if part.event.over_on > request.today else past).append(row)
    coming.reverse()
    return render(
        request,
        "mine/events.html",
        around | {"coming": coming, "past": past, "rounds": my_rounds(request, person_id)},
    )


@own_page(classes="AD", writes=True)
def answer_event_myself(request: PageRequest, person_id: UUID, event_part_id: UUID) -> HttpResponse:
    """Yes or no, and how many come along."""
    login, _ = mine_or_404(request, person_id)
    part = _part_or_404(login, person_id, event_part_id)
    row = part.event
    form = ComeForm(request.POST or None, initial={"along": part.along})
    act = Act(
        heading=gettext("Do you come to “%(event)s”?") % {"event": row.title},
        lead=row.words,
        facts=event_parts.event_facts(row, events.sessions_of([row.pk])[row.pk]),
        notice=Notice(Tone.INFO, event_parts.state_words(part), _line_words(part)),
        back=Action(gettext("Back to what I am invited to"), reverse("my_events", args=[person_id])),
        do=gettext("Send my answer"),
        settled=event_parts.settled(row),
    )

    def do() -> None:
        who = Who(person_id, part.custody_id)
        if not form.is_yes:
            events.say_no(event=row, who=who, by=request.actor, at=request.at)
            return
        events.sign_up(
            event=row,
            who=who,
            along=form.number,
            voice=_VOICES[login.capacity],
            by=request.actor,
            at=request.at,
        )

    return ask_own(request, login, act, form, do)


@own_page(classes="AD")
def my_event_calendar(
    request: PageRequest, person_id: UUID, event_part_id: UUID, event_session_id: UUID
) -> HttpResponse:
    """A session for one's own calendar."""
    login, _ = mine_or_404(request, person_id)
    part = _part_or_404(login, person_id, event_part_id)
    for session in events.sessions_of([part.event_id])[part.event_id]:
        if session.pk == event_session_id:
            return event_parts.calendar_file(session, request.at)
    raise Http404


def _part_or_404(login: own.OwnLogin, person_id: UUID, part_id: UUID) -> Part:
    """One's own part: of a child's, or of another home's, nobody answers here."""
    part = events.part_for(part_id)
    if part is None or part.person_id != person_id or part.custody_id != login.custody_id:
        raise Http404
    return part


def _mine(
    request: PageRequest,
    part: Part,
    sessions: tuple[EventSession, ...],
    marks: object,
) -> MyEvent:
    row: Event = part.event
    open_now = row.state == EventState.PLANNED and row.over_on > request.today
    href = reverse("answer_event_myself", args=[part.person_id, part.pk])
    words = gettext("Answer") if part.state == PartState.INVITED else gettext("Change my answer")
    return MyEvent(
        title=row.title,
        words=row.words,
        state=event_parts.state_words(part),
        notice=event_parts.state_notice(row),
        facts=event_parts.event_facts(row, sessions),
        sessions=tuple(
            (
                event_parts.hours_words(each),
                ", ".join(filter(None, (each.place, each.spoken))),
                _mark_words(marks.get((part.pk, each.pk))),  # type: ignore[attr-defined]
                Action(
                    gettext("To my calendar"),
                    reverse("my_event_calendar", args=[part.person_id, part.pk, each.pk]),
                )
                if open_now
                else None,
            )
            for each in sessions
        ),
        answer=Action(words, href) if open_now else None,
    )


def _mark_words(mark: Mark | None) -> str:
    return "" if mark is None else str(mark.label)


def _line_words(part: Part) -> str:
    if part.state == PartState.WAITING:
        return gettext(
            "You get a seat when one comes free, in the order in which people signed up. You are told."
        )
    return ""
