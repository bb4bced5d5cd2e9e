"""Seats: the line in order of arrival, a seat that is held, the provider's answer, the start, the end.

A seat is counted where nobody's name stands, in the same transaction: so that two at once never get the last one, and
whoever sees only some of those who wait still knows that somebody came first.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, Q

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.offers.actions.keeping import day_of
from stafet.offers.actions.needing import must_place, settle
from stafet.offers.errors import NeedsWords, NoSeatFree, OfferNotOpen, SomebodyWaitsLonger
from stafet.offers.models import LinePlace, Offer, OfferNeed, OfferStart, Seat
from stafet.offers.states import LIVE, SEAT, TAKEN, NeedMove, NeedState, OfferState, SeatMove, SeatState
from stafet.people import api as people


@audit.action
def wait_for_offer(*, person: people.Person, offer: Offer, by: Actor, at: datetime) -> Seat:
    """Stand in the line for an offer; whoever stands there already stands where they stood.

    Raises ``NotYours``, ``OfferNotOpen``.
    """
    must_place(by)
    locked = Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.pk)
    _must_be_open(locked, person, day_of(person.municipality_id, at))
    standing = Seat.objects.filter(
        municipality_id=person.municipality_id, person=person, offer=locked, state__in=LIVE
    ).first()
    if standing is not None:
        return standing
    locked.last_number += 1
    locked.save(update_fields=["last_number"])
    seat = Seat.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        offer=locked,
        line_place=LinePlace.objects.create(offer=locked, number=locked.last_number),
        waiting_since=day_of(person.municipality_id, at),
        known_at=at,
    )
    audit.record(action="offers.wait_for_offer", about=seat, by=by, at=at)
    return seat


@audit.action
def propose_seat(*, seat: Seat, start: OfferStart, ahead_reason: str = "", by: Actor, at: datetime) -> Seat:
    """Hold a seat of one start for somebody who waits. Whoever is taken before others is taken for a reason.

    Raises ``NotYours``, ``IllegalMove``, ``OfferNotOpen``, ``SomebodyWaitsLonger``, ``NoSeatFree``.
    """
    must_place(by)
    offer = Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=seat.offer_id)
    today = day_of(seat.municipality_id, at)
    _must_be_open(offer, seat, today)
    locked = _moved(seat, SeatMove.PROPOSE, at)
    _must_be_first(locked, ahead_reason)
    _take(offer, start, today)
    locked.start, locked.ahead_reason = start, ahead_reason.strip()
    _leave_the_line(locked, at)
    return _saved(locked, SeatMove.PROPOSE, by, at)


@audit.action
def accept_seat(*, seat: Seat, said_by: str, by: Actor, at: datetime) -> Seat:
    """The provider says yes; who said so is written down. Raises ``NotYours``, ``NeedsWords``, ``IllegalMove``."""
    must_place(by)
    _must_say(said_by, "said_by")
    locked = _moved(seat, SeatMove.ACCEPT, at)
    locked.answered_by = said_by.strip()
    return _saved(locked, SeatMove.ACCEPT, by, at)


@audit.action
def decline_seat(*, seat: Seat, said_by: str, outcome: str, on: date, by: Actor, at: datetime) -> Seat:
    """The provider says no, and why; the seat is free again. Raises ``NotYours``, ``NeedsWords``, ``IllegalMove``."""
    must_place(by)
    _must_say(said_by, "said_by")
    _must_say(outcome, "outcome")
    locked = _moved(seat, SeatMove.DECLINE, at)
    locked.answered_by = said_by.strip()
    return _ended(locked, SeatMove.DECLINE, outcome, on, by=by, at=at)


@audit.action
def start_seat(*, seat: Seat, on: date, by: Actor, at: datetime) -> Seat:
    """They have started: the need is met. Raises ``NotYours``, ``IllegalMove``."""
    must_place(by)
    locked = _moved(seat, SeatMove.START, at)
    locked.started_on = on
    _meet_the_need(locked, on, by=by, at=at)
    return _saved(locked, SeatMove.START, by, at)


@audit.action
def end_seat(*, seat: Seat, outcome: str, on: date, by: Actor, at: datetime) -> Seat:
    """They have ended, with what came of it. Raises ``NotYours``, ``NeedsWords``, ``IllegalMove``."""
    must_place(by)
    _must_say(outcome, "outcome")
    return _ended(_moved(seat, SeatMove.END, at), SeatMove.END, outcome, on, by=by, at=at)


@audit.action
def withdraw_seat(*, seat: Seat, outcome: str, on: date, by: Actor, at: datetime) -> Seat:
    """They do not want it any more, or can't. Raises ``NotYours``, ``NeedsWords``, ``IllegalMove``."""
    must_place(by)
    _must_say(outcome, "outcome")
    locked = _moved(seat, SeatMove.WITHDRAW, at)
    _leave_the_line(locked, at)
    return _ended(locked, SeatMove.WITHDRAW, outcome, on, by=by, at=at)


