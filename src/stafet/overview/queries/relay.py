"""The relay line: who had the responsibility, who has it, to whom it is offered, and when the next step is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.overview.queries.steps import StepLine, next_steps
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


def relay_of(person_ids: Iterable[UUID], *, day: date) -> Mapping[UUID, RelayOf]:
    """The relays of some persons; those whom nobody holds, or who may not be seen, are left out. Three queries."""
    wanted = list(person_ids)
    steps = next_steps(wanted, day=day)
    return relays(wanted, legs=legs_of(wanted), offers=offers_of(wanted), steps=steps)


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
    rows = (
        Holding.objects.filter(access.visible(DataClass.PROCESS), person_id__in=list(person_ids))
        .order_by("starts_at", "id")
        .values_list(
            "person_id",
            "organisation_id",
            "organisation__name",
            "holder__name",
            "starts_at",
            "ends_at",
            "handover_id",
            "holder_id",
        )
    )
    legs: defaultdict[UUID, list[Leg]] = defaultdict(list)
    for person_id, organisation_id, name, holder, starts_at, ends_at, handover_id, holder_id in rows:
        span = HolderSpan(organisation_id, name, holder or "", starts_at, ends_at)
        legs[person_id].append(Leg(span, handover_id, holder_id))
    return legs


def offers_of(person_ids: Iterable[UUID]) -> Mapping[UUID, HolderSpan]:
    """To whom some persons are offered and who has not answered. One query."""
    rows = (
        Handover.objects.filter(access.visible(DataClass.PROCESS), person_id__in=list(person_ids))
        .filter(state=HandoverState.OFFERED)
        .order_by("offered_at", "id")
        .values_list(
            "person_id", "to_organisation_id", "to_organisation__name", "to_user__name", "offered_at"
        )
    )
    return {
        person_id: HolderSpan(organisation_id, name, user or "", offered_at)
        for person_id, organisation_id, name, user, offered_at in rows
    }
