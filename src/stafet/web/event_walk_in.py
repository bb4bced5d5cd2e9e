"""Somebody signs up who was not invited: they called, or came unannounced. Found among those the reader may see."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import Event, EventSession, EventState, PartState, Who
from stafet.kernel.sentences import SentenceError
from stafet.overview import api as overview
from stafet.overview.api import PeopleQuestion
from stafet.own import api as own
from stafet.people import api as people
from stafet.placements.api import Voice
from stafet.web import event_parts
from stafet.web.acting import carry_out
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action, Empty, Notice, Search, Tone
from stafet.web.components.say import say
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.event_acts import kept_or_404
from stafet.web.events import event_or_404, session_or_404
from stafet.web.finding import person_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_THEMSELVES = "themselves"


class WhoComesForm(forms.Form):
    """Whether the young person comes, or somebody with custody of them; and how many along."""

    who = forms.ChoiceField(label=gettext_lazy("Who comes?"), widget=forms.RadioSelect)
    along = forms.IntegerField(
        label=gettext_lazy("How many others come along?"),
        min_value=0,
        max_value=events.MOST_ALONG,
        initial=0,
        required=False,
    )

    def __init__(self, data: object = None, *, person: people.Person, holders: dict[str, str]) -> None:
        super().__init__(data, initial={"who": _THEMSELVES})  # type: ignore[arg-type]
        self._person = person
        self.fields["who"].choices = [(_THEMSELVES, person.name), *holders.items()]  # type: ignore[attr-defined]

    def chosen(self) -> Who:
        """Who it is."""
        said = self.cleaned_data["who"]
        return Who(self._person.pk, None if said == _THEMSELVES else UUID(said))

    @property
    def number(self) -> int:
        """How many come along."""
        return int(self.cleaned_data.get("along") or 0)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, asks=True)
def find_for_event(request: PageRequest, event_id: UUID) -> HttpResponse:
    """Whom do you want to sign up? What is typed is posted, never in an address."""
    row = kept_or_404(request, event_id)
    context = {
        "heading": gettext("Whom do you sign up for “%(event)s”?") % {"event": row.title},
        "back": Action(gettext("Back to the event"), event_parts.to_event(row)),
        "settled": event_parts.settled(row),
    }
    here = reverse("find_for_event", args=[row.pk])
    return render(request, "events/find.html", context | _found(request, here, "sign_up_somebody", row.pk))


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def sign_up_somebody(request: PageRequest, event_id: UUID, person_id: UUID) -> HttpResponse:
    """They come, or wait in the line, though nobody had invited them."""
    row, person = kept_or_404(request, event_id), person_or_404(request, person_id)
    form = _form(request, person)
    act = Act(
        heading=gettext("Sign %(name)s up for “%(event)s”?") % {"name": person.name, "event": row.title},
        lead=gettext("It stands on their own page. When every seat is taken, they wait in the line."),
        notice=Notice(Tone.INFO, event_parts.seats_words(row)),
        back=Action(gettext("Look for somebody else"), reverse("find_for_event", args=[row.pk])),
        do=gettext("Sign them up"),
        settled=event_parts.settled(row),
    )
    if request.method != "POST" or act.settled is not None or not form.is_valid():
        return ask(request, act, form)
    try:
        with access.job_scope(row.municipality_id):
            state = events.sign_up(
                event=row,
                who=form.chosen(),
                along=form.number,
                voice=Voice.STAFF,
                by=request.actor,
                at=request.at,
            )
    except SentenceError as error:
        refuse(form, error)
        return ask(request, act, form)
    waits = gettext("Every seat is taken: they wait in the line now.")
    said = waits if state is PartState.WAITING else gettext("They are signed up.")
    return done(request, said, event_parts.to_event(row))


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, asks=True)
def find_at_the_door(request: PageRequest, event_session_id: UUID) -> HttpResponse:
    """Who came without standing in the list?"""
    session, row = _begun_or_404(request, event_session_id)
    context = {
        "heading": gettext("Who came to “%(event)s” without being in the list?") % {"event": row.title},
        "back": _back_to_attendance(session),
        "settled": None,
    }
    here = reverse("find_at_the_door", args=[session.pk])
    return render(request, "events/find.html", context | _found(request, here, "add_at_the_door", session.pk))


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def add_at_the_door(request: PageRequest, event_session_id: UUID, person_id: UUID) -> HttpResponse:
    """They stand in the list from now on, and came."""
    session, row = _begun_or_404(request, event_session_id)
    person = person_or_404(request, person_id)
    form = _form(request, person)
    act = Act(
        heading=gettext("Did %(name)s come to “%(event)s”?") % {"name": person.name, "event": row.title},
        lead=gettext("They stand in the list from now on, with the mark that they came."),
        notice=Notice(Tone.INFO, event_parts.seats_words(row)),
        back=Action(gettext("Look for somebody else"), reverse("find_at_the_door", args=[session.pk])),
        do=gettext("Yes, they came"),
    )

    def do() -> None:
        with access.job_scope(row.municipality_id):
            events.add_who_came(
                session=session, who=form.chosen(), along=form.number, by=request.actor, at=request.at
            )

    return carry_out(
        request, act, form, do, said=gettext("It is written down."), where=_back_to_attendance(session).href
    )


def _found(request: PageRequest, here: str, way: str, key: UUID) -> dict[str, object]:
    """What was typed, and those whom the reader may see and who fit it."""
    typed = request.POST.get("search", "").strip()
    request.search_term = typed
    search = Search(
        action=here,
        label=gettext("Who are you looking for?"),
        value=typed,
        hint=gettext(
            "A name, also roughly; a birth date, a class or a school. Every look-up is noted with its purpose."
        ),
    )
    if not typed:
        return {"search": search, "work": None}
    rows = overview.people_page(PeopleQuestion(search=typed), day=request.today, after=None).rows
    request.saw(*(row.person_id for row in rows))
    work = WorkList(
        heading=gettext("Whom you may see, and who fit it"),
        rows=tuple(_row(row, reverse(way, args=[key, row.person_id])) for row in rows),
        empty=Empty(
            gettext("Nobody you may see fits what you wrote"),
            gettext("Ask a colleague who works with them, or count them among the others who came."),
        ),
        name="found",
    )
    return {"search": search, "work": work}


def _row(row: overview.PersonRow, href: str) -> WorkRow:
    return WorkRow(
        name=row.name,
        href=href,
        detail=str(row.birth_year or ""),
        why=say(row.doing),
        action=Action(gettext("It is them"), href),
    )


def _form(request: PageRequest, person: people.Person) -> WhoComesForm:
    holders = own.custody_holders(person, on=request.today)
    return WhoComesForm(
        request.POST if request.method == "POST" else None,
        person=person,
        holders={
            str(each.custody_id): gettext("At home: %(name)s") % {"name": each.name} for each in holders
        },
    )


def _begun_or_404(request: PageRequest, session_id: UUID) -> tuple[EventSession, Event]:
    session = session_or_404(request, session_id)
    row = event_or_404(request, session.event_id)
    if session.starts_at > request.at or row.state == EventState.CANCELLED:
        raise Http404
    return session, row


def _back_to_attendance(session: EventSession) -> Action:
    return Action(gettext("Back to who came"), reverse("tell_attendance", args=[session.pk]))
