"""Keeping the catalogue: writing an offer down, changing it, saying that it is still right, pausing and closing it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.offers import api as offers
from stafet.offers.api import OFFER, OfferMove, OfferState
from stafet.organisations import api as organisations
from stafet.web import offer_parts
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.offer_forms import OfferForm, button, known_offer
from stafet.web.offers import line_or_404, may_add
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN


@page(allow=WRITE, writes=True)
def add_offer(request: PageRequest) -> HttpResponse:
    """One more offer in the catalogue."""
    if not may_add(request):
        raise Http404
    form = OfferForm(request.POST or None, providers=_providers(request))
    if request.method == "POST" and form.is_valid():
        provider = organisations.Organisation.objects.get(pk=form.cleaned_data["provider"])
        try:
            made = offers.add_offer(
                provider=provider,
                facts=form.facts(),
                starts=form.drafts(),
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("The offer is in the catalogue."), reverse("offer", args=[made.pk]))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What do you offer?"),
        lead=gettext("Everybody who works with young people in the municipality finds it."),
        back=Action(gettext("Back to the offers"), reverse("offers")),
        do=gettext("Put it in the catalogue"),
        sections=_sections(),
    )
    return ask(request, act, form)


@page(allow=WRITE, writes=True)
def change_offer(request: PageRequest, offer_id: UUID) -> HttpResponse:
    """Say it anew; what is said is thereby confirmed."""
    line = _kept_line_or_404(request, offer_id)
    provider = [place for place in _providers(request) if place.organisation_id == line.offer.provider_id]
    form = OfferForm(
        request.POST or None,
        providers=provider or organisations.places([line.offer.provider_id]),
        initial=known_offer(line.offer, line.starts),
    )
    if request.method == "POST" and form.is_valid():
        try:
            offers.change_offer(
                offer=line.offer,
                facts=form.facts(),
                starts=form.drafts(),
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("It stands in the catalogue."), reverse("offer", args=[offer_id]))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What is different about “%(offer)s”?") % {"offer": line.offer.title},
        lead=gettext("What you save is confirmed by you today."),
        back=_back(line.offer),
        do=gettext("Save the offer"),
        sections=_sections(),
    )
    return ask(request, act, form)


@page(allow=WRITE, writes=True)
def confirm_offer(request: PageRequest, offer_id: UUID) -> HttpResponse:
    """All of it is true: one button."""
    line = _kept_line_or_404(request, offer_id)
    if request.method == "POST":
        offers.confirm_offer(offer=line.offer, by=request.actor, at=request.at)
        return done(request, gettext("It is confirmed by you today."), reverse("offer", args=[offer_id]))
    act = Act(
        heading=gettext("Is “%(offer)s” still right?") % {"offer": line.offer.title},
        lead=offer_parts.starts_words(line),
        back=_back(line.offer),
        do=gettext("Yes, all of it is right"),
        facts=offer_parts.offer_facts(line),
    )
    return ask(request, act, button(request))


@page(allow=WRITE, writes=True)
def send_offer_link(request: PageRequest, offer_id: UUID) -> HttpResponse:
    """Ask the provider now, by a link that needs no account."""
    line = _kept_line_or_404(request, offer_id)
    form = button(request)
    if request.method == "POST" and form.is_valid():
        try:
            offers.send_offer_link(offer=line.offer, by=request.actor, at=request.at)
            return done(request, gettext("They are asked by e-mail."), reverse("offer", args=[offer_id]))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Ask whether “%(offer)s” is still right") % {"offer": line.offer.title},
        lead=gettext(
            "%(name)s gets a link that works once, for two weeks, without an account. They say in two minutes what is free and whom to call."
        )
        % {"name": line.offer.contact_name},
        back=_back(line.offer),
        do=gettext("Send the link"),
    )
    return ask(request, act, form)


@page(allow=WRITE, writes=True)
def move_offer(request: PageRequest, offer_id: UUID, offer_move: str) -> HttpResponse:
    """Pause it, open it again, close it."""
    line = _kept_line_or_404(request, offer_id)
    if offer_move not in OfferMove.values:
        raise Http404
    wanted, form = OfferMove(offer_move), button(request)
    if request.method == "POST" and form.is_valid():
        try:
            offers.move_offer(offer=line.offer, move=wanted, by=request.actor, at=request.at)
            return done(request, gettext("It stands in the catalogue."), reverse("offer", args=[offer_id]))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=f"{offer_parts.DO_OFFER[wanted]}: {line.offer.title}",
        lead=str(offer_parts.OFFER_MEANS[wanted]),
        back=_back(line.offer),
        do=str(offer_parts.DO_OFFER[wanted]),
        settled=_not_now(line.offer, wanted),
    )
    return ask(request, act, form)


def _kept_line_or_404(request: PageRequest, offer_id: UUID) -> offers.OfferLine:
    line = line_or_404(request, offer_id)
    if not offers.can_keep_offer(request.actor, line.offer):
        raise Http404
    return line


def _providers(request: PageRequest) -> Sequence[organisations.Place]:
    """For whom the reader writes: where they work, and for whoever organises the municipality, everybody in it."""
    where = set(access.organisations_where(request.actor, access.Permission.HOLD))
    towns = offers.organising_in(request.actor)
    running = organisations.Organisation.objects.running_on(request.today).filter(municipality_id__in=towns)
    return organisations.places(where | set(running.values_list("pk", flat=True)))


def _sections() -> tuple[Section, ...]:
    entry = ("from_age", "to_age", "from_grade", "conditions", "entry_words", "language_support")
    contact = ("contact_name", "contact_phone", "contact_email", "valid_until")
    return (
        Section("", ("provider", "title", "kind", "needs", "target", "words", "town")),
        Section(gettext("When, and how many"), ("any_time", "starts")),
        Section(gettext("Who may enter"), entry, gettext("Leave empty what does not matter.")),
        Section(gettext("What it costs"), ("payer", "price_per_week")),
        Section(gettext("Whom to call"), contact),
    )


def _not_now(offer: offers.Offer, move: OfferMove) -> Notice | None:
    state = OfferState(offer.state)
    if OFFER.is_allowed(state, move):
        return None
    return Notice(Tone.INFO, gettext("The offer is “%(state)s” now.") % {"state": state.label})


def _back(offer: offers.Offer) -> Action:
    return Action(gettext("Back to the offer"), reverse("offer", args=[offer.pk]))
