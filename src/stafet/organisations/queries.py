"""What can be asked about municipalities and organisations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from stafet.audit import api as audit
from stafet.kernel.countries import Country, local_day
from stafet.organisations.models import Municipality, Organisation, Unit
from stafet.organisations.states import OrganisationKind, UnitKind


@dataclass(frozen=True, slots=True)
class Home:
    """What a municipality is to its young people: whose law, and who holds when nobody else does."""

    municipality_id: UUID
    country: Country
    last_resort_id: UUID | None

    def day(self, at: datetime) -> date:
        """The calendar day an instant falls on there."""
        return local_day(self.country, at)


def home(municipality_id: UUID) -> Home:
    """The home of a municipality's young people. Raises ``Municipality.DoesNotExist``."""
    row = Municipality.objects.get(pk=municipality_id)
    return Home(row.pk, Country(row.country), row.last_resort_id)


def duty_units(municipality_id: UUID, *, on: date) -> tuple[UUID, ...]:
    """Who carries the municipality's own duty towards its young people, whoever holds them.

    These are its guidance units and the organisation of last resort: the law puts the duty of outreach and of
    following up on the municipality, which acts through them.
    """
    of_last_resort = Municipality.objects.filter(pk=municipality_id).values("last_resort_id")
    guiding = Q(municipality_id=municipality_id, kind=OrganisationKind.GUIDANCE_UNIT)
    units = Organisation.objects.running_on(on).filter(guiding | Q(pk__in=of_last_resort))
    return tuple(units.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation as people name it: itself, and the municipality it lies in."""

    organisation_id: UUID
    name: str
    kind: OrganisationKind
    municipality_id: UUID
    municipality_name: str
    country: Country


def places(organisation_ids: Collection[UUID]) -> tuple[Place, ...]:
    """Organisations by name, with their municipality. Costs one look-up."""
    return tuple(
        Place(pk, name, OrganisationKind(kind), home_id, home_name, Country(country))
        for pk, name, kind, home_id, home_name, country in _places(tuple(organisation_ids))
    )


@audit.statement
def _places(organisation_ids: Collection[UUID]) -> QuerySet[Organisation, Any]:
    named = Organisation.objects.filter(audit.among("pk", organisation_ids)).order_by("name", "pk")
    return named.values_list(
        "pk", "name", "kind", "municipality_id", "municipality__name", "municipality__country"
    )


def teams_of(organisation_id: UUID) -> Sequence[Unit]:
    """The teams of an organisation, by name: what a hand-over or a step can be meant for."""
    return list(
        Unit.objects.filter(organisation_id=organisation_id, kind=UnitKind.TEAM).order_by("name", "pk")
    )


def municipalities() -> Sequence[tuple[UUID, str]]:
    """Every municipality that Stafet knows, by name."""
    return list(Municipality.objects.order_by("name", "pk").values_list("pk", "name"))
