"""What does this young person need, and which offer fits? The need, the offers beside it, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.offers import api as offers
from stafet.offers.api import SEAT, NeedMove, NeedState, OfferStart, SeatMove, SeatState
from stafet.rechoice import api as rechoice
from stafet.web import offer_parts
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.finding import person_or_404
from stafet.web.offer_forms import CloseNeedForm, NeedForm, SeatForm, button
from stafet.web.offers import line_or_404
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN


@page(purpose=GUIDANCE, classes="AD")
def person_offers(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The need, where they stand with offers, and what else would fit, with the words of the entry check."""
    identity = identity_or_404(request, person_id)
    need, writes = offers.need_of(person_id), offers.can_place(request.actor)
    seats = offers.seats_of(person_id)
    context = {
        "need": need,
        "need_words": offer_parts.need_words(need.needs) if need else "",
        "need_since": _since(request, need) if need else "",
        "need_acts": _need_acts(person_id, need) if writes else (),
        "seats": WorkList(
            heading=gettext("Where they stand"),
            rows=tuple(
                offer_parts.seat_row(
                    seat,
                    today=request.today,
                    name=seat.offer.title,
                    href=reverse("offer", args=[seat.offer_id]) if writes else "",
                    writes=writes,
                )
                for seat in seats
            ),
            empty=Empty(gettext("On no list and at no offer"), ""),
            name="seats",
        ),
        "matches": _matches(request, person_id, seats) if need and writes else None,
        "past": [
            (
                each.outcome or gettext("written twice; the other one goes on"),
                offer_parts.need_words(each.needs),
            )
            for each in offers.past_needs_of(person_id)
        ],
    }
    return render(request, "offers/person.html", context | around(request, identity, "person_offers"))


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def write_need(request: PageRequest, person_id: UUID) -> HttpResponse:
    """That they need an offer, and for what; or that it is something else by now."""
    person = person_or_404(request, person_id)
    known = offers.need_of(person_id)
    form = NeedForm(
        request.POST or None, initial={"needs": known.needs, "words": known.words} if known else {}
    )
    if request.method == "POST" and form.is_valid():
        try:
            offers.open_need(
                person=person,
                needs=map(offers.Need, form.cleaned_data["needs"]),
                words=form.cleaned_data["words"],
                on=request.today,
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("It is written down. Here is what would fit."), _home(person_id))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What does %(name)s need?") % {"name": person.name},
        lead=gettext("From today on the days are counted until they have started somewhere.")
        if not known
        else "",
        back=_back(person_id),
        do=gettext("Save what they need"),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def close_need(request: PageRequest, need_id: UUID) -> HttpResponse:
    """They need no offer any more, and why."""
    seen = offers.OfferNeed.objects.filter(access.visible(DataClass.PROCESS))
    need = get_object_or_404(seen, pk=need_id)
    request.saw(need.person_id)
    form = CloseNeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            offers.close_need(
                need=need,
                move=NeedMove(form.cleaned_data["move"]),
                outcome=form.cleaned_data["outcome"],
                on=request.today,
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("The need is closed."), _home(need.person_id))
        except SentenceError as error:
            refuse(form, error)
    state = NeedState(need.state)
    act = Act(
        heading=gettext("Do they need no offer any more?"),
        lead=gettext("Whoever starts at an offer here needs nothing closed: that happens by itself."),
        back=_back(need.person_id),
        do=gettext("Close the need"),
        settled=None if state is NeedState.OPEN else Notice(Tone.INFO, f"{state.label}: {need.outcome}"),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def wait_for_offer(request: PageRequest, person_id: UUID, offer_id: UUID) -> HttpResponse:
    """Put somebody on the list of an offer. If a seat is free, holding it is the next page."""
    person, line = person_or_404(request, person_id), line_or_404(request, offer_id)
    form = button(request)
    check = offers.check_offer(line.offer, offers.applicant_of(person_id, on=request.today))
    if request.method == "POST" and form.is_valid():
        try:
            seat = offers.wait_for_offer(person=person, offer=line.offer, by=request.actor, at=request.at)
            words = gettext("They are on the waiting list.")
            if line.next_free and seat.state == SeatState.WAITING:
                return done(request, words, reverse("move_seat", args=[seat.pk, SeatMove.PROPOSE.value]))
            return done(request, words, _home(person_id))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("%(name)s: “%(offer)s”") % {"name": person.name, "offer": line.offer.title},
        lead=offer_parts.entry_words(check),
        back=_back(person_id),
        do=gettext("Put them on the waiting list"),
        facts=offer_parts.offer_facts(line),
        notice=_stale(line),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def move_seat(request: PageRequest, seat_id: UUID, seat_move: str) -> HttpResponse:
    """What becomes of a seat: held, answered by the provider, started, ended, taken off."""
    if seat_move not in SeatMove.values:
        raise Http404
    seat, move = _seat_or_404(request, seat_id), SeatMove(seat_move)
    line = line_or_404(request, seat.offer_id)
    form = SeatForm(
        request.POST or None,
        move=move,
        starts=[start for start in line.starts if start.free > 0],
        somebody_waits=offers.waits_longer(seat),
        today=request.today,
    )
    if request.method == "POST" and form.is_valid():
        try:
            _MOVES[move](seat=seat, by=request.actor, at=request.at, **_told(form))
            return done(request, gettext("It is written down."), _after(request, seat))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=f"{offer_parts.DO_SEAT[move]}: {seat.offer.title}",
        lead=str(offer_parts.SEAT_MEANS[move]),
        back=_back(seat.person_id),
        do=str(offer_parts.DO_SEAT[move]),
        settled=_not_now(seat, move, line),
    )
    return ask(request, act, form)


