"""Who works with cases, who registers, who loads layouts. Whom somebody may see is decided by grants, in the database."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.responsibility import api as responsibility


def can_work_case(actor: Actor) -> bool:
    """Whether somebody works with the cases of those they may see: whoever writes in their plans."""
    return actor.is_system or access.may(actor, access.Permission.WRITE_PLAN)


def cases_workable_by(actor: Actor) -> Q:
    """The many to ``can_work_case``, as a condition on cases that are seen."""
    return Q() if can_work_case(actor) else Q(pk__in=())


def can_open_cases(actor: Actor, municipality_id: UUID) -> bool:
    """Whoever takes in for the home municipality registers whom the law names, and reports them."""
    return actor.is_system or municipality_id in municipalities_reported_by(actor)


def municipalities_reported_by(actor: Actor) -> frozenset[UUID]:
    """The many to ``can_open_cases``."""
    return responsibility.municipalities_taken_in_by(actor)


def can_load_layout(actor: Actor, municipality_id: UUID) -> bool:
    """Whoever administers what the municipality has decided loads the authority's layout."""
    return actor.is_system or municipality_id in municipalities_laid_out_by(actor)


def municipalities_laid_out_by(actor: Actor) -> frozenset[UUID]:
    """The many to ``can_load_layout``."""
    return frozenset(
        post.municipality_id
        for post in actor.posts
        if post.municipality_id is not None and access.allowed(post.role, access.Permission.ORGANISE)
    )
