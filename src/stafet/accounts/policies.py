"""Who may run the accounts of whom. A role is given by those who could not use it to see more themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.accounts.queries import posts_of
from stafet.kernel.actors import Actor, Post
from stafet.organisations import api as organisations

Role = access.Role

GIVES: Mapping[str, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.SCHOOL_LEADER: frozenset({Role.TEACHER}),
}
"""Which roles a role may give. An administrator sees no young person; a school leader gives less than the own sight."""


def administered_by(actor: Actor) -> Q:
    """The organisations whose accounts the actor runs, as a condition on ``Organisation``."""
    posts = _running(actor)
    return Q(pk__in=[post.organisation_id for post in posts]) | Q(
        municipality_id__in=_whole_municipalities(posts)
    )


def can_administer(actor: Actor, organisation: organisations.Organisation) -> bool:
    """Whether the actor runs the accounts of this organisation: its own, or any of the municipality it runs."""
    return bool(_posts_over(actor, organisation))


def roles_given_by(actor: Actor, organisation: organisations.Organisation | None = None) -> frozenset[Role]:
    """The roles the actor may give in this organisation; without one, in any."""
    posts = _running(actor) if organisation is None else _posts_over(actor, organisation)
    return frozenset[Role]().union(*(GIVES.get(post.role, frozenset()) for post in posts))


def can_give(actor: Actor, role: str, organisation: organisations.Organisation) -> bool:
    """Whether the actor may give this role in this organisation, and so take it away."""
    return role in roles_given_by(actor, organisation)


def can_run_account(actor: Actor, user_id: UUID, *, at: datetime) -> bool:
    """Whether somebody decides about a whole account: all its posts are theirs to give, and it is not their own."""
    posts = posts_of(user_id, at=at)
    return (
        bool(posts)
        and user_id != actor.user_id
        and all(can_give(actor, post.role, post.organisation) for post in posts)
    )


def _running(actor: Actor) -> tuple[Post, ...]:
    return tuple(post for post in actor.posts if access.allowed(post.role, access.Permission.ADMINISTER))


def _posts_over(actor: Actor, organisation: organisations.Organisation) -> tuple[Post, ...]:
    posts = _running(actor)
    whole = organisation.municipality_id in _whole_municipalities(posts)
    return tuple(
        post
        for post in posts
        if post.organisation_id == organisation.pk
        or (whole and post.municipality_id == organisation.municipality_id and _is_town(post))
    )


def _whole_municipalities(posts: tuple[Post, ...]) -> frozenset[UUID]:
    """Where an administrator sits in the municipality itself, and so runs the accounts of everybody in it."""
    return frozenset(post.municipality_id for post in posts if post.municipality_id and _is_town(post))


def _is_town(post: Post) -> bool:
    if post.role != Role.ADMINISTRATOR:
        return False
    kind = organisations.OrganisationKind.MUNICIPALITY
    return any(place.kind == kind for place in organisations.places([post.organisation_id]))
