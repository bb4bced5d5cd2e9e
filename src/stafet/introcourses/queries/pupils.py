"""Who could be asked: pupils of a grade, and of one school, whom the reader may see. Worked out when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafet.access import api as access
from stafet.introcourses.models import WishRound
from stafet.kernel.activities import SCHOOL
from stafet.kernel.privacy import DataClass
from stafet.pathways import api as pathways


@dataclass(frozen=True, slots=True)
class PupilAsked:
    """One pupil who is to be asked, and where they go to school."""

    person_id: UUID
    school_id: UUID | None
    class_name: str


def pupils_to_ask(
    the_round: WishRound, *, today: date, school_id: UUID | None = None
) -> tuple[PupilAsked, ...]:
    """The pupils of the round's grade whom the reader may see, each once; of one school, or of all."""
    rows = pathways.Spell.objects.filter(
        access.visible(DataClass.PROCESS), municipality_id=the_round.municipality_id, grade=the_round.grade
    )
    rows = rows.running_on(today).of_kind(*SCHOOL)
    if school_id is not None:
        rows = rows.filter(organisation_id=school_id)
    found: dict[UUID, PupilAsked] = {}
    for row in rows.select_related("unit").order_by("person_id", "-starts_on", "pk"):
        name = row.unit.name if row.unit else ""
        found.setdefault(row.person_id, PupilAsked(row.person_id, row.organisation_id, name))
    return tuple(found.values())
