"""Somebody signs up, waits, says no, cancels: from their own page, by their company's link, or through a colleague.

Only in the scope of a job: the line is of everybody. Whether ``by`` may is judged by whoever opens it, from what the database
lets them see.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.events.actions.seats import give_back, give_seat, move_up
from stafet.events.actions.steps import day_in, hold_event, must_be_job, note
from stafet.events.drafts import Who
from stafet.events.errors import NotNow, NotWhole
from stafet.events.models import Event, Guest, Part
from stafet.events.models.taking_part import MOST_ALONG
from stafet.events.queries.standing_at import standing_at
from stafet.events.states import PartState
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.own import api as own
from stafet.people import api as people
from stafet.placements.api import Voice


@audit.action
def sign_up(*, event: Event, who: Who, along: int = 0, voice: Voice, by: Actor, at: datetime) -> PartState:
    """They come, or wait for a seat; said again, with more or fewer along. Returns where they stand now.

    Raises ``NotNow`` when sign-up has ended, ``NotWhole``.
    """
    must_be_job()
    locked = hold_event(event.pk)
    _must_be_open(locked, at, for_staff=voice is Voice.STAFF)
    _must_be_few(along)
    row = part_of(locked, who)
    if row is None:
        if voice is not Voice.STAFF:
            raise NotNow(sentence("You are not invited to this. Ask whoever organises it."))
        row = new_part(locked, who, at)
    give_seat(locked, row, along, at)
    move_up(locked, by=by, at=at)
    row.refresh_from_db(fields=["state"])
    audit.record(action="events.sign_up", about=row, by=by, at=at, reason=row.state)
    return PartState(row.state)


@audit.action
def say_no(*, event: Event, who: Who, by: Actor, at: datetime) -> None:
    """They do not come. A seat that comes free goes to whoever waits first, at once. Raises ``NotNow``."""
    must_be_job()
    locked = hold_event(event.pk)
    row = part_of(locked, who)
    if row is None or row.state in (PartState.DECLINED, PartState.CANCELLED):
        raise NotNow(sentence("They do not stand in the list of this event."))
    give_back(row, at)
    audit.record(action="events.say_no", about=row, by=by, at=at, reason=row.state)
    locked.refresh_from_db(fields=["taken"])
    move_up(locked, by=by, at=at)


@audit.action
def answer_as_guest(*, guest: Guest, is_yes: bool, along: int = 0, by: Actor, at: datetime) -> PartState:
    """A company, or a colleague, comes or does not. Raises ``NotNow``, ``NotWhole``."""
    must_be_job()
    locked = hold_event(guest.event_id)
    row = Guest.objects.select_for_update(of=("self",), no_key=True).get(pk=guest.pk)
    if is_yes:
        _must_be_open(locked, at, for_staff=False)
        _must_be_few(along)
        give_seat(locked, row, along, at)
    elif row.state not in (PartState.DECLINED, PartState.CANCELLED):
        give_back(row, at)
    locked.refresh_from_db(fields=["taken"])
    move_up(locked, by=by, at=at)
    row.refresh_from_db(fields=["state"])
    note("answer_as_guest", locked, by, at)
    return PartState(row.state)


@audit.action
def join_as_colleague(*, event: Event, user_id: UUID, by: Actor, at: datetime) -> Guest:
    """A colleague who was not asked stands in the list, to sign up. Asking twice changes nothing."""
    must_be_job()
    locked = hold_event(event.pk)
    guest, _ = Guest.objects.get_or_create(
        event=locked,
        user_id=user_id,
        defaults={
            "municipality_id": locked.municipality_id,
            "invited_on": day_in(locked.municipality_id, at),
            "known_at": at,
        },
    )
    note("join_as_colleague", locked, by, at)
    return guest


def _must_be_open(event: Event, at: datetime, *, for_staff: bool) -> None:
    today = day_in(event.municipality_id, at)
    if today >= event.over_on:
        raise NotNow(sentence("It is over."))
    if not for_staff and today > event.sign_up_by:
        raise NotNow(
            sentence(
                "One signed up until %(day)s. Ask whether there is still room: %(ask)s",
                day=event.sign_up_by,
                ask=event.ask,
            )
        )


def _must_be_few(along: int) -> None:
    if not 0 <= along <= MOST_ALONG:
        raise NotWhole(sentence("One signs up with five others at most."), field="along")


def part_of(event: Event, who: Who) -> Part | None:
    """Where they stand, held fast; ``None`` for whoever is not in the list."""
    rows = Part.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(
        municipality_id=event.municipality_id,
        event=event,
        person_id=who.person_id,
        custody_id=who.custody_id,
        aside_since=None,
    ).first()


def new_part(event: Event, who: Who, at: datetime) -> Part:
    """Somebody who was not asked: of the event's own town, and with custody today."""
    person = people.Person.objects.filter(pk=who.person_id, municipality_id=event.municipality_id).first()
    if person is None:
        raise NotWhole(sentence("Only young people of the event’s own town stand in its list."))
    today = day_in(event.municipality_id, at)
    holders = {each.custody_id for each in own.custody_holders(person, on=today)}
    if who.custody_id is not None and who.custody_id not in holders:
        raise NotWhole(sentence("They have no custody today: look at whom to ask."))
    school_id, class_name = standing_at(person.pk, today)
    return Part(
        municipality_id=event.municipality_id,
        event=event,
        person=person,
        custody_id=who.custody_id,
        school_id=school_id,
        class_name=class_name,
        known_at=at,
    )
