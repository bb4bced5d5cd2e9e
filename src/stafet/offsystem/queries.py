"""What can be asked about slips."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.offsystem.models import Slip
from stafet.offsystem.policies import slips_holdable_by, slips_takeable_by


def slips_held(actor: Actor) -> Sequence[Slip]:
    """What lies with the actor's organisations, the most pressing first."""
    return list(_named().filter(slips_holdable_by(actor)).order_by("due_on", "pk"))


def slips_offered(actor: Actor) -> Sequence[Slip]:
    """What waits for an answer of the actor's organisations, the longest first."""
    return list(_named().filter(slips_takeable_by(actor)).order_by("offered_at", "pk"))


def slips_due(actor: Actor, *, until: date, limit: int) -> Sequence[Slip]:
    """The actor's own slips that are due by a day, and whatever is offered to the actor's organisations.

    Most readers have none, and every Today asks: so it is first asked which, then for what stands on them.
    """
    places = tuple(access.organisations_where(actor, access.Permission.HOLD))
    keys = [key for (key,) in _due_keys(actor.user_id, places, until, limit)]
    return list(_named().filter(pk__in=keys).order_by("due_on", "pk")) if keys else []


@audit.statement
def _due_keys(
    user_id: UUID, places: Collection[UUID], until: date, limit: int
) -> QuerySet[Slip, tuple[UUID]]:
    mine = audit.among("organisation_id", places) & Q(finished_at=None, holder_id=user_id, due_on__lte=until)
    offered = audit.among("offered_to_id", places)
    return Slip.objects.filter(mine | offered).order_by("due_on", "pk").values_list("pk")[:limit]


def slip_for(actor: Actor, slip_id: UUID) -> Slip | None:
    """One slip, for whoever has it or is offered it."""
    return _named().filter(slips_holdable_by(actor) | slips_takeable_by(actor), pk=slip_id).first()


def _named() -> QuerySet[Slip]:
    return Slip.objects.select_related("organisation", "holder", "offered_to")
