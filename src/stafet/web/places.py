"""One organisation: what it is, who works there, its teams and classes; opening, changing and closing one."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.administration import api as administration
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.administration import ORGANISE, as_town, place_or_404, town_or_404
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.place_parts import place_facts, posts_list, still_there, units_list, warnings_of, ways_of
from stafet.web.places_forms import PlaceForm, known_place
from stafet.web.registry import PageRequest, page


@page(allow=ORGANISE)
def place(request: PageRequest, organisation_id: UUID) -> HttpResponse:
    """An organisation at a glance."""
    row = place_or_404(request, organisation_id)
    context = {
        "place": row,
        "notice": warnings_of(request, row),
        "facts": place_facts(row),
        "acts": ways_of(request, row),
        "people": posts_list(request, row),
        "units": units_list(request, row),
    }
    return render(request, "administration/place.html", context)


@page(allow=ORGANISE, writes=True)
def open_organisation(request: PageRequest) -> HttpResponse:
    """Somebody new can hold responsibility."""
    home = town_or_404(request)
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(home.municipality_id):
                row = administration.open_organisation(
                    municipality_id=home.municipality_id, facts=form.facts(), by=request.actor, at=request.at
                )
            words = gettext("The organisation is there. Nobody works there yet.")
            return done(request, words, reverse("place", args=[row.pk]))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Which organisation is new?"),
        lead=gettext(
            "Registers bring schools and institutions by themselves. Open one here that no register tells about."
        ),
        back=Action(gettext("Back to the organisations"), reverse("administration")),
        do=gettext("Open it"),
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def change_organisation(request: PageRequest, organisation_id: UUID) -> HttpResponse:
    """It is called otherwise, is another kind or is reached otherwise."""
    row = place_or_404(request, organisation_id)
    fixed = not administration.can_organise_town(request.actor, row.municipality_id)
    known = known_place(row) | {"seen": administration.seen_organisation(row)}
    form = PlaceForm(request.POST or None, kind_is_fixed=fixed, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(row.municipality_id):
                administration.change_organisation(
                    organisation_id=row.pk,
                    facts=form.facts(kind=row.kind),
                    seen=form.cleaned_data["seen"],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("It is changed, everywhere, at once."), _page_of(row))
        except SentenceError as error:
            form.refuse_changed(error, seen=administration.seen_organisation(row))
    act = Act(
        heading=gettext("What is this organisation?"),
        lead=gettext("A register that also tells its name may change the name back with its next file."),
        back=Action(row.name, _page_of(row)),
        do=gettext("Save"),
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def close_organisation(request: PageRequest, organisation_id: UUID) -> HttpResponse:
    """It no longer exists; first everything it has must be somebody else's."""
    row = _town_place_or_404(request, organisation_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            return _close(request, row)
        except SentenceError as error:
            form.is_valid()
            refuse(form, error)
    with as_town(row.municipality_id):
        left = administration.left_in(row, on=request.today, at=request.at)
    act = Act(
        heading=gettext("Does %(name)s no longer exist?") % {"name": row.name},
        lead=gettext(
            "From today on nothing can be sent there. Its posts end, and what they let see ends with them."
        ),
        back=Action(row.name, _page_of(row)),
        do=gettext("Close it"),
        facts=still_there(left),
        settled=None if left.is_nothing or form.errors else _something_left(left),
        grave=True,
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def take_home(request: PageRequest, organisation_id: UUID) -> HttpResponse:
    """Whom an organisation that is to close still holds comes home."""
    row = _town_place_or_404(request, organisation_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            with as_town(row.municipality_id):
                administration.take_home(organisation_id=row.pk, by=request.actor, at=request.at)
            where = reverse("close_organisation", args=[row.pk])
            return done(request, gettext("They are home, each with a step to find what comes next."), where)
        except SentenceError as error:
            form.is_valid()
            refuse(form, error)
    with as_town(row.municipality_id):
        left = administration.left_in(row, on=request.today, at=request.at)
    act = Act(
        heading=gettext("Take everybody home from %(name)s?") % {"name": row.name},
        lead=gettext(
            "The home municipality has the responsibility from now on: its organisation of last resort gets everybody, "
            "each with a step to find what comes next. Where you know who takes over, hand over instead."
        ),
        back=Action(row.name, _page_of(row)),
        do=gettext("Take them home"),
        facts=still_there(left),
        grave=True,
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def name_last_resort(request: PageRequest, organisation_id: UUID) -> HttpResponse:
    """Another organisation holds when nobody else does."""
    row = _town_place_or_404(request, organisation_id)
    home = organisations.home(row.municipality_id)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    form = forms.Form(request.POST if request.method == "POST" else None)
    form.fields["seen"] = seen
    form.initial["seen"] = administration.seen_key(home.last_resort_id)
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(row.municipality_id):
                administration.name_last_resort(
                    organisation_id=row.pk, seen=form.cleaned_data["seen"], by=request.actor, at=request.at
                )
            return done(request, gettext("It holds from now on when nobody else does."), _page_of(row))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, _last_resort_act(row, home), form)


def _last_resort_act(row: organisations.Organisation, home: organisations.Home) -> Act:
    now = organisations.places([home.last_resort_id] if home.last_resort_id else [])
    today = now[0].name if now else gettext("Nobody")
    settled = Notice(Tone.SUCCESS, gettext("It does already")) if home.last_resort_id == row.pk else None
    return Act(
        heading=gettext("Is %(name)s to hold when nobody else does?") % {"name": row.name},
        lead=gettext(
            "Whoever nobody answers for comes here: when a hand-over lapses, and when an organisation closes or is left "
            "by everybody. Who works here sees from now on everybody the promise holds for."
        ),
        back=Action(row.name, _page_of(row)),
        do=gettext("It is to hold"),
        facts=Facts(gettext("As it is"), (Fact(gettext("Holds today when nobody else does"), today),)),
        settled=settled,
        grave=True,
    )


def _close(request: PageRequest, row: organisations.Organisation) -> HttpResponse:
    with as_town(row.municipality_id):
        administration.close_organisation(
            organisation_id=row.pk, on=request.today, by=request.actor, at=request.at
        )
    return done(request, gettext("It is closed. Nothing was left behind."), reverse("administration"))


def _something_left(left: administration.StillThere) -> Notice:
    if left.is_last_resort:
        return Notice(
            Tone.WARNING,
            gettext("Here lies what nobody else holds"),
            gettext("Name another organisation of last resort first; then this one can close."),
        )
    return Notice(
        Tone.WARNING,
        gettext("Something would be left behind"),
        gettext(
            "Whoever leads there hands over or gives away what they have, or the home municipality takes everybody home. "
            "Then it can close."
        ),
    )


def _town_place_or_404(request: PageRequest, organisation_id: UUID) -> organisations.Organisation:
    row = place_or_404(request, organisation_id)
    if row.ends_on is not None or not administration.can_organise_town(request.actor, row.municipality_id):
        raise Http404
    return row


def _page_of(row: organisations.Organisation) -> str:
    return reverse("place", args=[row.pk])
