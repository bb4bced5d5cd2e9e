"""Who joins a co-operation, takes part otherwise, leaves; and signs for themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from stafet.kernel.sentences import SentenceError
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import Level
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.administration import as_town
from stafet.web.components.parts import Notice, Tone
from stafet.web.cooperation_forms import DayForm, NewPartyForm, PartyForm, SignatureForm
from stafet.web.cooperation_parts import (
    ORGANISE,
    back_to,
    home_of,
    kept_or_404,
    kept_party_or_404,
    party_or_404,
)
from stafet.web.registry import PageRequest, page


@page(allow=ORGANISE, writes=True)
def add_party(request: PageRequest, partnership_id: UUID) -> HttpResponse:
    """Somebody joins."""
    row = kept_or_404(request, partnership_id)
    form = NewPartyForm(
        request.POST or None,
        rows=partnerships.organisations_to_join(row, on=request.today),
        initial={"joined_on": request.today, "level": Level.FULL.value},
    )
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(row.municipality_id):
                partnerships.add_party(
                    partnership=row,
                    facts=form.new_facts(),
                    joined_on=form.cleaned_data["joined_on"],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("It takes part."), home_of(row))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Who joins %(name)s?") % {"name": row.name},
        lead=gettext("A party of another municipality may be a name only: it need not be in Stafet."),
        back=back_to(row),
        do=gettext("It joins"),
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def change_party(request: PageRequest, party_id: UUID) -> HttpResponse:
    """It takes part otherwise, or somebody else is asked for."""
    party = kept_party_or_404(request, party_id)
    known = {
        "kind": party.kind,
        "level": party.level,
        "areas": party.areas,
        "contact": party.contact,
        "contact_at": party.contact_at,
    }
    form = PartyForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(party.municipality_id):
                partnerships.change_party(
                    party=party,
                    facts=form.facts(party.organisation_id, party.named),
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("It is changed."), home_of(party.partnership))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("How does %(name)s take part?") % {"name": str(party)},
        back=back_to(party.partnership),
        do=gettext("Save"),
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def end_party(request: PageRequest, party_id: UUID) -> HttpResponse:
    """It no longer takes part."""
    party = kept_party_or_404(request, party_id)
    form = DayForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(party.municipality_id):
                partnerships.end_party(
                    party=party, on=form.cleaned_data["on"], by=request.actor, at=request.at
                )
            return done(
                request, gettext("It no longer takes part from that day on."), home_of(party.partnership)
            )
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Does %(name)s no longer take part?") % {"name": str(party)},
        lead=gettext("What it has signed stays. It may join again."),
        back=back_to(party.partnership),
        do=gettext("It leaves"),
        settled=Notice(Tone.INFO, gettext("It has left already.")) if party.left_on else None,
        grave=True,
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def sign_terms(request: PageRequest, party_id: UUID) -> HttpResponse:
    """A party signs the adopted terms."""
    party = party_or_404(request, party_id)
    if not partnerships.can_sign(request.actor, party):
        raise Http404
    terms = partnerships.partnership_view(party.partnership, on=request.today).adopted
    form = SignatureForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid() and terms is not None:
        try:
            with as_town(party.municipality_id):
                partnerships.sign_terms(
                    terms=terms,
                    party=party,
                    signed_by=form.cleaned_data["signed_by"],
                    capacity=form.cleaned_data["capacity"],
                    on=form.cleaned_data["on"],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("The signature is written down."), home_of(party.partnership))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Who signs for %(name)s?") % {"name": str(party)},
        lead=gettext("They sign version %(number)d. Other words will be another version, to be signed anew.")
        % {"number": terms.number}
        if terms
        else "",
        back=back_to(party.partnership),
        do=gettext("Write it down"),
        settled=None if terms else Notice(Tone.INFO, gettext("No terms are adopted yet")),
    )
    return ask(request, act, form)
