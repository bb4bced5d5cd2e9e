"""Who follows up placements, and who keeps the calendar of school holidays. Whom somebody sees, grants decide."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.placements import api as placements


def can_follow_up(actor: Actor) -> bool:
    """Whoever works on the placements of young people follows them up, for those they may see."""
    return placements.can_work_on_placements(actor)


def placements_followable_by(actor: Actor) -> Q:
    """The many to ``can_follow_up``, as a condition on placements that are seen."""
    return placements.placements_workable_by(actor)


def can_keep_breaks(actor: Actor, municipality_id: UUID) -> bool:
    """Whoever works with young people in the town types in when school is closed."""
    return placements.can_keep_hosts_in(actor, municipality_id)


def breaks_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_breaks``, as a condition on holidays."""
    if actor.is_system:
        return Q()
    if not placements.can_work_on_placements(actor):
        return Q(pk__in=())
    return Q(municipality_id__in=offers.municipalities_of(actor))
