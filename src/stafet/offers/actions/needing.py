"""A young person needs an offer: since when, for what, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.offers import policies
from stafet.offers.errors import ChangedByNow, NeedsWords, NotYours
from stafet.offers.models import OfferNeed
from stafet.offers.states import NEED, Need, NeedMove, NeedState
from stafet.people import api as people


@audit.action
def open_need(
    *, person: people.Person, needs: Iterable[Need], words: str, on: date, by: Actor, at: datetime
) -> OfferNeed:
    """Somebody needs an offer; if that is written down already, it now says this. Days are counted from the first.

    Raises ``NotYours``, ``NeedsWords``.
    """
    must_place(by)
    asked = set(needs)
    chosen = [need.value for need in Need if need in asked]
    if not chosen:
        raise NeedsWords(sentence("Say at least one thing that they need."), field="needs")
    row, _ = OfferNeed.objects.update_or_create(
        municipality_id=person.municipality_id,
        person=person,
        state=NeedState.OPEN,
        aside_since=None,
        defaults={"needs": chosen, "words": words.strip(), "known_at": at},
        create_defaults={
            "needs": chosen,
            "words": words.strip(),
            "opened_on": on,
            "opened_by_id": None if by.is_system else by.user_id,
            "known_at": at,
        },
    )
    audit.record(action="offers.open_need", about=row, by=by, at=at)
    return row


@audit.action
def close_need(*, need: OfferNeed, move: NeedMove, outcome: str, on: date, by: Actor, at: datetime) -> None:
    """An offer was found, or none is needed. Raises ``NotYours``, ``NeedsWords``, ``ChangedByNow``."""
    must_place(by)
    if not outcome.strip():
        raise NeedsWords(sentence("Say what came of it."), field="outcome")
    locked = OfferNeed.objects.select_for_update(of=("self",), no_key=True).get(pk=need.pk)
    if NEED.is_final(NeedState(locked.state)):
        raise ChangedByNow(sentence("This was closed already."))
    settle(locked, move, outcome.strip(), on=on, by=by, at=at)


def settle(need: OfferNeed, move: NeedMove, outcome: str, *, on: date, by: Actor, at: datetime) -> None:
    """Close a need that is held fast."""
    need.state = NEED.after(NeedState(need.state), move)
    need.outcome, need.closed_on, need.known_at = outcome, on, at
    need.save(update_fields=["state", "outcome", "closed_on", "known_at"])
    audit.record(action="offers.close_need", about=need, by=by, at=at, reason=move.value)


def must_place(by: Actor) -> None:
    """Refuse whoever writes for no young person."""
    if not policies.can_place(by):
        raise NotYours(sentence("Only those who work with the young person write this down."))
