"""An event is planned, changed, invited to, held, cancelled; somebody's answer is written down.

What concerns everybody of an event is done in the scope of the town's job, once the reader has been shown to keep it: a line
moves up past people whom the reader does not see.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import Event, Invited, Who
from stafet.kernel.sentences import SentenceError
from stafet.offers import api as offers
from stafet.placements.api import Voice
from stafet.web import event_parts
from stafet.web.acting import carry_out
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.event_forms import (
    EVENT_PARTS,
    SESSION_PART,
    AudienceForm,
    CancelEventForm,
    ColleaguesForm,
    ComeForm,
    CompaniesForm,
    EventForm,
    HeldForm,
    NewEventForm,
    SessionForm,
    first_guess,
    known_event,
    known_session,
)
from stafet.web.events import event_or_404, session_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN


@page(allow=WRITE, writes=True)
def plan_event(request: PageRequest) -> HttpResponse:
    """One more event, with its first session."""
    town = _town_or_404(request)
    own = events.organisations_planned_for(request.actor)
    form = NewEventForm(request.POST or None, town=town, own=own, initial=first_guess(request.today))
    act = Act(
        heading=gettext("What is to be held?"),
        lead=gettext("Nobody is invited yet: you do that next, when it stands."),
        back=Action(gettext("Events"), reverse("events")),
        do=gettext("Plan it"),
        sections=_sections(EVENT_PARTS[0], EVENT_PARTS[1], SESSION_PART, EVENT_PARTS[2]),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = events.plan_event(
                facts=form.facts(), session=form.session(), by=request.actor, at=request.at
            )
            return done(request, gettext("It stands. Now invite to it."), event_parts.to_event(made))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=WRITE, writes=True)
def change_event(request: PageRequest, event_id: UUID) -> HttpResponse:
    """Something about it is different."""
    row = kept_or_404(request, event_id)
    own = events.organisations_planned_for(request.actor) | {row.organiser_id}
    form = EventForm(request.POST or None, town=row.municipality_id, own=own, initial=known_event(row))
    act = _act(
        row,
        gettext("What is different about “%(event)s”?"),
        gettext("Save it"),
        lead=gettext("With more seats, those who wait move up."),
        sections=_sections(*EVENT_PARTS),
    )

    def do() -> None:
        with access.job_scope(row.municipality_id):
            events.change_event(event=row, facts=form.facts(), by=request.actor, at=request.at)

    return _carry_out(request, act, form, do, row)


@page(allow=WRITE, writes=True)
def add_event_session(request: PageRequest, event_id: UUID) -> HttpResponse:
    """One more meeting of the same event."""
    row = kept_or_404(request, event_id)
    last = events.sessions_of([row.pk])[row.pk][-1]
    form = SessionForm(request.POST or None, initial=known_session(last) | {"on": None})
    act = _act(row, gettext("When is the next session of “%(event)s”?"), gettext("Add the session"))
    return _carry_out(
        request,
        act,
        form,
        lambda: events.add_session(event=row, session=form.session(), by=request.actor, at=request.at),
        row,
    )


@page(allow=WRITE, writes=True)
def change_event_session(request: PageRequest, event_session_id: UUID) -> HttpResponse:
    """Another hour or place; those who signed up are told."""
    session = session_or_404(request, event_session_id)
    row = kept_or_404(request, session.event_id)
    form = SessionForm(request.POST or None, initial=known_session(session))
    act = _act(
        row,
        gettext("When and where is this session of “%(event)s”?"),
        gettext("Save it, and tell those who signed up"),
    )

    def do() -> None:
        with access.job_scope(row.municipality_id):
            events.change_session(session=session, facts=form.session(), by=request.actor, at=request.at)

    return _carry_out(request, act, form, do, row)


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def invite_pupils(request: PageRequest, event_id: UUID) -> HttpResponse:
    """A class, a grade, all apprentices: worked out now, of those the reader may see, and nobody twice."""
    row = kept_or_404(request, event_id)
    form = AudienceForm(request.POST or None, town=row.municipality_id)
    act = _act(
        row,
        gettext("Which young people are invited to “%(event)s”?"),
        gettext("Invite them"),
        lead=gettext(
            "Who belongs to it is worked out now, of those you may see. It stands on their own pages. Invite again later, and only those who are new are reached."
        ),
    )
    return _invite(
        request,
        act,
        form,
        row,
        lambda: events.invite_young(event=row, audience=form.audience(), by=request.actor, at=request.at),
    )


@page(allow=WRITE, writes=True)
def invite_companies(request: PageRequest, event_id: UUID) -> HttpResponse:
    """Companies of the bank, each by a link of its own."""
    row = kept_or_404(request, event_id)
    form = CompaniesForm(request.POST or None)
    act = _act(
        row,
        gettext("Which companies are invited to “%(event)s”?"),
        gettext("Send the invitations"),
        lead=gettext(
            "Each gets a mail with a link of its own, which names nobody. Companies that do not want to be written to get none."
        ),
    )

    def do() -> Invited:
        hosts = form.hosts(row.municipality_id)
        return events.invite_companies(event=row, hosts=hosts, by=request.actor, at=request.at)

    return _invite(request, act, form, row, do)


@page(allow=WRITE, writes=True)
def invite_colleagues(request: PageRequest, event_id: UUID) -> HttpResponse:
    """Colleagues by what they are."""
    row = kept_or_404(request, event_id)
    form = ColleaguesForm(request.POST or None, town=row.municipality_id)
    act = _act(row, gettext("Which colleagues are invited to “%(event)s”?"), gettext("Invite them"))

    def do() -> Invited:
        roles, where = form.chosen()
        return events.invite_colleagues(
            event=row, roles=roles, organisation_id=where, by=request.actor, at=request.at
        )

    return _invite(request, act, form, row, do)


@page(allow=WRITE, writes=True)
def settle_event(request: PageRequest, event_id: UUID) -> HttpResponse:
    """It was held: what was done with it, and what is next."""
    row = kept_or_404(request, event_id)
    form = HeldForm(request.POST or None)
    act = _act(row, gettext("Was “%(event)s” held?"), gettext("It was held"))

    def do() -> None:
        said = form.cleaned_data
        events.settle_event(
            event=row, after=said["after"], comes_next=said["comes_next"], by=request.actor, at=request.at
        )

    return _carry_out(request, act, form, do, row)


@page(allow=WRITE, writes=True)
def cancel_event(request: PageRequest, event_id: UUID) -> HttpResponse:
    """It is not held; those who signed up are told."""
    row = kept_or_404(request, event_id)
    form = CancelEventForm(request.POST or None)
    act = _act(
        row,
        gettext("Is “%(event)s” not held?"),
        gettext("Cancel it, and tell those who signed up"),
        lead=gettext("It can’t be taken back. Everybody who signed up or waits is told, and reads why."),
        grave=True,
    )

    def do() -> None:
        with access.job_scope(row.municipality_id):
            events.cancel_event(
                event=row, because=form.cleaned_data["because"], by=request.actor, at=request.at
            )

    return _carry_out(request, act, form, do, row)


@page(allow=WRITE, writes=True)
def come_myself(request: PageRequest, event_id: UUID) -> HttpResponse:
    """A colleague signs up, or does not come."""
    row = event_or_404(request, event_id)
    guest = events.guest_of_colleague(row, request.actor.user_id)
    form = ComeForm(request.POST or None, initial={"along": guest.along if guest else 0})
    act = _act(
        row,
        gettext("Do you come to “%(event)s”?"),
        gettext("Send my answer"),
        facts=True,
        notice=Notice(Tone.INFO, event_parts.state_words(guest)) if guest else None,
    )

    def do() -> None:
        with access.job_scope(row.municipality_id):
            mine = events.join_as_colleague(
                event=row, user_id=request.actor.user_id, by=request.actor, at=request.at
            )
            events.answer_as_guest(
                guest=mine, is_yes=form.is_yes, along=form.number, by=request.actor, at=request.at
            )

    return _carry_out(request, act, form, do, row)


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def answer_for_part(request: PageRequest, event_part_id: UUID) -> HttpResponse:
    """Somebody has answered in a conversation, on the telephone or on paper."""
    part = events.part_for(event_part_id)
    if part is None:
        raise Http404
    request.saw(part.person_id)
    row = part.event
    (line,) = events.part_lines([part])
    form = ComeForm(request.POST or None, initial={"along": part.along})
    name = line.home or line.name
    act = Act(
        heading=gettext("Does %(name)s come to “%(event)s”?") % {"name": name, "event": row.title},
        lead=gettext("It is about %(name)s.") % {"name": line.name} if line.home else "",
        back=Action(gettext("Back to the event"), event_parts.to_event(row)),
        do=gettext("Write down the answer"),
        notice=Notice(Tone.INFO, event_parts.state_words(part)),
        settled=event_parts.settled(row),
    )

    def do() -> None:
        who = Who(part.person_id, part.custody_id)
        with access.job_scope(row.municipality_id):
            if form.is_yes:
                events.sign_up(
                    event=row,
                    who=who,
                    along=form.number,
                    voice=Voice.STAFF,
                    by=request.actor,
                    at=request.at,
                )
            else:
                events.say_no(event=row, who=who, by=request.actor, at=request.at)

    return _carry_out(request, act, form, do, row)


def _invite(
    request: PageRequest, act: Act, form: forms.Form, row: Event, do: Callable[[], Invited]
) -> HttpResponse:
    if request.method == "POST" and act.settled is None and form.is_valid():
        try:
            told = do()
        except SentenceError as error:
            refuse(form, error)
        else:
            words = ngettext("%(count)d new invitation.", "%(count)d new invitations.", told.new)
            said = words % {"count": told.new}
            if told.already:
                there = ngettext(
                    "%(count)d was invited before.", "%(count)d were invited before.", told.already
                )
                said = f"{said} {there % {'count': told.already}}"
            return done(request, said, event_parts.to_event(row))
    return ask(request, act, form)


def kept_or_404(request: PageRequest, event_id: UUID) -> Event:
    """An event that the reader keeps."""
    row = event_or_404(request, event_id)
    if not events.can_keep_event(request.actor, row):
        raise Http404
    return row


def _town_or_404(request: PageRequest) -> UUID:
    towns = sorted(offers.municipalities_of(request.actor))
    if not towns:
        raise Http404
    return towns[0]


def _sections(*parts: tuple[object, tuple[str, ...]]) -> tuple[Section, ...]:
    return tuple(Section(str(heading), fields) for heading, fields in parts)


def _act(
    event: Event,
    heading: str,
    do: str,
    *,
    lead: str = "",
    sections: tuple[Section, ...] = (),
    notice: Notice | None = None,
    facts: bool = False,
    grave: bool = False,
) -> Act:
    sessions = events.sessions_of([event.pk])[event.pk]
    return Act(
        heading=heading % {"event": event.title},
        lead=lead,
        facts=event_parts.event_facts(event, sessions) if facts else None,
        sections=sections,
        notice=notice,
        back=Action(gettext("Back to the event"), event_parts.to_event(event)),
        do=do,
        settled=event_parts.settled(event),
        grave=grave,
    )


def _carry_out(
    request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object], event: Event
) -> HttpResponse:
    return carry_out(
        request, act, form, do, said=gettext("It is written down."), where=event_parts.to_event(event)
    )
