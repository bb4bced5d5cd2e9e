"""Who keeps references to other cases: whoever has the responsibility for the municipality itself. The database holds it too."""

from __future__ import annotations

from django.db.models import F, QuerySet

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.organisations.api import OrganisationKind
from stafet.responsibility import api as responsibility

OWN_KINDS = (
    OrganisationKind.MUNICIPALITY.value,
    OrganisationKind.GUIDANCE_UNIT.value,
    OrganisationKind.JOB_CENTRE.value,
)
"""The municipality's own organisations that are told of a case elsewhere; a school and an institution are not."""


def can_keep_cases(actor: Actor, holding: responsibility.Holding) -> bool:
    """Whether somebody reads and writes references about whoever this responsibility is for."""
    if holding.ends_at is not None:
        return False
    if actor.is_system:
        return True
    place = holding.organisation
    return (
        place.kind in OWN_KINDS
        and place.municipality_id == holding.municipality_id
        and access.may(actor, Permission.HOLD, organisation_id=place.pk)
    )


def holdings_kept_by(actor: Actor) -> QuerySet[responsibility.Holding]:
    """The many to ``can_keep_cases``."""
    running = responsibility.Holding.objects.filter(ends_at=None)
    if actor.is_system:
        return running
    return running.filter(
        organisation_id__in=access.organisations_where(actor, Permission.HOLD),
        organisation__kind__in=OWN_KINDS,
        organisation__municipality_id=F("municipality_id"),
    )
