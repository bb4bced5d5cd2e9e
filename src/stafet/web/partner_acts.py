"""Keeping the bank of partners: written down, changed, shared with another municipality, answered there."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext

from stafet.access import api as access
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import Partner
from stafet.kernel.sentences import SentenceError
from stafet.offers import api as offers
from stafet.web.acting import carry_out
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.parts import Action
from stafet.web.components.tables import Fact, Facts
from stafet.web.partner_forms import AgreePartnerForm, PartnerForm, SharePartnerForm, known_partner
from stafet.web.partners import kept_partner_or_404, partner_or_404
from stafet.web.registry import PageRequest, page

WRITE, ORGANISE = access.Permission.WRITE_PLAN, access.Permission.ORGANISE
_ABOUT = ("name", "kind", "town", "offers", "capacity")


@page(allow=WRITE, writes=True)
def add_partner(request: PageRequest) -> HttpResponse:
    """One more partner."""
    towns = sorted(offers.municipalities_of(request.actor))
    if not towns:
        raise Http404
    initial = {"capacity": 2, "language": (get_language() or "da")[:2]}
    form = PartnerForm(request.POST or None, town=towns[0], today=request.today, initial=initial)
    act = Act(
        heading=gettext("Who likes to receive a class, or to come?"),
        lead=gettext(
            "Companies, schools, associations, public workplaces. Ask them first whether they want to stand here."
        ),
        back=_to_bank(),
        do=gettext("Put it in the bank"),
        sections=_sections(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = classcourses.add_partner(
                municipality_id=towns[0], facts=form.facts(), by=request.actor, at=request.at
            )
            return done(request, gettext("It stands in the bank."), reverse("class_partner", args=[made.pk]))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=WRITE, writes=True)
def change_partner(request: PageRequest, class_partner_id: UUID) -> HttpResponse:
    """Something about it is different, or it has said yes or no."""
    row = kept_partner_or_404(request, class_partner_id)
    form = PartnerForm(
        request.POST or None, town=row.municipality_id, today=request.today, initial=known_partner(row)
    )
    act = Act(
        heading=gettext("What is different about %(partner)s?") % {"partner": row.name},
        back=_to_partner(row),
        do=gettext("Save it"),
        sections=_sections(),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: classcourses.change_partner(partner=row, facts=form.facts(), by=request.actor, at=request.at),
        said=gettext("It is saved."),
        where=act.back.href,
    )


@page(allow=ORGANISE, writes=True)
def share_partner(request: PageRequest, class_partner_id: UUID) -> HttpResponse:
    """Offer a partner to another municipality's schools."""
    row = kept_partner_or_404(request, class_partner_id)
    if row.municipality_id not in offers.organising_in(request.actor):
        raise Http404
    form = SharePartnerForm(request.POST or None, own=row.municipality_id)
    act = Act(
        heading=gettext("Who may ask %(partner)s, too?") % {"partner": row.name},
        lead=gettext(
            "The other municipality agrees first. Their visits count among those the partner offers."
        ),
        back=_to_partner(row),
        do=gettext("Offer it"),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: classcourses.share_partner(
            partner=row, municipality_id=form.cleaned_data["town"], by=request.actor, at=request.at
        ),
        said=gettext("The municipality is asked."),
        where=act.back.href,
    )


@page(allow=ORGANISE, writes=True)
def answer_share(request: PageRequest, class_partner_id: UUID) -> HttpResponse:
    """The office of the other municipality answers."""
    row = partner_or_404(request, class_partner_id)
    share = classcourses.asked_partner_shares(request.actor).filter(partner=row).first()
    if share is None:
        raise Http404
    form = AgreePartnerForm(request.POST or None)
    act = Act(
        heading=gettext("May your schools ask %(partner)s?") % {"partner": row.name},
        facts=Facts(
            row.name, (Fact(gettext("Where"), row.town), Fact(gettext("What they offer"), row.offers))
        ),
        back=_to_bank(),
        do=gettext("Send the answer"),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: classcourses.answer_partner_share(
            share=share,
            is_agreed=form.cleaned_data["answer"] == "yes",
            by=request.actor,
            at=request.at,
        ),
        said=gettext("The answer is saved."),
        where=act.back.href,
    )


def _to_bank() -> Action:
    return Action(gettext("Back to the partners"), reverse("class_partners"))


def _to_partner(row: Partner) -> Action:
    return Action(gettext("Back to the partner"), reverse("class_partner", args=[row.pk]))


def _sections() -> tuple[Section, ...]:
    rest = tuple(name for name in PartnerForm.base_fields if name not in _ABOUT)
    return (
        Section(gettext("The partner"), _ABOUT),
        Section(gettext("Whom one writes to, and their yes"), rest),
    )
