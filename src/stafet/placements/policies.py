"""Who sets a model, who keeps the bank, who works on the way of a pupil, who approves. Whom somebody sees, grants decide."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.placements.models import Agreement, Host


def can_set_model(actor: Actor, municipality_id: UUID) -> bool:
    """The town's own office sets its models."""
    return actor.is_system or municipality_id in offers.organising_in(actor)


def models_settable_by(actor: Actor) -> Q:
    """The many to ``can_set_model``, as a condition on models."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def can_keep_host(actor: Actor, host: Host) -> bool:
    """Whoever works with young people in the town keeps its bank of places."""
    return can_keep_hosts_in(actor, host.municipality_id)


def can_keep_hosts_in(actor: Actor, municipality_id: UUID) -> bool:
    """Whether somebody writes down hosts of one town."""
    if actor.is_system:
        return True
    return access.may(actor, Permission.WRITE_PLAN) and municipality_id in offers.municipalities_of(actor)


def hosts_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_host``."""
    if actor.is_system:
        return Q()
    if not access.may(actor, Permission.WRITE_PLAN):
        return Q(pk__in=())
    return Q(municipality_id__in=offers.municipalities_of(actor))


def can_work_on_placements(actor: Actor) -> bool:
    """Whoever works with young people works on the placements of those they may see."""
    return actor.is_system or access.may(actor, Permission.WRITE_PLAN)


def placements_workable_by(actor: Actor) -> Q:
    """The many to ``can_work_on_placements``, as a condition on placements that are seen."""
    return Q() if can_work_on_placements(actor) else Q(pk__in=())


def can_decide(actor: Actor, agreement: Agreement) -> bool:
    """The leader of the pupil's own school, by name. No rule and no job ever does."""
    return not actor.is_system and access.may(
        actor, Permission.APPROVE_PLACEMENT, organisation_id=agreement.school_id
    )


def agreements_decidable_by(actor: Actor) -> Q:
    """The many to ``can_decide``, as a condition on agreements that are seen."""
    if actor.is_system:
        return Q(pk__in=())
    return Q(school_id__in=access.organisations_where(actor, Permission.APPROVE_PLACEMENT))
