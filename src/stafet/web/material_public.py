"""What does the municipality tell those at home and companies? For everybody, without a log-in; nobody is in it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.kernel import clock
from stafet.materials import api as materials
from stafet.materials.api import Audience
from stafet.organisations import api as organisations
from stafet.web import material_parts
from stafet.web.link_tries import opened, too_often
from stafet.web.registry import public_page

_PARTS = (Audience.HOME, Audience.COMPANY)


@public_page()
def for_everyone(request: HttpRequest, town_id: UUID) -> HttpResponse:
    """What there is to read, for those at home and for companies."""
    at = clock.now()
    if (wait := too_often(request, str(town_id), at=at)) is not None:
        return wait
    name = _town_or_404(town_id)
    opened(request, str(town_id), at=at)
    rows = list(materials.published_to_everyone(town_id))
    parts = [
        {
            "heading": _heading(audience),
            "links": material_parts.to_read(
                [row for row in rows if audience in row.audiences], "text_for_everyone", town_id
            ),
        }
        for audience in _PARTS
    ]
    context = {"town": name, "parts": [part for part in parts if part["links"]]}
    return render(request, "materials/for_everyone.html", context)


@public_page()
def text_for_everyone(request: HttpRequest, town_id: UUID, material_id: UUID) -> HttpResponse:
    """One of them, to read and to print."""
    at, link = clock.now(), f"{town_id}/{material_id}"
    if (wait := too_often(request, link, at=at)) is not None:
        return wait
    name = _town_or_404(town_id)
    row = materials.published_to_everyone(town_id).filter(pk=material_id).first()
    if row is None:
        raise Http404
    opened(request, link, at=at)
    shelf = materials.shelves([row])[0]
    shown = material_parts.chosen_edition(shelf, request.GET.get("language", ""))
    if shown is None:
        raise Http404
    href = reverse("text_for_everyone", args=[town_id, row.pk])
    context = {"town": name, "town_id": town_id, "leaf": material_parts.leaf(shown, shelf, href)}
    return render(request, "materials/text_for_everyone.html", context)


def _heading(audience: Audience) -> str:
    if audience is Audience.HOME:
        return gettext("For those at home")
    return gettext("For companies")


def _town_or_404(town_id: UUID) -> str:
    name = dict(organisations.municipalities()).get(town_id)
    if name is None:
        raise Http404
    return str(name)
