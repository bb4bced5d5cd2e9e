"""The provider is asked whether an offer is still right, by a link that works once and needs no account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.offers.actions.keeping import StartDraft, confirmed, day_of, keepable, note, put_starts
from stafet.offers.errors import ChangedByNow, OfferIsIncomplete
from stafet.offers.models import Offer
from stafet.offers.states import OFFER, OfferMove, OfferState


@dataclass(frozen=True, slots=True)
class ProviderAnswer:
    """What a provider says by the link: the seats and whom to call; or that it is not offered any more."""

    starts: tuple[StartDraft, ...]
    contact_name: str
    contact_phone: str
    contact_email: str
    is_offered: bool = True


@audit.action
def remind_providers(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Ask about every offer that nobody has confirmed for long, once until the link has run out. Returns how many.

    Only in the scope of a job. Two clocks at once ask once: each takes the rows that the other has not.
    """
    today = day_of(municipality_id, at)
    asked_after = timedelta(days=rules.value("stafet.offer.remind_after", on=today))
    due = (
        Offer.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .filter(
            Q(link_expires_at=None) | Q(link_expires_at__lte=at),
            Q(valid_until=None) | Q(valid_until__gte=today),
            municipality_id=municipality_id,
            state=OfferState.ACTIVE,
            confirmed_at__lte=at - asked_after,
        )
        .exclude(contact_email="")
        .order_by("pk")
    )
    return _ask(list(due), today, by=by, at=at)


@audit.action
def send_offer_link(*, offer: Offer, by: Actor, at: datetime) -> None:
    """Ask the provider now; an earlier link opens nothing any more. Raises ``NotYours``, ``OfferIsIncomplete``."""
    locked = keepable(offer, by)
    if not locked.contact_email:
        raise OfferIsIncomplete(sentence("There is no e-mail address to send it to. Write one down first."))
    _ask([locked], day_of(locked.municipality_id, at), by=by, at=at)
    note("send_offer_link", locked, by, at)


def offer_of_link(link: str, *, at: datetime) -> Offer | None:
    """The offer that a link still opens. A link names no person and opens nothing but the offer's own seats."""
    key = messages.linked_to(link)
    if key is None:
        return None
    return Offer.objects.select_related("provider").filter(link_id=key, link_expires_at__gt=at).first()


@audit.action
def answer_link(*, link_id: UUID, answer: ProviderAnswer, by: Actor, at: datetime) -> None:
    """The provider has answered; the link opens nothing from now on. Raises ``ChangedByNow``, ``OfferIsIncomplete``."""
    rows = Offer.objects.select_for_update(of=("self",), no_key=True)
    offer = rows.filter(link_id=link_id, link_expires_at__gt=at).first()
    if offer is None or by != SYSTEM:
        raise ChangedByNow(sentence("This link was used already, or has run out."))
    if answer.is_offered:
        offer.contact_name, offer.contact_phone = answer.contact_name, answer.contact_phone
        offer.contact_email = answer.contact_email
        put_starts(offer, answer.starts)
    else:
        offer.state = OFFER.after(OfferState(offer.state), OfferMove.CLOSE)
    confirmed(offer, at)
    note("answer_link", offer, by, at)


def _ask(offers: Iterable[Offer], today: date, *, by: Actor, at: datetime) -> int:
    works = timedelta(days=rules.value("stafet.offer.link_works_for", on=today))
    asked = list(offers)
    for offer in asked:
        offer.link_id, offer.link_expires_at = uuid7(), at + works
    Offer.objects.bulk_update(asked, ["link_id", "link_expires_at"])
    for offer in asked:
        if offer.link_id is not None:
            messages.queue_message(
                template=messages.Template.OFFER_REMINDER,
                to=[messages.Recipient(offer.pk, offer.contact_email, offer.language)],
                about=offer.link_id,
                by=by,
                at=at,
            )
    return len(asked)
