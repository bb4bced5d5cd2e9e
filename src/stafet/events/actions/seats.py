"""Who gets a seat, who waits, and who moves up. Whoever calls holds the event, in the scope of a job."""

from __future__ import annotations

from datetime import datetime

from stafet.audit import api as audit
from stafet.events.actions.steps import day_in
from stafet.events.actions.telling import Occasion, tell_guests, tell_parts
from stafet.events.errors import NotWhole
from stafet.events.models import Event, Guest, Part
from stafet.events.states import PART, PartMove, PartState
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence


def give_seat(event: Event, row: Part | Guest, along: int, at: datetime) -> None:
    """A seat if there is one and nobody waits; else the end of the line. More or fewer may come along. Raises ``NotWhole``."""
    if event.capacity is not None and 1 + along > event.capacity:
        raise NotWhole(
            sentence("Seats in all: %(seats)d. Come with fewer.", seats=event.capacity), field="along"
        )
    if row.state == PartState.SIGNED_UP:
        _bring(event, row, along, at)
        return
    row.along, row.known_at = along, at
    if row.state == PartState.WAITING:
        row.save()
        return
    move = PartMove.SIGN_UP if _has_room(event, row.seats) and not _first_in_line(event) else PartMove.QUEUE
    row.state = PART.after(PartState(row.state), move)
    row.waits_since = at if move is PartMove.QUEUE else None
    row.save()


def give_back(row: Part | Guest, at: datetime) -> None:
    """They do not come: an invitation is declined, a seat or a place in the line is cancelled."""
    move = PartMove.DECLINE if row.state == PartState.INVITED else PartMove.CANCEL
    row.state, row.waits_since, row.known_at = PART.after(PartState(row.state), move), None, at
    row.save()


def move_up(event: Event, *, by: Actor, at: datetime) -> None:
    """Those who wait get what is free, in order of arrival; whoever needs more than is free keeps the head of the line."""
    while (first := _first_in_line(event)) is not None:
        event.refresh_from_db(fields=["taken"])
        if not _has_room(event, first.seats):
            return
        first.state, first.waits_since = PART.after(PartState(first.state), PartMove.MOVE_UP), None
        first.known_at = at
        on = f"seat{at:%Y%m%d%H%M}"
        if isinstance(first, Part):
            first.moved_up_on = day_in(event.municipality_id, at)
            first.save()
            audit.record(action="events.move_up", about=first, by=by, at=at)
            tell_parts(event, Occasion.CHANGED, [first], on=on, by=by, at=at)
        else:
            first.save()
            tell_guests(event, Occasion.CHANGED, [first], on=on, by=by, at=at)


def _bring(event: Event, row: Part | Guest, along: int, at: datetime) -> None:
    more = along - row.along
    if more > 0 and not _has_room(event, more):
        raise NotWhole(
            sentence("There are not so many free seats. Let those who come along wait, or come with fewer."),
            field="along",
        )
    row.along, row.known_at = along, at
    row.save()


def _has_room(event: Event, seats: int) -> bool:
    return event.free is None or seats <= event.free


def _first_in_line(event: Event) -> Part | Guest | None:
    part = Part.objects.filter(municipality_id=event.municipality_id, event=event).in_line().first()
    guest = Guest.objects.filter(event=event, state=PartState.WAITING).order_by("waits_since", "pk").first()
    waiting: list[Part | Guest] = [each for each in (part, guest) if each is not None]
    return min(waiting, key=lambda each: (each.waits_since, each.pk), default=None)
