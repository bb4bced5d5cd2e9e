"""What is there for me to read? Texts for pupils, and for those who have custody."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.materials import api as materials
from stafet.materials.api import Audience
from stafet.own import api as own
from stafet.web import material_parts
from stafet.web.components.parts import Action
from stafet.web.mine import around_mine, mine_or_404
from stafet.web.registry import PageRequest, own_page


@own_page(classes="A")
def my_materials(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Everything that is meant for me."""
    around = around_mine(request, person_id, "my_placement")
    login, identity = mine_or_404(request, person_id)
    rows = materials.published_to(identity.municipality_id, _audiences(login))
    links = material_parts.to_read(rows, "my_material", person_id)
    return render(request, "mine/materials.html", around | {"links": links})


@own_page(classes="A")
def my_material(request: PageRequest, person_id: UUID, material_id: UUID) -> HttpResponse:
    """One of them."""
    around = around_mine(request, person_id, "my_placement")
    login, identity = mine_or_404(request, person_id)
    row = materials.published_to(identity.municipality_id, _audiences(login)).filter(pk=material_id).first()
    if row is None:
        raise Http404
    shelf = materials.shelves([row])[0]
    shown = material_parts.chosen_edition(shelf, request.GET.get("language", ""))
    if shown is None:
        raise Http404
    href = reverse("my_material", args=[person_id, row.pk])
    back = Action(gettext("Everything there is to read"), reverse("my_materials", args=[person_id]))
    return render(
        request,
        "mine/material.html",
        around | {"leaf": material_parts.leaf(shown, shelf, href), "back": back},
    )


def to_read_at_home(
    login: own.OwnLogin, person_id: UUID, scheme_kinds: Collection[str]
) -> tuple[Action, ...]:
    """What stands beside one's placement: texts about these schemes, and about all."""
    rows = materials.published_to(login.municipality_id, _audiences(login), scheme_kinds=scheme_kinds)
    return material_parts.to_read(rows, "my_material", person_id)


def _audiences(login: own.OwnLogin) -> tuple[Audience, ...]:
    """Whoever has custody reads what their child is told, too."""
    if login.capacity is own.Capacity.SELF:
        return (Audience.PUPIL,)
    return (Audience.HOME, Audience.PUPIL)
