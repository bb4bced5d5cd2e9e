"""An offer of the catalogue as a possibility: written down, a seat asked for, and what happens to the seat followed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.rechoice.actions.cases import begin, come_to_nothing, move, must_be_past, take
from stafet.rechoice.actions.options import change, held, offered
from stafet.rechoice.actions.seats import has_live_seat
from stafet.rechoice.actions.steps import close_clock
from stafet.rechoice.errors import ChangedByNow
from stafet.rechoice.models import Case, Option
from stafet.rechoice.news import SeatNews, seat_news
from stafet.rechoice.states import CASE, CaseMove, CaseState, OptionState
from stafet.responsibility import api as responsibility


@audit.action
def add_offer_option(
    *, case: Case, offer: offers.Offer, asks_for_seat: bool, by: Actor, at: datetime
) -> Option:
    """An offer of the catalogue is a possibility, and a seat is asked for if they want one.

    One that is a possibility already is not written down again. Raises ``NotYours``, ``OfferNotOpen``.
    """
    locked = take(case, by)
    standing = Option.objects.filter(municipality_id=locked.municipality_id, case=locked, offer=offer)
    option = standing.exclude(state=OptionState.LEFT).first() or _written(locked, offer, at)
    audit.record(action="rechoice.add_offer_option", about=option, by=by, at=at)
    return ask_for_seat(option=option, by=by, at=at) if asks_for_seat else option


@audit.action
def ask_for_seat(*, option: Option, by: Actor, at: datetime) -> Option:
    """Stand in the line of the offer for this possibility; a place they have there already is theirs.

    Raises ``NotYours``, ``ChangedByNow``, ``OfferNotOpen``.
    """
    row = held(option, by)
    if row.offer is None:
        raise ChangedByNow(sentence("This is no offer of the catalogue, so no seat is asked for there."))
    if not has_live_seat(row):
        person = people.Person.objects.get(pk=row.person_id)
        change(row, at, seat=offers.wait_for_offer(person=person, offer=row.offer, by=by, at=at))
        audit.record(action="rechoice.ask_for_seat", about=row, by=by, at=at)
    return row


@audit.action
def follow_seat(
    *, option: Option, next_step: responsibility.StepDraft | None, by: Actor, at: datetime
) -> None:
    """The possibility, and the break-off with it, go where the seat stands: offered, received, started, or left.

    Raises ``NotYours``, ``ChangedByNow``, ``OnlyPast``, ``NeedsNextStep``, ``IllegalMove``.
    """
    row = held(option, by)
    news = seat_news(row.case, row)
    if news is None:
        raise ChangedByNow(sentence("The possibility says everything that the seat says."))
    if news is SeatNews.OVER:
        _leave(row, by=by, at=at)
    else:
        _FOLLOW[news](row, next_step, by, at)
    audit.record(action="rechoice.follow_seat", about=row, by=by, at=at, reason=news.value)


def _written(case: Case, offer: offers.Offer, at: datetime) -> Option:
    return Option.objects.create(
        municipality_id=case.municipality_id,
        person_id=case.person_id,
        case=case,
        kind=offer.kind,
        organisation_id=offer.provider_id,
        words=offer.title,
        offer=offer,
        known_at=at,
    )


_Step = responsibility.StepDraft | None


def _follow_offer(row: Option, next_step: _Step, by: Actor, at: datetime) -> None:
    offered(row, row.case, _day_of(row), by=by, at=at)
    close_clock(row.case, responsibility.StepKind.OFFER_ACTIVITY, next_step, by=by, at=at)


def _follow_yes(row: Option, next_step: _Step, by: Actor, at: datetime) -> None:
    """A yes is an offer too, where none had been written down."""
    if row.offered_on is None and CASE.is_allowed(CaseState(row.case.state), CaseMove.OFFER):
        _follow_offer(row, next_step, by, at)
    _receive(row, at)


def _follow_start(row: Option, next_step: _Step, by: Actor, at: datetime) -> None:
    seat = _seat(row)
    on = seat.started_on or _day_of(row)
    must_be_past(row.case, on, at)
    if row.received_on is None:
        _receive(row, at)
    if row.state != OptionState.CHOSEN:
        move(row.case, CaseMove.CHOOSE, {}, by=by, at=at)
        change(row, at, state=OptionState.CHOSEN)
    begin(row.case, row, on, next_step, by=by, at=at)


def _leave(row: Option, *, by: Actor, at: datetime) -> None:
    because = _seat(row).outcome
    if row.state == OptionState.CHOSEN:
        come_to_nothing(row.case, because, by=by, at=at)
    else:
        change(row, at, state=OptionState.LEFT, left_because=because)


def _receive(row: Option, at: datetime) -> None:
    change(row, at, received_on=_day_of(row), received_by=_seat(row).answered_by)


def _day_of(row: Option) -> date:
    """The day on which the seat came to stand where it stands."""
    return organisations.home(row.municipality_id).day(_seat(row).known_at)


def _seat(row: Option) -> offers.Seat:
    if row.seat is None:
        raise ChangedByNow(sentence("No seat has been asked for here."))
    return row.seat


_FOLLOW: Mapping[SeatNews, Callable[[Option, _Step, Actor, datetime], None]] = {
    SeatNews.OFFERED: _follow_offer,
    SeatNews.RECEIVED: _follow_yes,
    SeatNews.STARTED: _follow_start,
}
