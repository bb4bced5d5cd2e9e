"""What a seat says that its possibility does not say yet."""

from __future__ import annotations

from enum import StrEnum

from stafet.offers.api import SeatState
from stafet.rechoice.models import Case, Option
from stafet.rechoice.states import CASE, CaseMove, CaseState, OptionState


class SeatNews(StrEnum):
    """What happened at the offer, and is to be followed."""

    OFFERED = "offered"
    RECEIVED = "received"
    STARTED = "started"
    OVER = "over"


_OVER = (SeatState.DECLINED, SeatState.WITHDRAWN, SeatState.ENDED)


def seat_news(case: Case, option: Option) -> SeatNews | None:
    """The news of a possibility's seat, if the break-off stands where it can follow; ``None`` when all is said."""
    if option.seat is None or option.state == OptionState.LEFT or case.state == CaseState.CLOSED:
        return None
    state, allowed = SeatState(option.seat.state), CASE.moves_from(CaseState(case.state))
    if state in _OVER:
        can_end = option.state != OptionState.CHOSEN or CaseMove.FALL_THROUGH in allowed
        return SeatNews.OVER if can_end else None
    if state is SeatState.STARTED:
        return _start(option, allowed)
    if state is SeatState.ACCEPTED:
        return SeatNews.RECEIVED if option.received_on is None else None
    is_held = state is SeatState.PROPOSED and option.offered_on is None
    return SeatNews.OFFERED if is_held and CaseMove.OFFER in allowed else None


def _start(option: Option, allowed: tuple[CaseMove, ...]) -> SeatNews | None:
    way = CaseMove.START if option.state == OptionState.CHOSEN else CaseMove.CHOOSE
    return SeatNews.STARTED if option.spell_id is None and way in allowed else None
