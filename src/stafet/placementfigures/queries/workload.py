"""How much there is to do for whom: placements under way by who is named for the pupil, and how many wait for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery

from stafet.kernel import rules
from stafet.placementfigures.asked import Asked, asked_placements
from stafet.placementfigures.queries.counts import WITHOUT_PLACE
from stafet.placements.api import OVER, WayState
from stafet.responsibility import api as responsibility

WAITS = "stafet.placement.waits_at_most"


@dataclass(frozen=True, slots=True)
class WorkloadLine:
    """Somebody who has the responsibility by name, or a place without a name: pupils under way, and how many have stood too long."""

    name: str
    organisation: str
    under_way: int
    without_place: int
    to_sign: int
    stood_long: int


def workload(asked: Asked) -> tuple[WorkloadLine, ...]:
    """Everybody who has pupils under way, by name. Two look-ups. Who has most is nobody's fault: it says where help is needed."""
    long_ago = asked.on - timedelta(days=int(rules.value(WAITS, on=asked.on)))
    standing = responsibility.Holding.objects.filter(
        municipality_id=OuterRef("municipality_id"), person_id=OuterRef("person_id"), ends_at=None
    )
    rows = (
        asked_placements(asked)
        .exclude(state__in=OVER)
        .annotate(
            holder_name=Subquery(standing.values("holder__name")[:1]),
            held_by=Subquery(standing.values("organisation__name")[:1]),
        )
        .values("holder_name", "held_by")
        .annotate(
            under_way=Count("pk"),
            without=Count("pk", filter=Q(state__in=WITHOUT_PLACE)),
            to_sign=Count("pk", filter=Q(state__in=[WayState.DRAFTED, WayState.SIGNED])),
            stood=Count(
                "pk",
                filter=Q(since_on__lte=long_ago) & ~Q(state__in=[WayState.ACTIVE, WayState.ON_COURSE]),
            ),
        )
        .order_by(F("held_by").asc(nulls_last=True), F("holder_name").asc(nulls_last=True))
    )
    return tuple(
        WorkloadLine(
            row["holder_name"] or "",
            row["held_by"] or "",
            row["under_way"],
            row["without"],
            row["to_sign"],
            row["stood"],
        )
        for row in rows
    )
