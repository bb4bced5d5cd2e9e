"""Who keeps a school's week and who reads it. The database judges the same once more (``gate.sql``)."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission, Role
from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.organisations import api as organisations

GUIDES = frozenset({Role.COUNSELLOR})
"""Whose guidance is for the whole town: they read what apprentices miss at any school of it."""


def can_keep_week(actor: Actor, school: organisations.Organisation) -> bool:
    """The school's leader, whoever runs its office, and the town's organisers load, mark, ask and take."""
    if actor.is_system or access.may(actor, Permission.ORGANISE, organisation_id=school.pk):
        return True
    return school.municipality_id in offers.organising_in(actor)


def schools_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_week``, as a condition on schools."""
    if actor.is_system:
        return Q()
    own = access.organisations_where(actor, Permission.ORGANISE)
    return Q(pk__in=own) | Q(municipality_id__in=offers.organising_in(actor))


def can_read_week(actor: Actor, school: organisations.Organisation) -> bool:
    """Those who keep it, those who work with young people at the school, and the town's guidance."""
    if can_keep_week(actor, school) or access.may(actor, Permission.WRITE_PLAN, organisation_id=school.pk):
        return True
    return school.municipality_id in set(_guided_by(actor))


def schools_readable_by(actor: Actor) -> Q:
    """The many to ``can_read_week``, as a condition on schools."""
    own = access.organisations_where(actor, Permission.WRITE_PLAN)
    return schools_keepable_by(actor) | Q(pk__in=own) | Q(municipality_id__in=set(_guided_by(actor)))


def _guided_by(actor: Actor) -> Iterator[UUID]:
    return (
        post.municipality_id
        for post in actor.posts
        if post.role in GUIDES and post.municipality_id is not None
    )