def _moved(seat: Seat, move: SeatMove, at: datetime) -> Seat:
    """The seat, held fast, after a move; not saved yet."""
    locked = Seat.objects.select_for_update(of=("self",), no_key=True).select_related("offer").get(pk=seat.pk)
    if (
        locked.start_id
        and SeatState(locked.state) in TAKEN
        and SEAT.after(SeatState(locked.state), move) not in TAKEN
    ):
        OfferStart.objects.filter(pk=locked.start_id, taken__gt=0).update(taken=F("taken") - 1)
    locked.state = SEAT.after(SeatState(locked.state), move)
    locked.known_at = at
    return locked


def _saved(seat: Seat, move: SeatMove, by: Actor, at: datetime) -> Seat:
    seat.save()
    audit.record(action=f"offers.{move.value}_seat", about=seat, by=by, at=at)
    return seat


def _ended(seat: Seat, move: SeatMove, outcome: str, on: date, *, by: Actor, at: datetime) -> Seat:
    seat.outcome, seat.ended_on = outcome.strip(), on
    return _saved(seat, move, by, at)


def _take(offer: Offer, start: OfferStart, today: date) -> None:
    """One seat more is taken, if there is one: decided by the database in one statement."""
    running = Q(starts_on=None) | Q(starts_on__gte=today)
    free = OfferStart.objects.filter(running, pk=start.pk, offer=offer, taken__lt=F("seats"))
    if not free.update(taken=F("taken") + 1):
        raise NoSeatFree(
            sentence("Every seat of this start is taken. Choose another start, or stay on the list."),
            field="start",
        )


def _must_be_first(seat: Seat, reason: str) -> None:
    before = LinePlace.objects.filter(
        offer_id=seat.offer_id, left_at=None, number__lt=seat.line_place.number
    ).count()
    if before and not reason.strip():
        raise SomebodyWaitsLonger(
            sentence("%(count)d wait longer for this offer. Say why this one is taken first.", count=before),
            field="ahead_reason",
        )


def _leave_the_line(seat: Seat, at: datetime) -> None:
    LinePlace.objects.filter(pk=seat.line_place_id, left_at=None).update(left_at=at)


def _must_be_open(offer: Offer, whose: people.Person | Seat, today: date) -> None:
    if offer.municipality_id != whose.municipality_id:
        raise OfferNotOpen(sentence("This offer is in the catalogue of another municipality."))
    if offer.state != OfferState.ACTIVE:
        raise OfferNotOpen(sentence("This offer is paused or closed now. Look for another one."))
    if offer.valid_until is not None and offer.valid_until < today:
        raise OfferNotOpen(sentence("This offer ended on %(day)s.", day=offer.valid_until))


def _meet_the_need(seat: Seat, on: date, *, by: Actor, at: datetime) -> None:
    need = (
        OfferNeed.objects.select_for_update(of=("self",), no_key=True)
        .filter(
            municipality_id=seat.municipality_id,
            person_id=seat.person_id,
            state=NeedState.OPEN,
            aside_since=None,
        )
        .first()
    )
    if need is not None:
        settle(need, NeedMove.PLACE, seat.offer.title, on=on, by=by, at=at)


def _must_say(words: str, field: str) -> None:
    if words.strip():
        return
    if field == "said_by":
        raise NeedsWords(sentence("Say who at the provider answered."), field=field)
    raise NeedsWords(sentence("Say what came of it."), field=field)
