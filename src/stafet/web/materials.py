"""What do we tell whom? The library: what there is, one text, one version, and the shipped texts to begin from."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.countries import Country
from stafet.materials import api as materials
from stafet.materials.api import (
    FOR_EVERYONE,
    Audience,
    Edition,
    EditionState,
    Material,
    MaterialKind,
    Shelf,
    Starter,
)
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.placements.api import SchemeKind
from stafet.web import material_parts
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Choice, Empty, Filters, Notice, Question, Tone
from stafet.web.components.tables import Cell, Column, Table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.components.written import write_text
from stafet.web.material_parts import name_language, reader_language
from stafet.web.registry import PageRequest, page

WRITE, ORGANISE = access.Permission.WRITE_PLAN, access.Permission.ORGANISE
_A_PAGE = 50


@page(allow=WRITE)
def all_texts(request: PageRequest) -> HttpResponse:
    """What there is, for whom, in which languages."""
    asked = {name: request.GET.get(name, "") for name in ("audience", "scheme", "language")}
    found = materials.materials_for(
        request.actor,
        audience=asked["audience"] if asked["audience"] in Audience.values else "",
        scheme_kind=asked["scheme"] if asked["scheme"] in SchemeKind.values else "",
        language=asked["language"],
    )
    part = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    keeps = bool(offers.organising_in(request.actor))
    context = {
        "filters": _filters(request, asked),
        "keeps": keeps,
        "public": [_public(town) for town in sorted(offers.organising_in(request.actor))],
        "work": WorkList(
            heading=gettext("Texts"),
            rows=tuple(_row(shelf, keeps=keeps) for shelf in materials.shelves(part)),
            empty=Empty(
                gettext("Nothing is written for this yet"),
                gettext("Whoever organises for the municipality writes it, or begins with a shipped text."),
            ),
            count=write_number(part.paginator.count),
            name="materials",
            pager=page_pager(part),
        ),
    }
    return render(request, "materials/list.html", context)


@page(allow=WRITE)
def material(request: PageRequest, material_id: UUID) -> HttpResponse:
    """One text as it is read; for those who keep it, its versions and what can be done."""
    row = material_or_404(request, material_id)
    shelf = materials.shelves([row])[0]
    keeps = materials.can_keep_material(request.actor, row)
    shown = material_parts.chosen_edition(shelf, request.GET.get("language", ""))
    href = reverse("material", args=[row.pk])
    context = {
        "title": material_parts.title_of(shelf),
        "leaf": material_parts.leaf(shown, shelf, href) if shown else None,
        "kind": material_parts.kind_words(row),
        "notice": _notice(request, shelf) if keeps else None,
        "facts": material_parts.material_facts(row),
        "acts": _acts(row) if keeps else (),
        "languages": [_language_row(shelf, code) for code in material_parts.languages_to_write(shelf)]
        if keeps
        else (),
        "versions": _versions(row) if keeps else None,
    }
    return render(request, "materials/material.html", context)


@page(allow=ORGANISE)
def edition(request: PageRequest, edition_id: UUID) -> HttpResponse:
    """One version, also one that is read no more."""
    row = edition_or_404(request, edition_id)
    shelf = materials.shelves([row.material])[0]
    href = reverse("material", args=[row.material_id])
    leaf = material_parts.leaf(row, shelf, href)
    context = {
        "back": href,
        "leaf": leaf,
        "state": Notice(Tone.INFO, str(EditionState(row.state).label)),
        "acts": _edition_acts(row),
        "marks": f"{row.title}\n{row.words}".count(materials.TO_VERIFY),
    }
    return render(request, "materials/edition.html", context)


@page(allow=ORGANISE)
def shipped(request: PageRequest) -> HttpResponse:
    """Texts to begin from, by the law of the town's country."""
    town = own_town_or_404(request)
    country = Country(organisations.home(town).country)
    there = {
        row.starter: row.pk for row in materials.materials_for(request.actor) if row.municipality_id == town
    }
    work = WorkList(
        heading=gettext("Shipped texts"),
        rows=tuple(_starter_row(each, there.get(each.slug)) for each in materials.starters(country)),
        empty=Empty(gettext("There are none for this country")),
        name="shipped",
    )
    return render(request, "materials/shipped.html", {"work": work})


