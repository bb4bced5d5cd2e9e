"""Where pupils stand: one, all of one person, and the lists of those who work with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.placements.contract import AgreementState
from stafet.placements.models import Agreement, CustodyConsent, Placement, Signature, WayEntry
from stafet.placements.way import WayState

_SEEN = DataClass.PROCESS


@dataclass(frozen=True, slots=True)
class PlacementView:
    """One placement with everything about it: its history, the answers from home, every version of the agreement."""

    placement: Placement
    entries: tuple[WayEntry, ...]
    consents: tuple[CustodyConsent, ...]
    agreements: tuple[Agreement, ...]
    signatures: tuple[Signature, ...]

    @property
    def current(self) -> Agreement | None:
        """The newest version that is not over."""
        over = {AgreementState.REPLACED, AgreementState.ENDED}
        return next((each for each in self.agreements if each.state not in over), None)

    def signatures_of(self, agreement: Agreement) -> tuple[Signature, ...]:
        """Those under one version."""
        return tuple(each for each in self.signatures if each.agreement_id == agreement.pk)


def placement_view(placement_id: UUID) -> PlacementView | None:
    """One placement, or ``None`` for a reader who may not see it."""
    rows = Placement.objects.filter(access.visible(_SEEN), pk=placement_id)
    placement = rows.select_related("scheme", "person", "school", "place__host").first()
    return None if placement is None else _view(placement)


def placements_of(person_id: UUID) -> tuple[PlacementView, ...]:
    """Everything of one person: what is under way first, then what is over, then what stands aside for another one."""
    rows = Placement.objects.filter(access.visible(_SEEN), person_id=person_id)
    found = rows.select_related("scheme", "person", "school", "place__host").order_by(
        "ended_on", "-known_at", "pk"
    )
    ordered = sorted(found, key=lambda row: (row.aside_since is not None, row.ended_on is not None))
    return tuple(_view(placement) for placement in ordered)


def list_placements(
    *, states: Sequence[WayState] = (), school_id: UUID | None = None, kind: str = ""
) -> QuerySet[Placement]:
    """Those under way whom the reader may see, who has waited longest first."""
    rows = Placement.objects.filter(access.visible(_SEEN)).under_way()
    if states:
        rows = rows.filter(state__in=states)
    if school_id is not None:
        rows = rows.filter(school_id=school_id)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("scheme", "person", "school", "place__host").order_by("since_on", "pk")


def count_by_state() -> Mapping[WayState, int]:
    """How many the reader may see stand where."""
    rows = Placement.objects.filter(access.visible(_SEEN)).under_way()
    counted = rows.order_by().values_list("state").annotate(count=Count("pk"))
    return {WayState(state): count for state, count in counted}


def current_agreements(placement_ids: Sequence[UUID]) -> Mapping[UUID, tuple[Agreement, int]]:
    """For each placement the newest version that is not over, and how many signatures it lacks. Two statements."""
    open_states = [
        state for state in AgreementState if state not in {AgreementState.REPLACED, AgreementState.ENDED}
    ]
    rows = Agreement.objects.filter(
        access.visible(_SEEN), placement_id__in=list(placement_ids), state__in=open_states
    )
    newest = {row.placement_id: row for row in rows.order_by("revision")}
    lacking = dict(
        Signature.objects.filter(
            access.visible(_SEEN), agreement_id__in=[row.pk for row in newest.values()], signed_at=None
        )
        .order_by()
        .values_list("agreement_id")
        .annotate(count=Count("pk"))
    )
    return {key: (row, lacking.get(row.pk, 0)) for key, row in newest.items()}


def agreement(agreement_id: UUID) -> Agreement | None:
    """One version, or ``None`` for a reader who may not see it."""
    rows = Agreement.objects.filter(access.visible(_SEEN), pk=agreement_id)
    return rows.select_related("placement__scheme", "person", "school", "place__host", "decided_by").first()


def register_of_agreements(
    *, ends_before: date | None = None, states: Sequence[AgreementState] = ()
) -> QuerySet[Agreement]:
    """The agreements the reader may see, the soonest to end first. Versions that were replaced stand with their placement."""
    rows = Agreement.objects.filter(access.visible(_SEEN), placement__aside_since=None)
    rows = rows.exclude(state=AgreementState.REPLACED)
    if states:
        rows = rows.filter(state__in=states)
    if ends_before is not None:
        rows = rows.filter(Q(ends_on__lte=ends_before), state=AgreementState.IN_FORCE)
    return rows.select_related("placement__scheme", "person", "school", "place__host").order_by(
        "ends_on", "pk"
    )


def _view(placement: Placement) -> PlacementView:
    of = Q(municipality_id=placement.municipality_id, placement=placement)
    agreements = tuple(
        Agreement.objects.filter(access.visible(_SEEN), of)
        .select_related("placement__scheme", "person", "place__host", "decided_by", "school")
        .order_by("-revision")
    )
    signatures = Signature.objects.filter(
        access.visible(_SEEN),
        municipality_id=placement.municipality_id,
        agreement_id__in=[each.pk for each in agreements],
    )
    return PlacementView(
        placement,
        tuple(WayEntry.objects.filter(access.visible(_SEEN), of).select_related("by").order_by("pk")),
        tuple(CustodyConsent.objects.filter(access.visible(_SEEN), of).order_by("on", "pk")),
        agreements,
        tuple(signatures.order_by("pk")),
    )
