"""A town writes a text, translates it, publishes and withdraws versions, and says that it is still right."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.materials import api as materials
from stafet.materials.api import FOR_EVERYONE, Edition, EditionState, Material
from stafet.web import material_parts
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.material_forms import (
    FOR_FIELDS,
    TEXT_FIELDS,
    EditionForm,
    LanguageForm,
    LookOverForm,
    MaterialForm,
    NewMaterialForm,
    known_edition,
    known_material,
)
from stafet.web.material_parts import name_language, reader_language
from stafet.web.materials import edition_or_404, kept_or_404, own_town_or_404, starter_or_404
from stafet.web.registry import PageRequest, page

ORGANISE = access.Permission.ORGANISE
_CODE = re.compile(r"[a-z]{2,3}")
_A_YEAR = timedelta(days=365)


@page(allow=ORGANISE, writes=True)
def write_material(request: PageRequest) -> HttpResponse:
    """One more text, from nothing."""
    town = own_town_or_404(request)
    form = NewMaterialForm(request.POST or None, language=reader_language())
    act = Act(
        heading=gettext("What do you want to tell?"),
        lead=gettext("It becomes a draft. You read it through and publish it afterwards."),
        back=_to_library(),
        do=gettext("Save the draft"),
        sections=(
            Section(gettext("What does it say?"), ("main_language", *TEXT_FIELDS)),
            Section(gettext("For whom?"), FOR_FIELDS),
        ),
    )
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.facts(form.cleaned_data["main_language"])
            made = materials.write_material(
                municipality_id=town, facts=facts, first=form.first(), by=request.actor, at=request.at
            )
            return done(request, gettext("The draft is saved."), reverse("material", args=[made.pk]))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def copy_starter(request: PageRequest, starter: str) -> HttpResponse:
    """A shipped text becomes the town's own."""
    found, town = starter_or_404(request, starter), own_town_or_404(request)
    title = found.read_in(reader_language()).title
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    act = Act(
        heading=gettext("Copy “%(title)s” into your library?") % {"title": title},
        lead=gettext(
            "It becomes drafts of your own, in every language it comes in. Nobody reads them before you publish."
        ),
        back=Action(gettext("Shipped texts"), reverse("shipped_texts")),
        do=gettext("Copy it"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = materials.copy_starter(
                municipality_id=town, starter=found, by=request.actor, at=request.at
            )
            return done(
                request, gettext("It stands in your library as a draft."), reverse("material", args=[made.pk])
            )
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def change_material(request: PageRequest, material_id: UUID) -> HttpResponse:
    """For whom it is."""
    row = kept_or_404(request, material_id)
    form = MaterialForm(request.POST or None, initial=known_material(row))
    act = Act(
        heading=gettext("For whom is “%(title)s”?") % {"title": _title(row)},
        back=_to_material(row),
        do=gettext("Save it"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: materials.change_material(
            material=row, facts=form.facts(row.main_language), by=request.actor, at=request.at
        ),
    )


@page(allow=ORGANISE, writes=True)
def look_over_material(request: PageRequest, material_id: UUID) -> HttpResponse:
    """It was read, and is still right."""
    row = kept_or_404(request, material_id)
    form = LookOverForm(request.POST or None, initial={"look_again_on": request.today + _A_YEAR})
    act = Act(
        heading=gettext("Is “%(title)s” still right?") % {"title": _title(row)},
        lead=gettext("Read it first. If something has changed, write a new version instead."),
        back=_to_material(row),
        do=gettext("It is still right"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: materials.look_over(
            material=row, next_on=form.cleaned_data["look_again_on"], by=request.actor, at=request.at
        ),
    )


@page(allow=ORGANISE, asks=True)
def add_language(request: PageRequest, material_id: UUID) -> HttpResponse:
    """Which language is it translated into? The text is written on the page after this one."""
    row = kept_or_404(request, material_id)
    form = LanguageForm(request.POST or None)
    act = Act(
        heading=gettext("Into which language do you translate “%(title)s”?") % {"title": _title(row)},
        back=_to_material(row),
        do=gettext("Write it in this language"),
    )
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(reverse("write_edition", args=[row.pk, form.code()]))
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def write_edition(request: PageRequest, material_id: UUID, edition_language: str) -> HttpResponse:
    """The draft of the next version in a language."""
    row = kept_or_404(request, material_id)
    if not _CODE.fullmatch(edition_language):
        raise Http404
    shelf = materials.shelves([row])[0]
    before = shelf.drafts.get(edition_language) or shelf.published.get(edition_language)
    form = EditionForm(
        request.POST or None,
        language=edition_language,
        is_main=edition_language == row.main_language,
        initial=known_edition(before),
    )
    told = {"title": _title(row), "language": name_language(edition_language)}
    act = Act(
        heading=gettext("What does “%(title)s” say in %(language)s?") % told,
        lead=gettext("It stays a draft until you publish it. What is published now is read until then."),
        back=_to_material(row),
        do=gettext("Save the draft"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: materials.write_edition(material=row, facts=form.facts(), by=request.actor, at=request.at),
        said=gettext("The draft is saved."),
    )


@page(allow=ORGANISE, writes=True)
def publish_edition(request: PageRequest, edition_id: UUID) -> HttpResponse:
    """From now on it is read, and never changes."""
    row = edition_or_404(request, edition_id)
    everyone = set(row.material.audiences) & {each.value for each in FOR_EVERYONE}
    readers = material_parts.audience_words(row.material.audiences)
    act = Act(
        heading=gettext("Publish “%(title)s”?") % {"title": row.title},
        lead=gettext(
            "It is read by: %(readers)s. A published version never changes; you write a new one instead."
        )
        % {"readers": readers},
        notice=Notice(
            Tone.INFO, gettext("It also stands on the page that everybody can open without a log-in")
        )
        if everyone
        else None,
        back=_to_edition(row),
        do=gettext("Publish it"),
        settled=None if row.state == EditionState.DRAFT else _stands(row),
    )
    return _confirm(
        request, act, lambda: materials.publish_edition(edition=row, by=request.actor, at=request.at), row
    )


@page(allow=ORGANISE, writes=True)
def withdraw_edition(request: PageRequest, edition_id: UUID) -> HttpResponse:
    """Nobody reads it any more."""
    row = edition_or_404(request, edition_id)
    is_draft = row.state == EditionState.DRAFT
    act = Act(
        heading=(
            gettext("Throw the draft of “%(title)s” away?") if is_draft else gettext("Withdraw “%(title)s”?")
        )
        % {"title": row.title},
        lead=gettext(
            "Nobody reads it any more in this language. It stays among the versions there have been."
        ),
        back=_to_edition(row),
        do=gettext("Throw it away") if is_draft else gettext("Withdraw it"),
        settled=None if row.state in {EditionState.DRAFT, EditionState.PUBLISHED} else _stands(row),
        grave=True,
    )
    return _confirm(
        request, act, lambda: materials.withdraw_edition(edition=row, by=request.actor, at=request.at), row
    )


def _stands(row: Edition) -> Notice:
    return Notice(Tone.INFO, str(EditionState(row.state).label))


def _title(row: Material) -> str:
    return material_parts.title_of(materials.shelves([row])[0])


def _to_library() -> Action:
    return Action(gettext("The library"), reverse("materials"))


def _to_material(row: Material) -> Action:
    return Action(gettext("Back to the text"), reverse("material", args=[row.pk]))


def _to_edition(row: Edition) -> Action:
    return Action(gettext("Back to the text"), reverse("edition", args=[row.pk]))


def _confirm(request: PageRequest, act: Act, do: Callable[[], object], row: Edition) -> HttpResponse:
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    where = reverse("material", args=[row.material_id])
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=where)


def _carry_out(
    request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object], *, said: str = ""
) -> HttpResponse:
    return carry_out(request, act, form, do, said=said or gettext("It is written down."), where=act.back.href)
