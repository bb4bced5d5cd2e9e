"""From the key in an address to a register or a load of it, for whoever loads registers there. Else: 404."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from stafet.organisations import api as organisations
from stafet.registers import api as registers
from stafet.web.registry import PageRequest


def source_or_404(request: PageRequest, source_id: UUID) -> registers.Source:
    """A register that is in use, with its column mapping."""
    ours = registers.Source.objects.filter(
        municipality_id__in=registers.municipalities_loadable_by(request.actor), retired_at=None
    )
    return get_object_or_404(ours.select_related("mapping", "organisation"), pk=source_id)


def load_or_404(request: PageRequest, load_id: UUID) -> registers.Load:
    """A load with its register."""
    ours = registers.Load.objects.filter(
        municipality_id__in=registers.municipalities_loadable_by(request.actor)
    )
    return get_object_or_404(ours.select_related("source", "source__mapping"), pk=load_id)


def line_or_404(request: PageRequest, source_id: UUID) -> registers.SourceLine:
    """A register as a line of the list: when it last told something, and whether a file of it waits."""
    lines = registers.sources(request.actor, at=request.at)
    found = next((line for line in lines if line.source_id == source_id), None)
    if found is None:
        raise Http404
    return found


def municipalities_of(request: PageRequest) -> list[tuple[UUID, str]]:
    """The municipalities whose registers the reader may load, by name. At least one: else the page was refused."""
    mine = registers.municipalities_loadable_by(request.actor)
    return [(key, name) for key, name in organisations.municipalities() if key in mine]
