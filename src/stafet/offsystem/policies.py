"""Who has a slip and who is offered one: each a pair of one and many."""

from __future__ import annotations

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.offsystem.models import Slip


def can_hold_slip(actor: Actor, slip: Slip) -> bool:
    """Whether it lies with the actor's organisation, and is open."""
    return slip.finished_at is None and access.may(
        actor, Permission.HOLD, organisation_id=slip.organisation_id
    )


def slips_holdable_by(actor: Actor) -> Q:
    """The many to ``can_hold_slip``."""
    places = access.organisations_where(actor, Permission.HOLD)
    return Q(finished_at=None, organisation_id__in=places)


def can_take_slip(actor: Actor, slip: Slip) -> bool:
    """Whether it is offered to the actor's organisation."""
    return slip.offered_to_id is not None and access.may(
        actor, Permission.HOLD, organisation_id=slip.offered_to_id
    )


def slips_takeable_by(actor: Actor) -> Q:
    """The many to ``can_take_slip``."""
    return Q(offered_to_id__in=access.organisations_where(actor, Permission.HOLD))
