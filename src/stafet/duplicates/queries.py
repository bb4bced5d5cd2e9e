"""Who may have been registered twice: by an exact fact, never by likeness, and never anybody who is protected.

Asked in the scope of the municipality's job: the same number is a fact about numbers few may see. Only the pairs come
out; whoever shows them looks each person up in the reader's own scope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db import connections

from stafet.audit import api as audit
from stafet.duplicates.models import Merge
from stafet.duplicates.remembering import moved_of
from stafet.duplicates.states import MergeReason
from stafet.kernel import rules
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.responsibility import api as responsibility

UNDONE_WITHIN = "stafet.people.merge_undone_within"
_SQL = Path(__file__).resolve().parent / "twice.sql"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two registrations that may be one person, the older first, and the fact that says so."""

    first_id: UUID
    second_id: UUID
    because: MergeReason


@dataclass(frozen=True, slots=True)
class CameSince:
    """What was written about the kept person after a merge, and could belong to either."""

    steps: tuple[UUID, ...]
    spells: tuple[UUID, ...]


def registered_twice(municipality_id: UUID) -> Sequence[Pair]:
    """Every pair that nobody has looked at. In the scope of a job."""
    return _pairs(municipality_id, None)


def reason_to_merge(municipality_id: UUID, one: UUID, other: UUID) -> MergeReason | None:
    """The exact fact that says that two are one, if there is one and nobody has looked at them. In the scope of a job."""
    found = _pairs(municipality_id, [one, other])
    return next((pair.because for pair in found if {pair.first_id, pair.second_id} == {one, other}), None)


def came_since(merge: Merge) -> CameSince:
    """What came between a merge and now, but for what the merge itself moved. In the scope of a job."""
    whose = {"municipality_id": merge.municipality_id, "person_id": merge.person_id}
    since: datetime = merge.decided_at or merge.proposed_at
    moved = moved_of(merge)
    steps = responsibility.NextStep.objects.filter(opened_at__gt=since, **whose).exclude(
        pk__in=list(moved.steps)
    )
    spells = pathways.Spell.objects.filter(**whose).exclude(pk__in=[*moved.spells, *moved.own_spells])
    return CameSince(
        tuple(steps.order_by("opened_at", "pk").values_list("pk", flat=True)),
        tuple(spells.order_by("starts_on", "pk").values_list("pk", flat=True)),
    )


def undone_until(merge: Merge) -> datetime:
    """The instant until which a merge can be undone."""
    merged_at: datetime = merge.decided_at or merge.proposed_at
    day = organisations.home(merge.municipality_id).day(merged_at)
    return merged_at + timedelta(days=int(rules.value(UNDONE_WITHIN, on=day)))


def _pairs(municipality_id: UUID, among: list[UUID] | None) -> Sequence[Pair]:
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_statement(), {"municipality": municipality_id, "among": among})
        return [Pair(first, second, MergeReason(because)) for first, second, because in cursor.fetchall()]


@cache
def _statement() -> str:
    return _SQL.read_text(encoding="utf-8")
