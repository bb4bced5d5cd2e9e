"""The programmes that registers tell, in their own words, with how many people; what only a few attend is not told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.activities import ActivityKind
from stafet.pathways import api as pathways

SMALLEST_GROUP = "stafet.statistics.smallest_group"


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """One programme as a register calls it."""

    code: str
    name: str
    kind: ActivityKind
    people: int


def programmes_told(municipality_id: UUID, *, on: date) -> Sequence[ProgrammeLine]:
    """What young people of a municipality attend today, by code and name. Only in the scope of a job.

    Whoever reads this sees no young person, and a programme of one would be somebody's: a name that fewer attend than the
    smallest group is left out. People with protection are not counted.
    """
    smallest = rules.value(SMALLEST_GROUP, on=on)
    hidden = access.HiddenPerson.objects.filter(municipality_id=municipality_id, lifted_at=None)
    rows = (
        pathways.Spell.objects.running_on(on)
        .filter(municipality_id=municipality_id)
        .exclude(Q(programme_code="", programme_name="") | Q(person_id__in=hidden.values("person_id")))
        .order_by("programme_code", "programme_name", "kind")
        .values_list("programme_code", "programme_name", "kind")
        .annotate(people=Count("person_id", distinct=True))
        .filter(people__gte=smallest)
    )
    return [ProgrammeLine(code, name, ActivityKind(kind), count) for code, name, kind, count in rows]
