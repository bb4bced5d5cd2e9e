"""What a reader asks of the figures, and what they suppose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.placements import api as placements

SMALLEST = "stafet.statistics.smallest_group"


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which towns, one school year (the year it begins in), one scheme, and the day on which it is asked.

    Always one scheme: beside a figure of all of them, that of one would tell those of the others however few they are.
    """

    towns: tuple[UUID, ...]
    starts_in: int
    on: date
    kind: placements.SchemeKind


@dataclass(frozen=True, slots=True)
class Supposed:
    """What nobody has written down: the price of an hour, the lessons of a day, and the share of a grade that will choose it.

    ``rate`` is in the currency of the country, ``uptake`` in percent; ``None`` is not supposed.
    """

    rate: Decimal | None = None
    lessons_a_day: Decimal | None = None
    uptake: Decimal | None = None


def asked_placements(asked: Asked) -> QuerySet[placements.Placement]:
    """The placements of the year that the reader may see; what stands aside is another one's and not counted twice."""
    return placements.Placement.objects.filter(
        access.visible(DataClass.PROCESS),
        municipality_id__in=asked.towns,
        scheme__starts_in=asked.starts_in,
        kind=asked.kind,
        aside_since=None,
    )


def kinds_of(towns: tuple[UUID, ...]) -> tuple[placements.SchemeKind, ...]:
    """The schemes of which the towns have a model, in their own order. One look-up."""
    rows = placements.Scheme.objects.filter(municipality_id__in=towns)
    found = set(rows.order_by("kind").values_list("kind", flat=True).distinct())
    return tuple(kind for kind in placements.SchemeKind if kind.value in found)
