"""Who plans courses for a school's classes, who reads how far they are, and who keeps the bank of partners."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission, Role
from stafet.classcourses.models import Partner, PartnerShare
from stafet.classcourses.states import PartnerShareState
from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.organisations import api as organisations

GUIDES = frozenset({Role.COUNSELLOR})
"""Whose guidance is for the whole town: they help every school with its courses."""


def can_plan_for(actor: Actor, school: organisations.Organisation) -> bool:
    """Teachers and leaders of the school, the town's guidance, and the town's organisers plan for its classes."""
    if actor.is_system or access.may(actor, Permission.WRITE_PLAN, organisation_id=school.pk):
        return True
    return school.municipality_id in offers.organising_in(actor) | _guided_by(actor)


def schools_plannable_by(actor: Actor) -> Q:
    """The many to ``can_plan_for``, as a condition on schools."""
    if actor.is_system:
        return Q()
    own = access.organisations_where(actor, Permission.WRITE_PLAN)
    return Q(pk__in=own) | Q(municipality_id__in=offers.organising_in(actor) | _guided_by(actor))


def can_keep_partners_of(actor: Actor, municipality_id: UUID) -> bool:
    """Whoever teaches or guides in a town writes partners down; the bank is everybody's."""
    return actor.is_system or municipality_id in _working_in(actor)


def partners_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_partners_of``, as a condition on partners."""
    return Q() if actor.is_system else Q(municipality_id__in=_working_in(actor))


def can_read_partner(actor: Actor, partner: Partner) -> bool:
    """Whoever keeps it, and the towns it is shared with."""
    return Partner.objects.filter(partners_readable_by(actor), pk=partner.pk).exists()


def partners_readable_by(actor: Actor) -> Q:
    """The many to ``can_read_partner``."""
    if actor.is_system:
        return Q()
    towns = _working_in(actor)
    shares = PartnerShare.objects.filter(municipality_id__in=towns).exclude(state=PartnerShareState.DECLINED)
    return Q(municipality_id__in=towns) | Q(pk__in=shares.values("partner_id"))


def can_answer_partner_share(actor: Actor, share: PartnerShare) -> bool:
    """The office of the town it is offered to."""
    return actor.is_system or share.municipality_id in offers.organising_in(actor)


def partner_shares_answerable_by(actor: Actor) -> Q:
    """The many to ``can_answer_partner_share``."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def _working_in(actor: Actor) -> frozenset[UUID]:
    return frozenset(
        post.municipality_id
        for post in actor.posts
        if post.municipality_id is not None
        and (
            access.allowed(post.role, Permission.WRITE_PLAN) or access.allowed(post.role, Permission.ORGANISE)
        )
    )


def _guided_by(actor: Actor) -> frozenset[UUID]:
    return frozenset(
        post.municipality_id
        for post in actor.posts
        if post.role in GUIDES and post.municipality_id is not None
    )