@page(allow=ORGANISE)
def shipped_text(request: PageRequest, starter: str) -> HttpResponse:
    """One shipped text as it comes."""
    found = starter_or_404(request, starter)
    asked = request.GET.get("language", "") or reader_language()
    facts = found.read_in(asked)
    href = reverse("shipped_text", args=[found.slug])
    context = {
        "title": facts.title,
        "language": facts.language,
        "direction": material_parts.direction_of(facts.language),
        "words": write_text(facts.words),
        "marks": facts.words.count(materials.TO_VERIFY),
        "others": [
            Action(name_language(each.language), f"{href}?language={each.language}")
            for each in found.editions
            if each.language != facts.language
        ],
        "sources": found.sources,
        "copy": reverse("copy_starter", args=[found.slug]),
    }
    return render(request, "materials/shipped_text.html", context)


def own_town_or_404(request: PageRequest) -> UUID:
    """The town the reader organises for."""
    towns = sorted(offers.organising_in(request.actor))
    if not towns:
        raise Http404
    return towns[0]


def material_or_404(request: PageRequest, material_id: UUID) -> Material:
    """A text the reader may read."""
    row = materials.material_for(request.actor, material_id)
    if row is None:
        raise Http404
    return row


def kept_or_404(request: PageRequest, material_id: UUID) -> Material:
    """A text the reader keeps."""
    row = material_or_404(request, material_id)
    if not materials.can_keep_material(request.actor, row):
        raise Http404
    return row


def edition_or_404(request: PageRequest, edition_id: UUID) -> Edition:
    """A version of a text the reader keeps."""
    row = materials.edition_for(request.actor, edition_id)
    if row is None:
        raise Http404
    return row


def starter_or_404(request: PageRequest, slug: str) -> Starter:
    """A shipped text that fits the law of the reader's town."""
    found = materials.starter(slug)
    country = Country(organisations.home(own_town_or_404(request)).country)
    if found is None or found.country is not country:
        raise Http404
    return found


def _row(shelf: Shelf, *, keeps: bool) -> WorkRow:
    return material_parts.shelf_row(shelf, reverse("material", args=[shelf.material.pk]), keeps=keeps)


def _starter_row(found: Starter, there: UUID | None) -> WorkRow:
    facts = found.read_in(reader_language())
    href = reverse("shipped_text", args=[found.slug])
    kind = str(MaterialKind(found.facts.kind).label)
    scheme = str(SchemeKind(found.facts.scheme_kind).label) if found.facts.scheme_kind else ""
    return WorkRow(
        name=facts.title,
        href=href,
        detail=", ".join(filter(None, (kind, scheme))),
        why=gettext("For: %(audiences)s.")
        % {"audiences": material_parts.audience_words(found.facts.audiences)},
        since=gettext("Stands in your library.") if there else "",
        action=Action(gettext("Open yours"), reverse("material", args=[there]))
        if there
        else Action(gettext("Read it"), href),
    )


def _public(town: UUID) -> Action:
    return Action(gettext("The page for everybody"), reverse("for_everyone", args=[town]))


def _acts(row: Material) -> tuple[Action, ...]:
    acts = [
        Action(gettext("Change for whom it is"), reverse("change_material", args=[row.pk])),
        Action(gettext("Add a language"), reverse("add_language", args=[row.pk])),
    ]
    if row.look_again_on is not None:
        acts.insert(0, Action(gettext("It is still right"), reverse("look_over_material", args=[row.pk])))
    return tuple(acts)


