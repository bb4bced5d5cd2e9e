"""For whom a placement waits: whoever has the responsibility for the pupil, by name or by their place; the leader who decides; who leads there."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass
from stafet.placements.api import Placement
from stafet.responsibility.api import Holding


def waits_for(actor: Actor, placement: Placement, *, at: datetime) -> bool:
    """Whether what waits at one placement waits for somebody, by the responsibility they have."""
    rows = Placement.objects.filter(access.visible(DataClass.PROCESS), pk=placement.pk)
    return rows.filter(placements_waiting_for(actor, at=at)).exists()


def placements_waiting_for(actor: Actor, *, at: datetime) -> Q:
    """The many to ``waits_for``: held by name; held by their place and by nobody there who still is; or held by nobody, at their school."""
    places = access.organisations_where(actor, Permission.HOLD)
    posts = access.Membership.objects.current_at(at).filter(
        organisation_id=OuterRef("organisation_id"), user_id=OuterRef("holder_id")
    )
    by_name = Q(holder_id=actor.user_id, organisation_id__in=places)
    by_place = Q(organisation_id__in=places) & (Q(holder=None) | ~Exists(posts))
    theirs = access.once(Q(person_id__in=_held().filter(by_name | by_place).values("person_id")))
    schools = access.organisations_where(actor, Permission.APPROVE_PLACEMENT)
    if not schools:
        return theirs
    there = Placement.objects.filter(school_id__in=schools).values("person_id")
    held = access.once(Q(person_id__in=_held().filter(person_id__in=there).values("person_id")))
    return theirs | (Q(school_id__in=schools) & ~held)


def placements_led_by(actor: Actor) -> Q:
    """Placements of pupils for whom somebody has the responsibility where this reader leads."""
    leads = access.organisations_where(actor, Permission.REASSIGN_OTHERS)
    if not leads:
        return Q(pk__in=())
    return access.once(Q(person_id__in=_held().filter(organisation_id__in=leads).values("person_id")))


def leads(actor: Actor, placement: Placement) -> bool:
    """The one to ``placements_led_by``."""
    rows = Placement.objects.filter(access.visible(DataClass.PROCESS), pk=placement.pk)
    return rows.filter(placements_led_by(actor)).exists()


def _held() -> QuerySet[Holding]:
    return Holding.objects.filter(access.visible(DataClass.PROCESS), ends_at=None)
