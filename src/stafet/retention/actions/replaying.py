"""The journal of deletions, replayed on what a backup brought back: nobody who was deleted is there again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections
from psycopg import sql

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.retention import journal
from stafet.retention.actions.deleting import PERSON, take_away
from stafet.retention.declarations import Kept, declarations
from stafet.retention.due import by_age
from stafet.retention.models import Deletion


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay found that had been deleted before: how many persons, and how many rows by their age or load."""

    persons: int = 0
    rows: int = 0


@audit.action
def replay_deletions(
    *, municipality_id: UUID, lines: Sequence[journal.Line], by: Actor, at: datetime
) -> Replay:
    """Delete again, in one municipality, what the journal says was deleted. May be repeated.

    Lines that the table lacks are written into it. Only in the scope of the municipality's job.
    """
    ours = [line for line in lines if line.municipality_id in (municipality_id, None)]
    persons = _returned_persons(municipality_id, ours)
    if persons:
        take_away(persons)
    rows = sum(_replayed(kept, ours) for kept in declarations() if kept.goes_by_age)
    Deletion.objects.bulk_create((line.row() for line in ours), ignore_conflicts=True)
    audit.record_many(
        action="retention.replay_deletions", municipality_id=municipality_id, subject_id=None, by=by, at=at
    )
    return Replay(len(persons), rows)


def returned(municipality_id: UUID, lines: Sequence[journal.Line]) -> int:
    """How many persons are visible again although the journal says that they were deleted. Zero is the promise."""
    return len(_returned_persons(municipality_id, lines))


def _returned_persons(municipality_id: UUID, lines: Iterable[journal.Line]) -> list[UUID]:
    hashes = {line.key_hash for line in lines if line.kind == PERSON}
    if not hashes:
        return []
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute("SELECT id FROM people_person WHERE municipality_id = %s", [municipality_id])
        return [person for (person,) in cursor.fetchall() if journal.hashed(person) in hashes]


def _replayed(kept: Kept, lines: Iterable[journal.Line]) -> int:
    mine = [line for line in lines if line.kind == kept.label]
    ages = [line.until for line in mine if line.until is not None]
    hashes = {line.key_hash for line in mine if line.key_hash is not None}
    return _by_age(kept, max(ages)) if ages else _by_load(kept, hashes) if hashes else 0


def _by_age(kept: Kept, until: datetime) -> int:
    statement = sql.SQL("DELETE FROM {} WHERE {}").format(
        sql.Identifier(kept.table), by_age(kept, until=sql.Placeholder("until"))
    )
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(statement, {"until": until})
        return int(cursor.rowcount)


def _by_load(kept: Kept, hashes: set[bytes]) -> int:
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(sql.SQL("SELECT DISTINCT load_id FROM {}").format(sql.Identifier(kept.table)))
        loads = [load_id for (load_id,) in cursor.fetchall() if journal.hashed(load_id) in hashes]
        cursor.execute(
            sql.SQL("DELETE FROM {} WHERE load_id = ANY (%s)").format(sql.Identifier(kept.table)), [loads]
        )
        return int(cursor.rowcount)
