"""An offer, a marked need and a seat that is held, for the matrix."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.privacy import DataClass
from stafet.offers import api as offers
from stafet.people import api as people
from tests.cast import Cast
from tests.trust.markers import marker

Object = UUID | str | int
_FACTS = offers.OfferFacts(
    title="The workshop",
    kind=ActivityKind.PREPARATORY_EDUCATION,
    needs=(offers.Need.TRY_A_TRADE,),
    town="Hedeby",
    contact_name="Villy",
    contact_phone="70 11 11 11",
    contact_email="villy@workshop.example",
    payer=offers.Payer.MUNICIPALITY,
)


def offers_of(person: people.Person, name: str, cast: Cast, at: datetime) -> dict[str, dict[str, Object]]:
    """Freja's school offers something; Bo writes the need down and holds a seat. An offer is about nobody:
    that of the addresses is one of Elin's municipality, which nobody of this one may change.
    """
    start = offers.StartDraft(at.date() + timedelta(days=60), 4)
    with access.user_scope(cast.freja.pk):
        by = access.actor_for(cast.freja, at=at)
        offer = offers.add_offer(provider=cast.vocational, facts=_FACTS, starts=[start], by=by, at=at)
    words, reason = (marker(name, DataClass.PROCESS, what) for what in ("need", "ahead"))
    with access.user_scope(cast.bo.pk):
        by = access.actor_for(cast.bo, at=at)
        need = offers.open_need(person=person, needs=_FACTS.needs, words=words, on=at.date(), by=by, at=at)
        seat = offers.wait_for_offer(person=person, offer=offer, by=by, at=at)
        row = offers.OfferStart.objects.get(offer=offer)
        offers.propose_seat(seat=seat, start=row, ahead_reason=reason, by=by, at=at)
    with access.user_scope(cast.carl.pk):
        by = access.actor_for(cast.carl, at=at)
        elsewhere = offers.add_offer(provider=cast.other_guidance, facts=_FACTS, starts=[start], by=by, at=at)
    return {
        "offer_id": {"elin": elsewhere.pk},
        "picked_offer_id": {name: offer.pk},
        "need_id": {name: need.pk},
        "seat_id": {name: seat.pk},
        "offer_move": {"": offers.OfferMove.PAUSE.value},
        "seat_move": {"": offers.SeatMove.WITHDRAW.value},
        "offer_link": {"": "guessed"},
    }
