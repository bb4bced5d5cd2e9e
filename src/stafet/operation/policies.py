"""Who may see how Stafet fares: a post that carries it. Nobody's name is on the way there."""

from __future__ import annotations

from uuid import UUID

from stafet.access import api as access
from stafet.kernel.actors import Actor


def can_see_operation(actor: Actor, municipality_id: UUID) -> bool:
    """Whether somebody runs Stafet for a municipality, or answers for its data."""
    return actor.is_system or municipality_id in municipalities_operated_by(actor)


def municipalities_operated_by(actor: Actor) -> frozenset[UUID]:
    """The many to ``can_see_operation``."""
    return frozenset(
        post.municipality_id
        for post in actor.posts
        if post.municipality_id is not None and access.allowed(post.role, access.Permission.SEE_OPERATION)
    )
