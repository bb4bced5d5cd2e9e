"""Which offer of the catalogue could be it? Offers as possibilities of a break-off, the seat there, and what it became."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.offers import api as offers
from stafet.offers.api import Need, OfferSearch, SeatMove, SeatState
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import SeatNews
from stafet.web import case_parts, offer_parts
from stafet.web.acting import NothingToFillIn
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.case_acts import act_on_case, back_to_case, option_or_404, sections_with_step, view_or_404
from stafet.web.case_forms import FollowForm, OfferOptionForm
from stafet.web.components.parts import Action, Choice, Empty, Filters, Notice, Question, Search, Tone
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.offers import line_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
HOLD = access.Permission.HOLD
_ANY = "any"


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, asks=True)
def case_offers(request: PageRequest, case_id: UUID) -> HttpResponse:
    """The offers that answer what they need, or any need, or some words, each with its entry check."""
    view = view_or_404(request, case_id)
    words = request.POST.get("search", "").strip()
    open_need = offers.need_of(view.case.person_id)
    answers = request.POST if "need" in request.POST else request.GET
    asked = answers.get("need", "" if open_need and not words else _ANY)
    taken = {option.offer_id for option in view.options if option.state != rechoice.OptionState.LEFT}
    found = _matches(request, view, asked, words)
    context = {
        "case": view.case,
        "need": offer_parts.need_words(open_need.needs) if open_need else "",
        "search": Search(
            action=f"{reverse('case_offers', args=[case_id])}?need={_ANY}",
            label=gettext("What are you looking for?"),
            value=words,
            hint=gettext(
                "A trade, a subject, a provider. Not a young person’s name: offers are about nobody."
            ),
        ),
        "filters": _filters(case_id, asked, words, has_need=open_need is not None),
        "work": WorkList(
            heading=gettext("Offers"),
            rows=tuple(_row(case_id, match) for match in found if match.line.offer.pk not in taken),
            empty=Empty(
                gettext("No other offer answers this"),
                gettext("Ask for any need, or write down a possibility that is in no catalogue."),
                Action(gettext("Write down a possibility"), reverse("add_option", args=[case_id])),
            ),
            name="offers",
        ),
    }
    return render(request, "rechoice/offers.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def add_offer_option(request: PageRequest, case_id: UUID, picked_offer_id: UUID) -> HttpResponse:
    """This offer is a possibility; and a seat is asked for there, if they want one already."""
    found, line = view_or_404(request, case_id).case, line_or_404(request, picked_offer_id)
    form = OfferOptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            option = rechoice.add_offer_option(
                case=found,
                offer=line.offer,
                asks_for_seat=form.cleaned_data["seat"] == "ask",
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("It is written down."), _after_asking(option, line))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Could “%(offer)s” be it?") % {"offer": line.offer.title},
        lead=offer_parts.entry_words(_check(request, found.person_id, line.offer)),
        back=Action(gettext("Back to the offers"), reverse("case_offers", args=[case_id])),
        do=gettext("Save the possibility"),
        facts=offer_parts.offer_facts(line),
        notice=_stale(line),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def ask_for_seat(request: PageRequest, option_id: UUID) -> HttpResponse:
    """They want it: a place in the line, and a seat if one is free."""
    option = option_or_404(request, option_id)
    line = line_or_404(request, option.offer_id or UUID(int=0))
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = rechoice.ask_for_seat(option=option, by=request.actor, at=request.at)
            return done(request, gettext("They are on the waiting list."), _after_asking(asked, line))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Ask for a seat at “%(offer)s”?") % {"offer": line.offer.title},
        lead=offer_parts.entry_words(_check(request, option.person_id, line.offer)),
        back=back_to_case(option.case_id),
        do=gettext("Put them on the waiting list"),
        facts=offer_parts.offer_facts(line),
        notice=_stale(line),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def follow_seat(request: PageRequest, option_id: UUID) -> HttpResponse:
    """What happened at the offer becomes true of the break-off, with one button."""
    option = option_or_404(request, option_id)
    news = rechoice.seat_news(option.case, option)
    form = FollowForm(
        request.POST if request.method == "POST" else None,
        request=request,
        option=option,
        ends_step=news in _ENDS_STEP or (news is SeatNews.RECEIVED and option.offered_on is None),
    )
    act = Act(
        heading=str(_ASKS[news]) if news else gettext("Does the break-off follow the seat?"),
        lead=f"{option.words}: {offer_parts.seat_words(option.seat)}" if option.seat else option.words,
        back=back_to_case(option.case_id),
        do=str(case_parts.FOLLOWS[news]) if news else "",
        sections=sections_with_step(form, ())[1:],
        settled=None if news else Notice(Tone.INFO, gettext("The possibility says what the seat says.")),
    )

    def do() -> None:
        step = form.next_step() if form.asks_for_step else None
        rechoice.follow_seat(option=option, next_step=step, by=request.actor, at=request.at)

    return act_on_case(request, act, form, do, option.case_id)


_ENDS_STEP = (SeatNews.OFFERED, SeatNews.STARTED)
_ASKS: Mapping[SeatNews, object] = {
    SeatNews.OFFERED: gettext_lazy("A seat is held. Does that count as an offer?"),
    SeatNews.RECEIVED: gettext_lazy("The provider has said yes. Does the break-off say so, too?"),
    SeatNews.STARTED: gettext_lazy("They have started. Is this what they have chosen?"),
    SeatNews.OVER: gettext_lazy("It came to nothing there. Do you look for something else?"),
}


def _matches(
    request: PageRequest, view: rechoice.CaseView, asked: str, words: str
) -> Iterable[offers.OfferMatch]:
    person_id = view.case.person_id
    if not asked and not words:
        return offers.offers_for(person_id, on=request.today, at=request.at)
    need = Need(asked) if asked in Need.values else None
    towns = {view.case.municipality_id} & offers.municipalities_of(request.actor)
    lines = offers.search_offers(
        OfferSearch(need=need, words=words), municipalities=towns, on=request.today, at=request.at
    )
    who = offers.applicant_of(person_id, on=request.today)
    return [
        offers.OfferMatch(
            line,
            tuple(Need(each) for each in line.offer.needs),
            offers.check_offer(line.offer, who),
        )
        for line in lines
    ]


def _filters(case_id: UUID, asked: str, words: str, *, has_need: bool) -> Filters:
    theirs: Sequence[Choice] = (Choice("", gettext("What they need"), not asked),) if has_need else ()
    any_need = Choice(_ANY, gettext("Anything"), asked == _ANY)
    needs = (Choice(each.value, str(each.label), asked == each.value) for each in Need)
    question = Question("need", gettext("What is needed?"), (*theirs, any_need, *needs))
    return Filters(action=reverse("case_offers", args=[case_id]), questions=(question,), searched=words)


def _row(case_id: UUID, match: offers.OfferMatch) -> WorkRow:
    offer = match.line.offer
    href = reverse("add_offer_option", args=[case_id, offer.pk])
    return WorkRow(
        name=offer.title,
        href=href,
        detail=offer_parts.where(offer),
        why=offer_parts.match_words(match),
        action=Action(gettext("This could be it"), href),
    )


def _after_asking(option: rechoice.Option, line: offers.OfferLine) -> str:
    """Where a seat is free and they wait for it, holding it is the next page."""
    if option.seat is not None and option.seat.state == SeatState.WAITING and line.next_free:
        return reverse("move_seat", args=[option.seat.pk, SeatMove.PROPOSE.value])
    return reverse("case", args=[option.case_id])


def _check(request: PageRequest, person_id: UUID, offer: offers.Offer) -> offers.EntryCheck:
    return offers.check_offer(offer, offers.applicant_of(person_id, on=request.today))


def _stale(line: offers.OfferLine) -> Notice | None:
    words = offer_parts.stale_words(line)
    return Notice(Tone.WARNING, words) if words else None
