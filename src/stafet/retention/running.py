"""The nightly run: every municipality in turn, batch by batch, each batch a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.retention.actions.deleting import delete_due_persons, delete_due_rows


@dataclass(frozen=True, slots=True)
class Run:
    """What went in one municipality: registrations of people, and rows by their age."""

    municipality_id: UUID
    persons: int
    rows: int


def run_retention(municipality_id: UUID, *, by: Actor, at: datetime) -> Run:
    """Delete all that is due in one municipality, and what belongs to none. Opens its own scopes."""
    persons = _until_done(
        municipality_id, lambda: delete_due_persons(municipality_id=municipality_id, by=by, at=at)
    )
    rows = _until_done(
        municipality_id, lambda: delete_due_rows(municipality_id=municipality_id, by=by, at=at)
    )
    rows += _until_done(municipality_id, lambda: delete_due_rows(municipality_id=None, by=by, at=at))
    return Run(municipality_id, persons, rows)


def every_municipality() -> list[UUID]:
    """Those the run goes through, in a fixed order."""
    return list(organisations.Municipality.objects.order_by("pk").values_list("pk", flat=True))


def _until_done(municipality_id: UUID, delete_some: Callable[[], int]) -> int:
    total = 0
    while True:
        with access.job_scope(municipality_id):
            gone = delete_some()
        total += gone
        if not gone:
            return total