def _edition_acts(row: Edition) -> tuple[Action, ...]:
    publish = Action(gettext("Publish it"), reverse("publish_edition", args=[row.pk]))
    write = Action(gettext("Go on writing"), reverse("write_edition", args=[row.material_id, row.language]))
    withdraw = reverse("withdraw_edition", args=[row.pk])
    if row.state == EditionState.DRAFT:
        return (publish, write, Action(gettext("Throw the draft away"), withdraw))
    if row.state == EditionState.PUBLISHED:
        new = Action(gettext("Write a new version"), write.href)
        return (new, Action(gettext("Withdraw it"), withdraw))
    return ()


def _language_row(shelf: Shelf, code: str) -> dict[str, object]:
    """One language: where it stands, and what comes next."""
    published, draft = shelf.published.get(code), shelf.drafts.get(code)
    said = []
    if published is not None:
        said.append(material_parts.foot_words(published))
    if code in shelf.older():
        main = name_language(shelf.material.main_language)
        said.append(gettext("Older than the version in %(main)s.") % {"main": main})
    if draft is not None:
        said.append(gettext("A draft waits."))
    if draft is not None:
        act = Action(gettext("Read the draft, and publish it"), reverse("edition", args=[draft.pk]))
    else:
        text = gettext("Write a new version") if published else gettext("Write it")
        act = Action(text, reverse("write_edition", args=[shelf.material.pk, code]))
    return {
        "name": name_language(code),
        "words": " ".join(said) or gettext("Not written."),
        "act": act,
        "open": Action(gettext("Open"), reverse("edition", args=[published.pk])) if published else None,
    }


def _versions(row: Material) -> Table:
    titles = (gettext("Language"), gettext("Version"), gettext("Title"), gettext("Where it stands"))
    columns = tuple(Column(title, numeric=place == 1) for place, title in enumerate(titles))
    rows = tuple(
        tuple(
            Cell(text, column.title, column.numeric, href if column.title == titles[2] else "")
            for text, column in zip(texts, columns, strict=True)
        )
        for texts, href in map(_version, materials.editions_of(row))
    )
    return Table(gettext("Every version there has been"), columns, rows)


def _version(row: Edition) -> tuple[tuple[str, ...], str]:
    state = str(EditionState(row.state).label)
    return (name_language(row.language), str(row.number), row.title, state), reverse("edition", args=[row.pk])


def _notice(request: PageRequest, shelf: Shelf) -> Notice | None:
    again = shelf.material.look_again_on
    points = [material_parts.older_words(shelf)]
    if again is not None and again <= request.today:
        points.append(gettext("You wanted to look it over on %(day)s.") % {"day": write_day(again)})
    if not shelf.published:
        points.append(gettext("No version is published yet: only those who keep the library read it."))
    elif set(shelf.material.audiences) & {each.value for each in FOR_EVERYONE}:
        return _when(
            points, Notice(Tone.INFO, gettext("Everybody can read this on the page without a log-in"))
        )
    return _when(points, None)


def _when(points: list[str], otherwise: Notice | None) -> Notice | None:
    told = tuple(filter(None, points))
    if not told:
        return otherwise
    return Notice(Tone.WARNING, gettext("This text waits for you"), points=told)


def _filters(request: PageRequest, asked: dict[str, str]) -> Filters:
    schemes = [("", gettext("All")), *((each.value, str(each.label)) for each in SchemeKind)]
    audiences = [("", gettext("Everybody")), *((each.value, str(each.label)) for each in Audience)]
    codes = materials.languages_of(request.actor)
    languages = [("", gettext("Any")), *((code, name_language(code)) for code in codes)]
    here = reverse("materials")
    return Filters(
        here,
        (
            Question("audience", gettext("Who is to read it?"), _choices(audiences, asked["audience"])),
            Question("scheme", gettext("Which scheme?"), _choices(schemes, asked["scheme"])),
            Question("language", gettext("Which language?"), _choices(languages, asked["language"])),
        ),
        clear_href=here if any(asked.values()) else "",
        swaps="materials",
    )


def _choices(found: list[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, text, value == chosen) for value, text in found)
