"""Small reads that actions and pages share."""

from __future__ import annotations

from stafet.placements.api import Agreement, AgreementState, Placement

_HELD = (AgreementState.IN_FORCE, AgreementState.ENDED)
_AN_HOUR = 60


def agreement_of(placement: Placement) -> Agreement | None:
    """The version that holds; for what is over, the last that did."""
    rows = (
        Agreement.objects.filter(
            municipality_id=placement.municipality_id, placement=placement, state__in=_HELD
        )
        .exclude(decided_on=None)
        .select_related("place__host")
    )
    return min(rows.order_by("-revision"), key=lambda row: row.state != AgreementState.IN_FORCE, default=None)


def agreed_minutes(agreement: Agreement | None) -> int:
    """How long a day at the place is without its break, in minutes; 0 when no times are agreed."""
    if agreement is None or agreement.begins_at is None or agreement.stops_at is None:
        return 0
    begins, stops = (each.hour * _AN_HOUR + each.minute for each in (agreement.begins_at, agreement.stops_at))
    return max(0, stops - begins - agreement.break_minutes)
