"""An offer, a need and a seat as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.kernel.activities import ActivityKind
from stafet.offers import api as offers
from stafet.offers.api import (
    OFFER,
    SEAT,
    EntryCondition,
    Fit,
    Need,
    OfferMove,
    OfferState,
    Payer,
    SeatMove,
    SeatState,
)
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.components.work import WorkRow
from stafet.web.lanes import KINDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DO_OFFER: Mapping[OfferMove, StrOrPromise] = {
    OfferMove.PAUSE: gettext_lazy("Pause the offer"),
    OfferMove.RESUME: gettext_lazy("Open the offer again"),
    OfferMove.CLOSE: gettext_lazy("Close the offer"),
}
OFFER_MEANS: Mapping[OfferMove, StrOrPromise] = {
    OfferMove.PAUSE: gettext_lazy(
        "It is not found any more until you open it again. Whoever has a seat keeps it."
    ),
    OfferMove.RESUME: gettext_lazy("It is found again, and seats can be held."),
    OfferMove.CLOSE: gettext_lazy("It is not offered any more. Whoever has a seat keeps it."),
}
DO_SEAT: Mapping[SeatMove, StrOrPromise] = {
    SeatMove.PROPOSE: gettext_lazy("Hold a seat"),
    SeatMove.ACCEPT: gettext_lazy("The provider has said yes"),
    SeatMove.DECLINE: gettext_lazy("The provider has said no"),
    SeatMove.START: gettext_lazy("They have started"),
    SeatMove.END: gettext_lazy("They have ended"),
    SeatMove.WITHDRAW: gettext_lazy("Take them off"),
}
"""What can be done with a seat, on buttons."""

SEAT_MEANS: Mapping[SeatMove, StrOrPromise] = {
    SeatMove.PROPOSE: gettext_lazy(
        "The seat is theirs until the provider has answered. Nobody else gets it."
    ),
    SeatMove.ACCEPT: gettext_lazy("They have the seat and begin on the day of the start."),
    SeatMove.DECLINE: gettext_lazy("The seat is free again. The need stays open."),
    SeatMove.START: gettext_lazy("That closes the need: they have an offer."),
    SeatMove.END: gettext_lazy(
        "The seat is free again. If they need another offer, write the need down anew."
    ),
    SeatMove.WITHDRAW: gettext_lazy(
        "Their place in the line and their seat are given up. The need stays open."
    ),
}
"""What each of them means."""

_FITS: Mapping[Fit, StrOrPromise] = {
    Fit.FITS: gettext_lazy("The entry fits."),
    Fit.DOES_NOT: gettext_lazy("The entry does not fit:"),
    Fit.CANNOT_TELL: gettext_lazy("To be found out:"),
}


def need_words(needs: Iterable[str]) -> str:
    """Several needs in a row."""
    return " · ".join(str(Need(each).label) for each in needs)


def offer_row(line: offers.OfferLine) -> WorkRow:
    """An offer in the catalogue: what it answers, when one can begin, and that it may not be right."""
    offer, href = line.offer, reverse("offer", args=[line.offer.pk])
    return WorkRow(
        name=offer.title,
        href=href,
        detail=where(offer),
        why=_sentences(stale_words(line), f"{need_words(offer.needs)}.", starts_words(line)),
        action=Action(gettext("Look at it"), href),
    )


def match_words(match: offers.OfferMatch) -> str:
    """What an offer answers of what somebody needs, the entry check, and when one can begin."""
    line = match.line
    answers = f"{need_words(match.answers)}."
    return _sentences(stale_words(line), answers, entry_words(match.check), starts_words(line))


def where(offer: offers.Offer) -> str:
    """Who offers it, and in which town."""
    return f"{offer.provider.name}, {offer.town}"


def starts_words(line: offers.OfferLine) -> str:
    """When one can begin next, and how many seats are free then."""
    state, first = OfferState(line.offer.state), line.next_free
    if state is not OfferState.ACTIVE:
        return str(state.label)
    if first is None:
        return gettext("No seat is free; there is a waiting list.")
    free = ngettext("%(count)d free seat", "%(count)d free seats", first.free) % {"count": first.free}
    return gettext("%(start)s: %(free)s") % {"start": start_words(first), "free": free}


def start_words(start: offers.OfferStart) -> str:
    """A day, or any."""
    return gettext("Begins at any time") if start.starts_on is None else write_day(start.starts_on)


def stale_words(line: offers.OfferLine) -> str:
    """That nobody has confirmed it for too long; empty when somebody has."""
    if not line.is_stale:
        return ""
    return gettext("Not confirmed since %(day)s: call before you count on it.") % {
        "day": write_day(line.offer.confirmed_at.date())
    }


def entry_words(check: offers.EntryCheck) -> str:
    """What the entry check says, with its reasons."""
    return " ".join((str(_FITS[check.fit]), *(say(reason) for reason in check.reasons)))


def offer_facts(line: offers.OfferLine) -> Facts:
    """Everything that stands in the catalogue about one offer."""
    offer = line.offer
    contact = " · ".join(filter(None, (offer.contact_name, offer.contact_phone, offer.contact_email)))
    items = (
        (gettext("What it answers"), need_words(offer.needs)),
        (gettext("For whom"), offer.target),
        (gettext("Kind"), str(KINDS[ActivityKind(offer.kind)])),
        (gettext("Where"), where(offer)),
        (gettext("Entry"), _entry(offer)),
        (gettext("Help with the language"), offer.language_support),
        (gettext("What it costs"), _price(offer)),
        (gettext("Whom to call"), contact),
        (gettext("Offered until"), write_day(offer.valid_until) if offer.valid_until else ""),
        (gettext("Confirmed"), write_day(offer.confirmed_at.date())),
    )
    return Facts(gettext("The offer"), tuple(Fact(term, value) for term, value in items if value))


def starts_table(line: offers.OfferLine) -> Table | None:
    """When one can begin and how many seats are free."""
    if not line.starts:
        return None
    columns = (
        Column(gettext("Start")),
        Column(gettext("Seats"), numeric=True),
        Column(gettext("Free"), numeric=True),
    )
    rows = [(start_words(each), write_number(each.seats), write_number(each.free)) for each in line.starts]
    return make_table(gettext("When one can begin"), columns, rows)


def offer_acts(offer: offers.Offer) -> tuple[Action, ...]:
    """What whoever keeps it can do with it now."""
    args = [offer.pk]
    moves = (
        Action(str(DO_OFFER[move]), reverse("move_offer", args=[offer.pk, move.value]))
        for move in OFFER.moves_from(OfferState(offer.state))
    )
    return (
        Action(gettext("It is still right"), reverse("confirm_offer", args=args)),
        Action(gettext("Change the offer"), reverse("change_offer", args=args)),
        Action(gettext("Ask the provider by e-mail"), reverse("send_offer_link", args=args)),
        *moves,
    )


def seat_row(seat: offers.Seat, *, today: date, name: str, href: str, writes: bool) -> WorkRow:
    """Where somebody stands with an offer, and what can be done about it now."""
    acts = seat_acts(seat) if writes else ()
    return WorkRow(
        name=name,
        href=href,
        detail=where(seat.offer) if name == seat.offer.title else "",
        why=seat_words(seat),
        since=_waited(seat, today),
        action=acts[0] if acts else None,
        more=acts[1:],
    )


def seat_words(seat: offers.Seat) -> str:
    """Where it stands, for which start, and what came of it."""
    state = SeatState(seat.state)
    said = [str(state.label)]
    if seat.start is not None and state in offers.LIVE:
        said.append(start_words(seat.start))
    if seat.outcome:
        said.append(seat.outcome)
    return ". ".join(said) + "."


def seat_acts(seat: offers.Seat) -> tuple[Action, ...]:
    """What can become of a seat now."""
    return tuple(
        Action(str(DO_SEAT[move]), reverse("move_seat", args=[seat.pk, move.value]))
        for move in SEAT.moves_from(SeatState(seat.state))
    )


def days_words(days: int) -> str:
    """How long somebody has waited."""
    return ngettext("For %(count)d day.", "For %(count)d days.", days) % {"count": days}


def _sentences(*said: str) -> str:
    return " ".join(filter(None, said))


def _waited(seat: offers.Seat, today: date) -> str:
    if seat.state != SeatState.WAITING:
        return ""
    return days_words((today - seat.waiting_since).days)


def _entry(offer: offers.Offer) -> str:
    said: list[str] = []
    if offer.from_age is not None and offer.to_age is not None:
        ages = {"from": offer.from_age, "to": offer.to_age}
        said.append(gettext("%(from)d to %(to)d years") % ages)
    elif offer.from_age is not None:
        said.append(gettext("from %(age)d years") % {"age": offer.from_age})
    elif offer.to_age is not None:
        said.append(gettext("up to %(age)d years") % {"age": offer.to_age})
    if offer.from_grade is not None:
        said.append(gettext("grade %(grade)d completed") % {"grade": offer.from_grade})
    said += [str(EntryCondition(each).label) for each in offer.conditions]
    return " · ".join(filter(None, (*said, offer.entry_words)))


def _price(offer: offers.Offer) -> str:
    payer = str(Payer(offer.payer).label)
    if offer.price_per_week is None:
        return gettext("Paid by: %(payer)s") % {"payer": payer}
    return gettext("%(price)s a week. Paid by: %(payer)s") % {
        "price": write_number(round(offer.price_per_week)),
        "payer": payer,
    }
