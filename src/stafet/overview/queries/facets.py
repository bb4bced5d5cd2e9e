"""Where the people are whom the asking user may see, and who has them: what a list can be narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.pathways import api as pathways
from stafet.responsibility.api import Holding

Named = tuple[UUID, str]
"""A key and what it is called."""


@dataclass(frozen=True, slots=True)
class PeopleFacets:
    """Places, the classes of one place if it is chosen, grades, and holders. Each by name, none without people."""

    organisations: Sequence[Named]
    units: Sequence[Named]
    grades: Sequence[int]
    holders: Sequence[Named]


def people_facets(*, day: date, organisation_id: UUID | None = None) -> PeopleFacets:
    """What there is to choose from. Four queries, three while no place is chosen."""
    spells = pathways.Spell.objects.running_on(day).filter(access.visible(DataClass.PROCESS))
    held = Holding.objects.filter(access.visible(DataClass.PROCESS), ends_at=None)
    return PeopleFacets(
        organisations=list(
            spells.exclude(organisation=None)
            .order_by("organisation__name", "organisation_id")
            .values_list("organisation_id", "organisation__name")
            .distinct()
        ),
        units=[] if organisation_id is None else _units(organisation_id, day),
        grades=[
            grade
            for grade in spells.order_by("grade").values_list("grade", flat=True).distinct()
            if grade is not None
        ],
        holders=list(
            held.order_by("organisation__name", "organisation_id")
            .values_list("organisation_id", "organisation__name")
            .distinct()
        ),
    )


def _units(organisation_id: UUID, day: date) -> list[Named]:
    spells = pathways.Spell.objects.running_on(day).filter(
        access.visible(DataClass.PROCESS), organisation_id=organisation_id
    )
    named = spells.exclude(unit=None).order_by("unit__name", "unit_id")
    return list(named.values_list("unit_id", "unit__name").distinct())
