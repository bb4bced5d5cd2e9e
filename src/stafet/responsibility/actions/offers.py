"""The one place where a hand-over moves from state to state."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.messages.api import Template
from stafet.responsibility.actions.baton import Baton, person_behind
from stafet.responsibility.actions.holding_rows import open_to_holder
from stafet.responsibility.actions.telling import tell_receiver
from stafet.responsibility.errors import AnsweredByNow
from stafet.responsibility.models import Handover, HoldingRequest
from stafet.responsibility.states import (
    HANDOVER,
    DeclineReason,
    HandoverMove,
    HandoverState,
    RequestState,
)


def move_handover(
    handover: Handover,
    move: HandoverMove,
    *,
    by: Actor,
    at: datetime,
    reason: DeclineReason | None = None,
    words: str = "",
) -> None:
    """The compare-and-swap: the offer is answered if nobody has answered it yet.

    Raises ``IllegalMove`` when the caller could have known, ``AnsweredByNow`` when it happened in the meantime.
    """
    state = HANDOVER.after(HandoverState(handover.state), move)
    still_offered = Handover.objects.filter(pk=handover.pk, state=HandoverState.OFFERED)
    answered = still_offered.update(
        state=state,
        answered_at=at,
        answered_by=person_behind(by),
        decline_reason=reason.value if reason else "",
        decline_words=words,
        known_at=at,
    )
    if not answered:
        raise AnsweredByNow(_ANSWERED)


def open_to_taker(handover: Handover, *, by: Actor, at: datetime) -> UUID:
    """Open the person to the receiver who is saying yes. Returns the key its holding must have.

    The database lets the receiver write this only while the offer stands. Raises ``AnsweredByNow``.
    """
    try:
        return open_to_holder(
            handover.person_id,
            handover.municipality_id,
            organisation_id=handover.to_organisation_id,
            by=by,
            at=at,
        )
    except ProgrammingError as refused:
        if isinstance(refused.__cause__, InsufficientPrivilege):
            raise AnsweredByNow(_ANSWERED) from refused
        raise


_ANSWERED = sentence("This hand-over was answered, withdrawn or has lapsed in the meantime.")


def open_offer(baton: Baton) -> Handover | None:
    """The offer that waits for an answer, locked."""
    offers = Handover.objects.filter(
        municipality_id=baton.municipality_id, person_id=baton.person_id, state=HandoverState.OFFERED
    )
    return offers.select_for_update(of=("self",), no_key=True).first()


def withdraw_open_offer(baton: Baton, *, by: Actor) -> None:
    """Take back what the holder had offered, because the holder no longer holds, and tell the receiver."""
    offer = open_offer(baton)
    if offer is not None:
        move_handover(offer, HandoverMove.WITHDRAW, by=by, at=baton.at)
        tell_receiver(offer, Template.HANDOVER_WITHDRAWN, by=by, at=baton.at)


def refuse_open_requests(baton: Baton, *, by: Actor) -> None:
    """Nobody is left who could answer a request for this person."""
    HoldingRequest.objects.filter(
        municipality_id=baton.municipality_id, person_id=baton.person_id, state=RequestState.ASKED
    ).update(state=RequestState.REFUSED, answered_at=baton.at, answered_by=person_behind(by))
