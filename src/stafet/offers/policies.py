"""Who keeps an offer, and who writes for young people. Whom somebody may see is decided by grants, in the database."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.offers.models import Offer


def can_keep_offers_of(actor: Actor, provider_id: UUID, municipality_id: UUID) -> bool:
    """Whether somebody writes offers of one organisation: those who work there with young people, and the municipality."""
    if actor.is_system or access.may(actor, access.Permission.HOLD, organisation_id=provider_id):
        return True
    return municipality_id in organising_in(actor)


def can_keep_offer(actor: Actor, offer: Offer) -> bool:
    """Whether somebody changes, pauses or closes an offer."""
    return can_keep_offers_of(actor, offer.provider_id, offer.municipality_id)


def offers_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_offer``."""
    if actor.is_system:
        return Q()
    where = access.organisations_where(actor, access.Permission.HOLD)
    return Q(provider_id__in=where) | Q(municipality_id__in=organising_in(actor))


def can_place(actor: Actor) -> bool:
    """Whether somebody writes down needs and seats of those they may see."""
    return actor.is_system or access.may(actor, access.Permission.WRITE_PLAN)


def seats_placeable_by(actor: Actor) -> Q:
    """The many to ``can_place``, as a condition on seats that are seen."""
    return Q() if can_place(actor) else Q(pk__in=())


def organising_in(actor: Actor) -> frozenset[UUID]:
    """The municipalities whose own office the actor organises for. A school's leader organises a school, not a town."""
    return frozenset(
        post.municipality_id
        for post in actor.posts
        if post.municipality_id is not None and _organises_the_town(post.role)
    )


def municipalities_of(actor: Actor) -> frozenset[UUID]:
    """Whose catalogue the actor sees."""
    return frozenset(post.municipality_id for post in actor.posts if post.municipality_id is not None)


def _organises_the_town(role: str) -> bool:
    return role != access.Role.SCHOOL_LEADER and access.allowed(role, access.Permission.ORGANISE)
