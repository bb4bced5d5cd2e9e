"""Keeping the catalogue: an offer is written, changed, confirmed, paused, closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.offers import policies
from stafet.offers.errors import NotYours, OfferIsIncomplete
from stafet.offers.models import Offer, OfferStart
from stafet.offers.states import OFFER, EntryCondition, Need, OfferMove, OfferState, Payer
from stafet.organisations import api as organisations


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What an offer says of itself, without when one can start."""

    title: str
    kind: ActivityKind
    needs: tuple[Need, ...]
    town: str
    contact_name: str
    payer: Payer
    target: str = ""
    words: str = ""
    from_age: int | None = None
    to_age: int | None = None
    from_grade: int | None = None
    conditions: tuple[EntryCondition, ...] = ()
    entry_words: str = ""
    language_support: str = ""
    price_per_week: Decimal | None = None
    contact_phone: str = ""
    contact_email: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class StartDraft:
    """A day on which one can begin, or ``None`` for any day, and how many seats there are."""

    starts_on: date | None
    seats: int


@audit.action
def add_offer(
    *,
    provider: organisations.Organisation,
    facts: OfferFacts,
    starts: Iterable[StartDraft],
    by: Actor,
    at: datetime,
) -> Offer:
    """One more offer in the catalogue. Raises ``NotYours``, ``OfferIsIncomplete``."""
    if not policies.can_keep_offers_of(by, provider.pk, provider.municipality_id):
        raise NotYours(sentence("Only those who work there, or the municipality, write down an offer."))
    _must_be_whole(facts)
    offer = Offer(municipality_id=provider.municipality_id, provider=provider, confirmed_at=at, known_at=at)
    _say(offer, facts)
    offer.save()
    put_starts(offer, starts)
    note("add_offer", offer, by, at)
    return offer


@audit.action
def change_offer(
    *, offer: Offer, facts: OfferFacts, starts: Iterable[StartDraft], by: Actor, at: datetime
) -> None:
    """It is said anew, and thereby confirmed. Raises ``NotYours``, ``OfferIsIncomplete``."""
    locked = keepable(offer, by)
    _must_be_whole(facts)
    _say(locked, facts)
    put_starts(locked, starts)
    confirmed(locked, at)
    note("change_offer", locked, by, at)


@audit.action
def confirm_offer(*, offer: Offer, by: Actor, at: datetime) -> None:
    """Somebody says that all of it is true. Raises ``NotYours``."""
    locked = keepable(offer, by)
    confirmed(locked, at)
    note("confirm_offer", locked, by, at)


@audit.action
def move_offer(*, offer: Offer, move: OfferMove, by: Actor, at: datetime) -> None:
    """Pause it, open it again, close it. Whoever has a seat keeps it. Raises ``NotYours``, ``IllegalMove``."""
    locked = keepable(offer, by)
    locked.state = OFFER.after(OfferState(locked.state), move)
    locked.known_at = at
    locked.save(update_fields=["state", "known_at"])
    note(f"{move.value}_offer", locked, by, at)


def keepable(offer: Offer, by: Actor) -> Offer:
    """The offer, held fast, for whoever keeps it. Raises ``NotYours``."""
    if not policies.can_keep_offer(by, offer):
        raise NotYours(sentence("Only those who work there, or the municipality, change this offer."))
    return Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.pk)


def confirmed(offer: Offer, at: datetime) -> None:
    """Everything that was said holds from now on, and no link is open any more."""
    offer.confirmed_at = offer.known_at = at
    offer.link_id = offer.link_expires_at = None
    offer.save()


def put_starts(offer: Offer, starts: Iterable[StartDraft]) -> None:
    """The starts as they are said now. One that is left out has no free seat any more; what is taken stays taken."""
    standing = {
        row.starts_on: row
        for row in OfferStart.objects.select_for_update(of=("self",), no_key=True)
        .filter(offer=offer)
        .order_by("pk")
    }
    wanted = {start.starts_on: start.seats for start in starts}
    for day, row in standing.items():
        seats = wanted.get(day, row.taken)
        if seats < row.taken:
            raise OfferIsIncomplete(
                sentence(
                    "%(taken)d seats are taken already, so there are at least as many.", taken=row.taken
                ),
                field="starts",
            )
        row.seats = seats
        row.save(update_fields=["seats"])
    OfferStart.objects.bulk_create(
        OfferStart(offer=offer, starts_on=day, seats=seats)
        for day, seats in wanted.items()
        if day not in standing
    )


def note(action: str, offer: Offer, by: Actor, at: datetime) -> None:
    """Append to the log that something was done with an offer."""
    audit.record_many(
        action=f"offers.{action}", municipality_id=offer.municipality_id, subject_id=offer.pk, by=by, at=at
    )


def _say(offer: Offer, facts: OfferFacts) -> None:
    for name, value in asdict(facts).items():
        setattr(offer, name, list(value) if isinstance(value, tuple) else value)


def _must_be_whole(facts: OfferFacts) -> None:
    if not facts.needs:
        raise OfferIsIncomplete(sentence("Choose at least one need that it answers."), field="needs")
    if facts.from_age and facts.to_age and facts.to_age < facts.from_age:
        raise OfferIsIncomplete(sentence("The oldest age is not below the youngest."), field="to_age")
    if not (facts.contact_phone or facts.contact_email):
        raise OfferIsIncomplete(sentence("Give a telephone or an e-mail address."), field="contact_phone")


def day_of(municipality_id: UUID, at: datetime) -> date:
    """The day it is there."""
    return organisations.home(municipality_id).day(at)
