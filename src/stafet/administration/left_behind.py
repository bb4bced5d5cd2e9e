"""What an organisation or a team still has. Numbers only, found out in the scope of the municipality's job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.responsibility import api as responsibility


@dataclass(frozen=True, slots=True)
class StillThere:
    """What would be left behind, and what would merely end with it."""

    people: int
    """For how many young people it has the responsibility."""
    steps: int
    """How many open steps lie there."""
    offers: int
    """How many hand-overs wait there for an answer."""
    requests: int
    """How many requests wait there for an answer."""
    posts: int
    """How many posts end with it."""
    attending: int
    """How many attend it, as far as the registers say."""
    is_last_resort: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether it can close."""
        return not (self.people or self.steps or self.offers or self.requests or self.is_last_resort)


def left_in(organisation: organisations.Organisation, *, on: date, at: datetime) -> StillThere:
    """What an organisation still has in its own municipality. Only in the scope of a job."""
    here, town = {"organisation_id": organisation.pk}, organisation.municipality_id
    home = organisations.home(town)
    return StillThere(
        people=responsibility.Holding.objects.filter(**here, ends_at=None).count(),
        steps=responsibility.NextStep.objects.open().filter(**here).count(),
        offers=responsibility.Handover.objects.filter(
            to_organisation_id=organisation.pk, state=responsibility.HandoverState.OFFERED
        ).count(),
        requests=responsibility.HoldingRequest.objects.filter(
            to_organisation_id=organisation.pk, state=responsibility.RequestState.ASKED
        ).count(),
        posts=access.Membership.objects.filter(**here, starts_at__lte=at).exclude(ends_at__lte=at).count(),
        attending=pathways.Spell.objects.running_on(on).filter(**here).values("person_id").distinct().count(),
        is_last_resort=home.last_resort_id == organisation.pk,
    )


def left_in_unit(unit_id: UUID, *, on: date, at: datetime) -> StillThere:
    """What a class or a team still has. Only in the scope of a job."""
    here = {"unit_id": unit_id}
    return StillThere(
        people=0,
        steps=responsibility.NextStep.objects.open().filter(**here).count(),
        offers=responsibility.Handover.objects.filter(
            to_unit_id=unit_id, state=responsibility.HandoverState.OFFERED
        ).count(),
        requests=0,
        posts=access.Membership.objects.filter(**here, starts_at__lte=at).exclude(ends_at__lte=at).count(),
        attending=pathways.Spell.objects.running_on(on).filter(**here).values("person_id").distinct().count(),
    )
