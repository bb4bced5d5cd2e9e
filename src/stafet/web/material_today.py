"""What Today shows of the library and the communication plan: what the reader is to tell, and what is to be looked over."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from stafet.materials import api as materials
from stafet.materials.api import Shelf
from stafet.web import material_parts
from stafet.web.communication import telling_row
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Empty
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest

_FEW = 20


def materials_of_today(request: PageRequest) -> Iterator[WorkList]:
    """The lists; each is left out while it is empty."""
    told = [
        telling_row(request, row) for row in materials.to_be_told(request.actor, until=request.today)[:_FEW]
    ]
    yield WorkList(
        gettext("To be told"), tuple(told), Empty(""), count=write_number(len(told)), name="to-be-told"
    )
    texts = materials.shelves(materials.to_look_over(request.actor, until=request.today)[:_FEW])
    rows = tuple(_row(request, shelf) for shelf in texts)
    yield WorkList(
        gettext("Texts to look over"), rows, Empty(""), count=write_number(len(rows)), name="to-look-over"
    )


def _row(request: PageRequest, shelf: Shelf) -> WorkRow:
    href = reverse("material", args=[shelf.material.pk])
    again = shelf.material.look_again_on
    return WorkRow(
        name=material_parts.title_of(shelf),
        href=href,
        detail=material_parts.kind_words(shelf.material),
        why=gettext("You wanted to see whether it is still right."),
        by=deadline(again, today=request.today) if again else None,
        action=Action(gettext("It is still right"), reverse("look_over_material", args=[shelf.material.pk])),
    )
