"""A company's own link to one event: what it is, and whether somebody comes. No account, and nobody young is near it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import EventState, Guest
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country, local_day
from stafet.kernel.sentences import SentenceError
from stafet.web import event_parts
from stafet.web.acts import refuse
from stafet.web.event_forms import ComeForm
from stafet.web.link_tries import opened, too_often
from stafet.web.registry import public_page


@public_page(writes=True)
def answer_event_link(request: HttpRequest, event_link: str) -> HttpResponse:
    """What it is, when and where; yes or no. It can be changed until the event is over."""
    at = clock.now()
    if (wait := too_often(request, event_link, at=at)) is not None:
        return wait
    guest = events.guest_of_link(event_link, today=local_day(Country.DK, at))
    if guest is None:
        return redirect("event_link_gone")
    opened(request, event_link, at=at)
    form = ComeForm(request.POST or None, initial={"along": guest.along})
    is_done = False
    if request.method == "POST" and form.is_valid():
        try:
            with access.job_scope(guest.municipality_id):
                events.answer_as_guest(guest=guest, is_yes=form.is_yes, along=form.number, by=SYSTEM, at=at)
            guest.refresh_from_db()
            is_done = True
        except SentenceError as error:
            refuse(form, error)
    return render(request, "events/link.html", _context(guest, form, event_link, is_done=is_done))


@public_page()
def event_link_calendar(request: HttpRequest, event_link: str, session_number: int) -> HttpResponse:
    """A session for the company's calendar; sessions are counted from one."""
    at = clock.now()
    if (wait := too_often(request, event_link, at=at)) is not None:
        return wait
    guest = events.guest_of_link(event_link, today=local_day(Country.DK, at))
    if guest is None:
        return redirect("event_link_gone")
    opened(request, event_link, at=at)
    sessions = events.sessions_of([guest.event_id])[guest.event_id]
    if not 1 <= session_number <= len(sessions):
        raise Http404
    return event_parts.calendar_file(sessions[session_number - 1], at)


@public_page()
def event_link_gone(request: HttpRequest) -> HttpResponse:
    """Say what may have become of a link. At an address of its own, so that the link stands nowhere any more."""
    return render(request, "events/link_gone.html")


def _context(guest: Guest, form: ComeForm, link: str, *, is_done: bool) -> dict[str, object]:
    sessions = events.sessions_of([guest.event_id])[guest.event_id]
    return {
        "guest": guest,
        "event": guest.event,
        "facts": event_parts.event_facts(guest.event, sessions),
        "sessions": [(number, event_parts.hours_words(each)) for number, each in enumerate(sessions, 1)],
        "state": event_parts.state_words(guest),
        "notice": event_parts.state_notice(guest.event),
        "is_open": guest.event.state == EventState.PLANNED,
        "is_done": is_done,
        "form": form,
        "link": link,
    }
