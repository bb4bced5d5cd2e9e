"""What a possibility that is left aside does with the seat that was asked for: it is given up by the same act."""

from __future__ import annotations

from datetime import datetime

from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.offers import api as offers
from stafet.offers.api import SEAT, SeatMove, SeatState
from stafet.organisations import api as organisations
from stafet.rechoice.errors import SaidAtTheSeat
from stafet.rechoice.models import Option


def give_up(option: Option, because: str, *, by: Actor, at: datetime) -> None:
    """Take them off the list, or end the seat, in the words the possibility is left with."""
    seat = option.seat
    if seat is None or not has_live_seat(option):
        return
    act = offers.end_seat
    if SEAT.is_allowed(SeatState(seat.state), SeatMove.WITHDRAW):
        act = offers.withdraw_seat
    today = organisations.home(option.municipality_id).day(at)
    act(seat=seat, outcome=because, on=today, by=by, at=at)


def must_be_said_here(option: Option) -> None:
    """Refuse what is said at the seat: somebody's yes and the start at an offer of the catalogue."""
    if option.offer_id is None:
        return
    if has_live_seat(option):
        raise SaidAtTheSeat(
            sentence(
                "They have asked for a seat here. Write it down at the seat: the possibility follows it."
            )
        )
    raise SaidAtTheSeat(
        sentence("This is an offer of the catalogue. Ask for a seat there first, so that it is counted.")
    )


def has_live_seat(option: Option) -> bool:
    """Whether something goes on between them and the offer."""
    return option.seat is not None and option.seat.state in offers.LIVE
