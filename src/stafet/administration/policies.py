"""Who organises which places: a leader their own, a coordinator or an administrator the whole municipality."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel.actors import Actor, Post
from stafet.organisations import api as organisations

ORGANISE = access.Permission.ORGANISE


def can_organise(actor: Actor, organisation: organisations.Organisation) -> bool:
    """Whether the actor may change this organisation, its classes and its teams."""
    return (
        actor.is_system
        or organisation.pk in access.organisations_where(actor, ORGANISE)
        or can_organise_town(actor, organisation.municipality_id)
    )


def organised_by(actor: Actor) -> Q:
    """The many to ``can_organise``, as a condition on ``Organisation``."""
    if actor.is_system:
        return Q()
    own = Q(pk__in=access.organisations_where(actor, ORGANISE))
    return own | Q(municipality_id__in=towns_organised_by(actor))


def can_organise_town(actor: Actor, municipality_id: UUID) -> bool:
    """Whether the actor may open and close organisations there, and write down what the municipality decides."""
    return actor.is_system or municipality_id in towns_organised_by(actor)


def towns_organised_by(actor: Actor) -> frozenset[UUID]:
    """The many to ``can_organise_town``."""
    posts = [post for post in actor.posts if access.allowed(post.role, ORGANISE)]
    return frozenset(post.municipality_id for post in posts if post.municipality_id and _is_of_the_town(post))


def _is_of_the_town(post: Post) -> bool:
    """A coordinator wherever they sit; an administrator who sits in the municipality itself; never the head of one school."""
    if access.allowed(post.role, access.Permission.TAKE_IN):
        return True
    if post.role != access.Role.ADMINISTRATOR:
        return False
    kind = organisations.OrganisationKind.MUNICIPALITY
    return any(place.kind == kind for place in organisations.places([post.organisation_id]))
