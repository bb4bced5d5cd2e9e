"""Who came: told for a whole session at once, and corrected by telling it again. What stood there before stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.events import policies
from stafet.events.actions.answering import new_part, part_of
from stafet.events.actions.seats import give_seat
from stafet.events.actions.steps import hold_event, must_be_job, note
from stafet.events.drafts import Told, Who
from stafet.events.errors import NotNow, NotYours
from stafet.events.models import AttendanceMark, EventSession, Guest, GuestMark, Part
from stafet.events.states import EventState, Mark, PartState
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import sentence

_SEEN = DataClass.PROCESS


@audit.action
def tell_attendance(*, session: EventSession, told: Told, by: Actor, at: datetime) -> int:
    """Write down who came, of those the teller may see; what is unchanged is not written again. Returns how many marks are new.

    Raises ``NotYours``, ``NotNow``.
    """
    if not policies.can_tell_attendance(by):
        raise NotYours(sentence("Only those who work with young people tell who came."))
    event = hold_event(session.event_id, planned=False)
    if event.state == EventState.CANCELLED:
        raise NotNow(sentence("This event is cancelled, so nobody came."))
    row = EventSession.objects.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    if row.starts_at > at:
        raise NotNow(sentence("It has not begun. Tell who came when they have."))
    new = _mark_parts(row, told.parts, by, at) + _mark_guests(row, told.guests, at)
    row.others_came, row.told_at, row.known_at = told.others, at, at
    row.save(update_fields=["others_came", "told_at", "known_at"])
    note("tell_attendance", event, by, at)
    return new


@audit.action
def add_who_came(*, session: EventSession, who: Who, along: int = 0, by: Actor, at: datetime) -> None:
    """Somebody came who was not in the list: they have a seat now, and the mark that they came.

    Only in the scope of a job: a seat is everybody's. Whether ``by`` may see them is judged by whoever opens it. Raises
    ``NotYours``, ``NotNow``, ``NotWhole``.
    """
    must_be_job()
    if not policies.can_tell_attendance(by):
        raise NotYours(sentence("Only those who work with young people tell who came."))
    event = hold_event(session.event_id, planned=False)
    if event.state == EventState.CANCELLED:
        raise NotNow(sentence("This event is cancelled, so nobody came."))
    if session.starts_at > at:
        raise NotNow(sentence("It has not begun. Tell who came when they have."))
    row = part_of(event, who) or new_part(event, who, at)
    give_seat(event, row, along, at)
    if row.state == PartState.WAITING:
        raise NotNow(
            sentence(
                "Every seat is taken. Give the event more seats, or count them among the others who came."
            )
        )
    audit.record(action="events.add_who_came", about=row, by=by, at=at)
    standing = AttendanceMark.objects.filter(session=session, part=row, replaced_at=None)
    _write_marks(session, {row.pk: row}, {row.pk: Mark.CAME}, standing, by, at)


def _mark_parts(session: EventSession, told: Mapping[UUID, Mark], by: Actor, at: datetime) -> int:
    seen = Part.objects.filter(
        access.visible(_SEEN), municipality_id=session.municipality_id, event_id=session.event_id
    )
    parts = {row.pk: row for row in seen.filter(pk__in=list(told))}
    standing = AttendanceMark.objects.filter(
        access.visible(_SEEN), session=session, part_id__in=list(parts), replaced_at=None
    )
    return _write_marks(session, parts, told, standing, by, at)


def _write_marks(
    session: EventSession,
    parts: Mapping[UUID, Part],
    told: Mapping[UUID, Mark],
    standing: QuerySet[AttendanceMark],
    by: Actor,
    at: datetime,
) -> int:
    """Write what is new; what stood there is replaced, and stays."""
    marks = dict(standing.values_list("part_id", "mark"))
    changed = [part for key, part in parts.items() if marks.get(key) != told[key]]
    standing.filter(part_id__in=[part.pk for part in changed]).update(replaced_at=at)
    rows = [
        AttendanceMark(
            municipality_id=session.municipality_id,
            person_id=part.person_id,
            event_id=session.event_id,
            part=part,
            session=session,
            mark=told[part.pk],
            by_id=None if by.is_system else by.user_id,
            known_at=at,
        )
        for part in changed
    ]
    AttendanceMark.objects.bulk_create(rows)
    for row in rows:
        audit.record(action="events.tell_attendance", about=row, by=by, at=at, reason=row.mark)
    return len(rows)


def _mark_guests(session: EventSession, told: Mapping[UUID, Mark], at: datetime) -> int:
    guests = {row.pk: row for row in Guest.objects.filter(event_id=session.event_id, pk__in=list(told))}
    standing = GuestMark.objects.filter(session=session, guest_id__in=list(guests), replaced_at=None)
    marks = dict(standing.values_list("guest_id", "mark"))
    changed = [key for key in guests if marks.get(key) != told[key]]
    standing.filter(guest_id__in=changed).update(replaced_at=at)
    GuestMark.objects.bulk_create(
        GuestMark(
            municipality_id=session.municipality_id,
            event_id=session.event_id,
            guest_id=key,
            session=session,
            mark=told[key],
            known_at=at,
        )
        for key in changed
    )
    return len(changed)
