"""Two registrations become one, and two again: proposed by one, decided by another, whatever the town."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from tests.careerplans.conftest import acting
from tests.conftest import NOW
from tests.factories import Held

from stafet.access import api as access
from stafet.duplicates import api as duplicates


def rows_of(database: psycopg.Connection, tables: Sequence[str], person_id: UUID) -> dict[str, list[Any]]:
    """The keys of the rows of every table about one person, looked up behind all fences."""
    return {
        table: [
            key
            for (key,) in database.execute(
                f"SELECT id FROM {table} WHERE person_id = %s ORDER BY id", [person_id]
            ).fetchall()
        ]
        for table in tables
    }


def merge_two(
    kept: Held, twice: Held, *, proposed_by: access.User, decided_by: access.User
) -> duplicates.Merge:
    """One proposes, another decides."""
    town = kept.person.municipality_id
    with acting(proposed_by) as by, access.job_scope(town):
        merge = duplicates.propose_merge(
            municipality_id=town,
            kept_id=kept.person.pk,
            duplicate_id=twice.person.pk,
            by=by,
            at=NOW,
        )
    with acting(decided_by) as by, access.job_scope(town):
        duplicates.approve_merge(merge_id=merge.pk, by=by, at=NOW)
    return merge


def make_two_again(merge: duplicates.Merge, *, undone_by: access.User, at: datetime) -> None:
    """It was a mistake: nothing that came in between is moved by hand."""
    with acting(undone_by) as by, access.job_scope(merge.municipality_id):
        duplicates.undo_merge(merge_id=merge.pk, steps=(), spells=(), by=by, at=at)
