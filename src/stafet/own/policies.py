"""Who may open a young person to themselves and to whoever has custody: one person, and everybody it is true for."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.responsibility import api as responsibility


def can_open(actor: Actor, holding: responsibility.Holding) -> bool:
    """Whoever works with young people at the organisation that holds, or takes in for the home municipality."""
    return holding.ends_at is None and (
        actor.is_system
        or access.may(actor, Permission.HOLD, organisation_id=holding.organisation_id)
        or responsibility.can_take_in(actor, holding.municipality_id)
    )


def holdings_openable_by(actor: Actor) -> QuerySet[responsibility.Holding]:
    """The many to ``can_open``."""
    return responsibility.Holding.objects.filter(
        Q(organisation_id__in=access.organisations_where(actor, Permission.HOLD))
        | Q(municipality_id__in=responsibility.municipalities_taken_in_by(actor)),
        ends_at=None,
    )
