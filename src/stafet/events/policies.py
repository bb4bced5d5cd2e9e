"""Who plans and keeps an event, and who knows of it. Whom somebody sees in it, grants decide."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.events.models import Event
from stafet.kernel.actors import Actor
from stafet.offers import api as offers


def organisations_planned_for(actor: Actor) -> frozenset[UUID]:
    """The organisations in whose name somebody plans: where they work with young people, or organise."""
    return access.organisations_where(actor, Permission.WRITE_PLAN) | access.organisations_where(
        actor, Permission.ORGANISE
    )


def can_plan_for(actor: Actor, organisation_id: UUID) -> bool:
    """Whether somebody plans events in the name of an organisation."""
    return actor.is_system or organisation_id in organisations_planned_for(actor)


def can_keep_event(actor: Actor, event: Event) -> bool:
    """Whoever works at its organiser keeps it, and whoever organises for the town."""
    if actor.is_system or event.municipality_id in offers.organising_in(actor):
        return True
    return can_plan_for(actor, event.organiser_id)


def events_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_event``."""
    if actor.is_system:
        return Q()
    return Q(municipality_id__in=offers.organising_in(actor)) | Q(
        organiser_id__in=organisations_planned_for(actor)
    )


def can_read_event(actor: Actor, event: Event) -> bool:
    """Whoever works in the town, or where it is held, knows of it."""
    if actor.is_system or event.municipality_id in offers.municipalities_of(actor):
        return True
    return event.held_by_id in actor.organisation_ids


def events_readable_by(actor: Actor) -> Q:
    """The many to ``can_read_event``."""
    if actor.is_system:
        return Q()
    return Q(municipality_id__in=offers.municipalities_of(actor)) | Q(held_by_id__in=actor.organisation_ids)


def can_tell_attendance(actor: Actor) -> bool:
    """Whoever works with young people tells who came, of those they may see."""
    return actor.is_system or access.may(actor, Permission.WRITE_PLAN)
