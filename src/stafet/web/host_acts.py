"""Keeping the bank of places: writing a company down, whom one calls there, what it offers; and asking it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.offers import api as offers
from stafet.placements import api as placements
from stafet.placements.api import Host
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.parts import Action
from stafet.web.host_forms import (
    CONTACT,
    ContactForm,
    HostForm,
    NewHostForm,
    OfferedForm,
    known_contact,
    known_host,
    known_place,
)
from stafet.web.hosts import host_or_404, year_of
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN


@page(allow=WRITE, writes=True)
def add_host(request: PageRequest) -> HttpResponse:
    """One more host in the bank."""
    towns = sorted(offers.municipalities_of(request.actor))
    if not towns:
        raise Http404
    form = NewHostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = placements.add_host(
                municipality_id=towns[0],
                facts=form.facts(),
                contact=form.contact(),
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("It stands in the bank."), reverse("host", args=[made.pk]))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Which company can take young people?"),
        lead=gettext("Everybody who works with young people in the town finds it."),
        back=Action(gettext("Back to the places"), reverse("hosts")),
        do=gettext("Put it in the bank"),
        sections=(
            Section(gettext("The company"), tuple(HostForm.base_fields)),
            Section(gettext("Whom one calls"), CONTACT),
        ),
    )
    return ask(request, act, form)


@page(allow=WRITE, writes=True)
def change_host(request: PageRequest, host_id: UUID) -> HttpResponse:
    """It is called something else, or lies somewhere else."""
    row = _kept_or_404(request, host_id)
    form = HostForm(request.POST or None, initial=known_host(row))
    act = _act(row, gettext("What is different about %(host)s?"), gettext("Save it"))
    return _carry_out(
        request,
        act,
        form,
        lambda: placements.change_host(host=row, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(allow=WRITE, writes=True)
def add_contact(request: PageRequest, host_id: UUID) -> HttpResponse:
    """Somebody else is called from today on."""
    row = _kept_or_404(request, host_id)
    contacts = placements.host_history(row).contacts
    form = ContactForm(request.POST or None, initial=known_contact(contacts[0] if contacts else None))
    act = _act(row, gettext("Whom does one call at %(host)s?"), gettext("Save the contact"))
    return _carry_out(
        request,
        act,
        form,
        lambda: placements.add_contact(host=row, contact=form.contact(), by=request.actor, at=request.at),
    )


@page(allow=WRITE, writes=True)
def offer_place(request: PageRequest, host_id: UUID) -> HttpResponse:
    """What they offer this school year, as they told somebody."""
    row, year = _kept_or_404(request, host_id), year_of(request)
    place = next((each for each in placements.host_history(row).places if each.starts_in == year), None)
    form = OfferedForm(request.POST or None, initial=known_place(place))
    act = _act(row, gettext("What does %(host)s offer this school year?"), gettext("Save what they offer"))
    return _carry_out(
        request,
        act,
        form,
        lambda: placements.offer_place(
            host=row, starts_in=year, facts=form.place(), by=request.actor, at=request.at
        ),
    )


@page(allow=WRITE, writes=True)
def ask_host(request: PageRequest, host_id: UUID) -> HttpResponse:
    """Ask them by a link, as often as is fair."""
    row = _kept_or_404(request, host_id)
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    act = _act(
        row,
        gettext("Ask %(host)s what it can offer this school year?"),
        gettext("Send the link"),
        gettext(
            "They answer in two minutes, without an account. Nobody is asked more than a few times a year."
        ),
    )
    return _carry_out(
        request, act, form, lambda: placements.ask_host(host=row, by=request.actor, at=request.at)
    )


def _kept_or_404(request: PageRequest, host_id: UUID) -> Host:
    row = host_or_404(request, host_id)
    if not placements.can_keep_host(request.actor, row):
        raise Http404
    return row


def _act(row: Host, heading: str, do: str, lead: str = "") -> Act:
    back = Action(gettext("Back to %(host)s") % {"host": row.name}, reverse("host", args=[row.pk]))
    return Act(heading=heading % {"host": row.name}, back=back, do=do, lead=lead)


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
