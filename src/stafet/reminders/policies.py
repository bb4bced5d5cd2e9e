"""For whom an agreement waits: whoever has the responsibility for the pupil, by name or by their place, and the leader who decides."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass
from stafet.placements import api as placements
from stafet.responsibility import api as responsibility


def waits_for(actor: Actor, agreement: placements.Agreement) -> bool:
    """Whether one agreement waits for somebody."""
    is_theirs = _held_by(actor).filter(person_id=agreement.person_id).exists()
    return is_theirs or placements.can_decide(actor, agreement)


def agreements_waiting_for(actor: Actor) -> Q:
    """The many to ``waits_for``, as a condition on agreements that are seen."""
    theirs = access.once(Q(person_id__in=_held_by(actor).values("person_id")))
    return theirs | placements.agreements_decidable_by(actor)


def _held_by(actor: Actor) -> QuerySet[responsibility.Holding]:
    places = access.organisations_where(actor, access.Permission.HOLD)
    held = responsibility.Holding.objects.filter(access.visible(DataClass.PROCESS), ends_at=None)
    return held.filter(Q(holder_id=actor.user_id) | Q(holder=None, organisation_id__in=places))
