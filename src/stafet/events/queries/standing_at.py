"""At which school somebody is on a day, and in which class."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from stafet.kernel.activities import SCHOOL
from stafet.pathways import api as pathways


def standing_at(person_id: UUID, day: date) -> tuple[UUID | None, str]:
    """The key of the school and the name of the class; nothing for whoever is at none."""
    rows = pathways.Spell.objects.filter(person_id=person_id).running_on(day).of_kind(*SCHOOL)
    row = rows.select_related("unit").order_by("-starts_on", "pk").first()
    if row is None:
        return None, ""
    return row.organisation_id, row.unit.name if row.unit else ""
