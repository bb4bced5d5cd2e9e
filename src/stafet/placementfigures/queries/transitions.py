"""What became of those who completed a placement: who does vocational education some months after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.activities import ActivityKind
from stafet.kernel.sentences import sentence
from stafet.kernel.shares import Share
from stafet.placementfigures.asked import Asked
from stafet.placementfigures.queries.counts import Known
from stafet.placements.api import WayState

MONTHS = ("stafet.placement.transition_first", "stafet.placement.transition_second")
_SQL = """
SELECT
    count(*) FILTER (WHERE then_on <= %(on)s),
    count(*) FILTER (WHERE then_on <= %(on)s AND EXISTS (
        SELECT FROM pathways_spell s
        WHERE s.municipality_id = p.municipality_id AND s.person_id = p.person_id AND s.kind = %(education)s
          AND s.starts_on <= then_on AND (s.ends_on IS NULL OR s.ends_on > then_on)
          AND (s.missing_since IS NULL OR s.missing_since > then_on))),
    count(*) FILTER (WHERE then_on > %(on)s)
FROM placements_placement p
JOIN placements_scheme m ON m.id = p.scheme_id
CROSS JOIN LATERAL (SELECT (p.ended_on + make_interval(months => %(months)s))::date AS then_on) t
WHERE p.person_id IN (SELECT unnest((SELECT gate.my_persons('D')))) AND p.state = 'completed' AND p.aside_since IS NULL
  AND p.municipality_id = ANY (%(towns)s) AND m.starts_in = %(starts_in)s AND p.kind = %(kind)s
"""


@dataclass(frozen=True, slots=True)
class Transition:
    """``months`` after completing: how many of how many are in vocational education; for how many that day is still to come.

    Both are ``None`` where one of them, or what the states tell, would give somebody away.
    """

    months: int
    share: Share | None
    to_come: int | None


def transitions(asked: Asked, known: Known) -> tuple[Transition, ...]:
    """Those who completed a placement of the year and whom the reader may still see. One statement for each span."""
    return tuple(_after(int(rules.value(key, on=asked.on)), asked, known) for key in MONTHS)


def _after(months: int, asked: Asked, known: Known) -> Transition:
    values: dict[str, Any] = {
        "towns": list(asked.towns),
        "on": asked.on,
        "months": months,
        "education": ActivityKind.VOCATIONAL_EDUCATION.value,
        "starts_in": asked.starts_in,
        "kind": asked.kind.value,
    }
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_SQL, values)
        base, count, to_come = cursor.fetchone() or (0, 0, 0)
    window = sentence("%(months)d months after the placement was completed", months=months)
    if 0 < base < known.k or 0 < to_come < known.k or not known.may_tell({WayState.COMPLETED.value}):
        return Transition(months, None, None)
    return Transition(months, Share(count, base, window, known.k), to_come)
