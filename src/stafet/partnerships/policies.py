"""Who keeps a partnership, and who signs for a party."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.partnerships.models import Party

ORGANISE = access.Permission.ORGANISE
_KEEPERS = (organisations.OrganisationKind.MUNICIPALITY, organisations.OrganisationKind.GUIDANCE_UNIT)


def can_keep(actor: Actor, municipality_id: UUID) -> bool:
    """Whether somebody writes down what the municipality's partnerships are and agree."""
    return actor.is_system or municipality_id in towns_kept_by(actor)


def towns_kept_by(actor: Actor) -> frozenset[UUID]:
    """The many to ``can_keep``: whoever organises from the municipality itself or its guidance unit, never from a school."""
    posts = [post for post in actor.posts if access.allowed(post.role, ORGANISE)]
    keeping = {
        place.organisation_id
        for place in organisations.places([post.organisation_id for post in posts])
        if place.kind in _KEEPERS
    }
    return frozenset(
        post.municipality_id for post in posts if post.organisation_id in keeping and post.municipality_id
    )


def can_sign(actor: Actor, party: Party) -> bool:
    """Whoever leads the party writes its signature down; so does whoever keeps the partnership, for those who sign on paper."""
    leads = party.organisation_id is not None and access.may(
        actor, ORGANISE, organisation_id=party.organisation_id
    )
    return leads or can_keep(actor, party.municipality_id)


def parties_signable_by(actor: Actor) -> Q:
    """The many to ``can_sign``, as a condition on parties."""
    if actor.is_system:
        return Q()
    led = Q(organisation_id__in=access.organisations_where(actor, ORGANISE))
    return led | Q(municipality_id__in=towns_kept_by(actor))
