"""Small reads that actions and pages share."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from stafet.followup.models import PlanConfirmation, PlanPeriod, SchoolBreak
from stafet.followup.schedule import Plan, make_plan
from stafet.organisations import api as organisations
from stafet.placements.api import Agreement, AgreementState, Placement

_HELD = (AgreementState.IN_FORCE, AgreementState.ENDED)


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


def plan_of(placement: Placement, agreement: Agreement | None) -> Plan:
    """The year plan, for whoever may see the placement."""
    of = Q(municipality_id=placement.municipality_id, placement=placement)
    return make_plan(
        agreement,
        country=organisations.home(placement.municipality_id).country,
        periods=list(PlanPeriod.objects.filter(of).order_by("starts_on", "pk")),
        breaks=_breaks_around(placement.municipality_id, agreement),
        confirmations=list(PlanConfirmation.objects.filter(of).order_by("on", "pk")),
    )


def school_breaks(municipality_id: UUID, *, since: date) -> list[SchoolBreak]:
    """The town's holidays that are not over on a day, the first to come first."""
    rows = SchoolBreak.objects.filter(municipality_id=municipality_id, ends_on__gt=since)
    return list(rows.order_by("starts_on"))


def _breaks_around(municipality_id: UUID, agreement: Agreement | None) -> list[SchoolBreak]:
    if agreement is None or agreement.starts_on is None or agreement.ends_on is None:
        return []
    found = school_breaks(municipality_id, since=agreement.starts_on)
    return [each for each in found if each.starts_on < agreement.ends_on]
