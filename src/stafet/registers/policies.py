"""Who may load registers: a coordinator or register keeper of the municipality, and the system itself."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.registers.models import Load, Source


def can_load(actor: Actor, municipality_id: UUID) -> bool:
    """Whether somebody may load registers in a municipality."""
    return actor.is_system or municipality_id in municipalities_loadable_by(actor)


def municipalities_loadable_by(actor: Actor) -> frozenset[UUID]:
    """The many to ``can_load``: the municipalities whose registers somebody may load."""
    return frozenset(
        post.municipality_id
        for post in actor.posts
        if post.municipality_id is not None and access.allowed(post.role, access.Permission.LOAD_REGISTERS)
    )


def sources_loadable_by(actor: Actor) -> QuerySet[Source]:
    """The registers somebody may load."""
    return Source.objects.filter(municipality_id__in=municipalities_loadable_by(actor), retired_at=None)


def loads_visible_to(actor: Actor) -> QuerySet[Load]:
    """The loads somebody may look at."""
    return Load.objects.filter(municipality_id__in=municipalities_loadable_by(actor))