_MOVES: Mapping[SeatMove, Any] = {
    SeatMove.PROPOSE: offers.propose_seat,
    SeatMove.ACCEPT: offers.accept_seat,
    SeatMove.DECLINE: offers.decline_seat,
    SeatMove.START: offers.start_seat,
    SeatMove.END: offers.end_seat,
    SeatMove.WITHDRAW: offers.withdraw_seat,
}


def _after(request: PageRequest, seat: offers.Seat) -> str:
    """Where the seat is a possibility of a break-off, that follows it at once; else back to where they stand."""
    works = rechoice.can_work_on_cases(request.actor)
    option = rechoice.option_of_seat(seat.pk) if works else None
    if option is None:
        return _home(seat.person_id)
    if rechoice.seat_news(option.case, option) is not None:
        return reverse("follow_seat", args=[option.pk])
    return reverse("case", args=[option.case_id])


def _told(form: SeatForm) -> dict[str, object]:
    said = dict(form.cleaned_data)
    if "start" in said:
        said["start"] = OfferStart.objects.get(pk=said["start"])
    return said


def _not_now(seat: offers.Seat, move: SeatMove, line: offers.OfferLine) -> Notice | None:
    state = SeatState(seat.state)
    if not SEAT.is_allowed(state, move):
        return Notice(Tone.INFO, gettext("This is “%(state)s” now.") % {"state": state.label})
    if move is SeatMove.PROPOSE and line.next_free is None:
        words = gettext("They stay on the list and keep their place in it. Look at what else would fit.")
        return Notice(Tone.INFO, gettext("No seat is free now."), words)
    return None


def _matches(request: PageRequest, person_id: UUID, seats: Iterable[offers.Seat]) -> WorkList:
    there = {seat.offer_id for seat in seats if seat.state in offers.LIVE}
    found = offers.offers_for(person_id, on=request.today, at=request.at)
    return WorkList(
        heading=gettext("What would fit"),
        rows=tuple(_match_row(match, person_id) for match in found if match.line.offer.pk not in there),
        empty=Empty(
            gettext("No offer answers this need"),
            gettext("Look through all offers, or write down the one that is missing."),
            Action(gettext("All offers"), reverse("offers")),
        ),
        name="matches",
    )


def _match_row(match: offers.OfferMatch, person_id: UUID) -> WorkRow:
    line = match.line
    return WorkRow(
        name=line.offer.title,
        href=reverse("offer", args=[line.offer.pk]),
        detail=offer_parts.where(line.offer),
        why=offer_parts.match_words(match),
        action=Action(
            gettext("Put them on the waiting list"),
            reverse("wait_for_offer", args=[person_id, line.offer.pk]),
        ),
    )


def _since(request: PageRequest, need: offers.OfferNeed) -> str:
    days = offer_parts.days_words((request.today - need.opened_on).days)
    by = need.opened_by.name if need.opened_by else gettext("Stafet")
    written = gettext("Written down by %(name)s on %(day)s.") % {"name": by, "day": write_day(need.opened_on)}
    return f"{days} {written}"


def _need_acts(person_id: UUID, need: offers.OfferNeed | None) -> tuple[Action, ...]:
    write = reverse("write_need", args=[person_id])
    if need is None:
        return (Action(gettext("Write down that they need an offer"), write),)
    close = Action(gettext("They need no offer any more"), reverse("close_need", args=[need.pk]))
    return (Action(gettext("Change what they need"), write), close)


def _seat_or_404(request: PageRequest, seat_id: UUID) -> offers.Seat:
    seen = offers.Seat.objects.filter(access.visible(DataClass.PROCESS))
    seat = get_object_or_404(seen.select_related("offer", "line_place"), pk=seat_id)
    request.saw(seat.person_id)
    return seat


def _stale(line: offers.OfferLine) -> Notice | None:
    words = offer_parts.stale_words(line)
    return Notice(Tone.WARNING, words) if words else None


def _home(person_id: UUID) -> str:
    return reverse("person_offers", args=[person_id])


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to their offers"), _home(person_id))
