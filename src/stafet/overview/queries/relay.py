"""The relay line: who had the responsibility, who has it, to whom it is offered, and when the next step is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.privacy import DataClass
from stafet.overview.queries.steps import StepLine
from stafet.responsibility.api import Handover, HandoverState, Holding


@dataclass(frozen=True, slots=True)
class HolderSpan:
    """One leg: an organisation, the person there if one is named, ``[starts_at, ends_at)``."""

    organisation_id: UUID
    organisation_name: str
    holder_name: str
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One holding as it was read, with the hand-over it began by."""

    span: HolderSpan
    handover_id: UUID | None
    holder_id: UUID | None


@dataclass(frozen=True, slots=True)
class RelayOf:
    """A person's relay. ``offered`` starts when it was offered; ``current`` is always there for the covered."""

    person_id: UUID
    past: tuple[HolderSpan, ...]
    current: HolderSpan
    offered: HolderSpan | None
    next_due_on: date | None


def relay_of(person_id: UUID, *, next_step: StepLine | None) -> RelayOf | None:
    """The relay of one person; ``None`` for somebody whom nobody holds, or who may not be seen. Two queries."""
    wanted = [person_id]
    steps = {person_id: next_step} if next_step else {}
    return relays(wanted, legs=legs_of(wanted), offers=offers_of(wanted), steps=steps).get(person_id)


def relays(
    person_ids: Iterable[UUID],
    *,
    legs: Mapping[UUID, Sequence[Leg]],
    offers: Mapping[UUID, HolderSpan],
    steps: Mapping[UUID, StepLine],
) -> Mapping[UUID, RelayOf]:
    """Put together what was read."""
    found = {}
    for person_id in person_ids:
        spans = [leg.span for leg in legs.get(person_id, ())]
        if spans and spans[-1].ends_at is None:
            step = steps.get(person_id)
            found[person_id] = RelayOf(
                person_id=person_id,
                past=tuple(spans[:-1]),
                current=spans[-1],
                offered=offers.get(person_id),
                next_due_on=step.due_on if step else None,
            )
    return found


def legs_of(person_ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Leg]]:
    """Every holding of some persons, each person's in order of time. One query."""
    legs: defaultdict[UUID, list[Leg]] = defaultdict(list)
    for person_id, organisation_id, name, holder, starts_at, ends_at, handover_id, holder_id in _holdings(
        tuple(person_ids)
    ):
        span = HolderSpan(organisation_id, name, holder or "", starts_at, ends_at)
        legs[person_id].append(Leg(span, handover_id, holder_id))
    return legs


def offers_of(person_ids: Iterable[UUID]) -> Mapping[UUID, HolderSpan]:
    """To whom some persons are offered and who has not answered. One query."""
    return {
        person_id: HolderSpan(organisation_id, name, user or "", offered_at)
        for person_id, organisation_id, name, user, offered_at in _offers(tuple(person_ids))
    }


@audit.statement
def _holdings(person_ids: Sequence[UUID]) -> QuerySet[Holding, Any]:
    held = Holding.objects.filter(access.visible(DataClass.PROCESS), audit.among("person_id", person_ids))
    return held.order_by("starts_at", "id").values_list(
        "person_id",
        "organisation_id",
        "organisation__name",
        "holder__name",
        "starts_at",
        "ends_at",
        "handover_id",
        "holder_id",
    )


@audit.statement
def _offers(person_ids: Sequence[UUID]) -> QuerySet[Handover, Any]:
    offered = Handover.objects.filter(access.visible(DataClass.PROCESS), state=HandoverState.OFFERED)
    return (
        offered.filter(audit.among("person_id", person_ids))
        .order_by("offered_at", "id")
        .values_list(
            "person_id", "to_organisation_id", "to_organisation__name", "to_user__name", "offered_at"
        )
    )
