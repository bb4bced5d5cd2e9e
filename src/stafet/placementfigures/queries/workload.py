"""How much there is to do for whom: placements under way by who is named for the pupil, and how many wait for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery

from stafet.kernel import rules
from stafet.kernel.shares import protected_counts
from stafet.placementfigures.asked import Asked, asked_placements
from stafet.placementfigures.queries.counts import WITHOUT_PLACE, Known
from stafet.placements.api import OVER, WayState
from stafet.responsibility import api as responsibility

_TO_SIGN = (WayState.DRAFTED, WayState.SIGNED)
WAITS = "stafet.placement.waits_at_most"


@dataclass(frozen=True, slots=True)
class WorkloadLine:
    """Somebody who has the responsibility by name, or a place without a name: pupils under way, and how many have stood too long.

    A number is ``None`` where it, or what follows from it, would give somebody away.
    """

    name: str
    organisation: str
    under_way: int | None
    without_place: int | None
    to_sign: int | None
    stood_long: int | None


def workload(asked: Asked, known: Known) -> tuple[WorkloadLine, ...]:
    """Everybody who has pupils under way, by name. One look-up. Who has most is nobody's fault: it says where help is needed."""
    long_ago = asked.on - timedelta(days=int(rules.value(WAITS, on=asked.on)))
    standing = responsibility.Holding.objects.filter(
        municipality_id=OuterRef("municipality_id"), person_id=OuterRef("person_id"), ends_at=None
    )
    rows = (
        asked_placements(asked)
        .exclude(state__in=OVER)
        .annotate(
            holder=Subquery(standing.values("holder_id")[:1]),
            holder_name=Subquery(standing.values("holder__name")[:1]),
            held_by=Subquery(standing.values("organisation__name")[:1]),
        )
        .values("holder", "holder_name", "held_by")
        .annotate(
            under_way=Count("pk"),
            without=Count("pk", filter=Q(state__in=WITHOUT_PLACE)),
            to_sign=Count("pk", filter=Q(state__in=_TO_SIGN)),
            stood=Count(
                "pk",
                filter=Q(since_on__lte=long_ago) & ~Q(state__in=[WayState.ACTIVE, WayState.ON_COURSE]),
            ),
        )
        .order_by(F("held_by").asc(nulls_last=True), F("holder_name").asc(nulls_last=True), "holder")
    )
    found = list(rows)
    columns = [
        _column(
            [row["under_way"] for row in found], known, set(WayState.values) - {each.value for each in OVER}
        ),
        _column([row["without"] for row in found], known, {each.value for each in WITHOUT_PLACE}),
        _column([row["to_sign"] for row in found], known, {each.value for each in _TO_SIGN}),
        _column([row["stood"] for row in found], known, set()),
    ]
    numbers = zip(*columns, strict=True)
    return tuple(
        WorkloadLine(row["holder_name"] or "", row["held_by"] or "", *line)
        for row, line in zip(found, numbers, strict=True)
    )


def _column(counts: Sequence[int], known: Known, states: set[str]) -> Sequence[int | None]:
    """What may be shown of one column: its sum must not tell what the table of states hides."""
    if known.may_tell(states):
        return protected_counts(counts, k=known.k)
    return [None] * len(counts)
