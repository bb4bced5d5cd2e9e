"""Taking in spells as a register tells them: many at once, nothing written in vain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections
from psycopg import sql

from stafet.audit import api as audit
from stafet.kernel.actors import Actor

SPELL_COLUMNS = (
    "spell_id uuid, is_new boolean, person_id uuid, kind text, organisation_id uuid, unit_id uuid, grade smallint,"
    " programme_code text, programme_name text, starts_on date, ends_on date, end_reason text, end_reason_code text,"
    " source_id uuid, starts_inferred boolean, missing_since date, confirmed_on date"
)
"""What a temporary table given to ``take_in_spells`` has, in SQL: each spell whole, as it is to be."""


@dataclass(frozen=True, slots=True)
class SpellsTakenIn:
    """How many rows were written."""

    new: int
    changed: int


@audit.action
def take_in_spells(*, table: str, municipality_id: UUID, by: Actor, at: datetime) -> SpellsTakenIn:
    """Write down new spells and what has changed about known ones. Only in the scope of a job.

    Known spells are changed first, so that one may make room for a new one at the same place.
    """
    values: dict[str, UUID | datetime] = {"municipality": municipality_id, "at": at}
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(sql.SQL(_CHANGED).format(told=sql.Identifier(table)), values)
        changed = cursor.rowcount
        cursor.execute(sql.SQL(_NEW).format(told=sql.Identifier(table)), values)
        taken = SpellsTakenIn(cursor.rowcount, changed)
    if taken.new or taken.changed:
        audit.record_many(
            action="pathways.take_in_spells", municipality_id=municipality_id, subject_id=None, by=by, at=at
        )
    return taken


_NEW = """
    INSERT INTO pathways_spell (id, municipality_id, person_id, kind, organisation_id, unit_id, grade, programme_code,
        programme_name, starts_on, ends_on, end_reason, end_reason_code, source_id, starts_inferred, missing_since,
        confirmed_on, known_at)
    SELECT spell_id, %(municipality)s, person_id, kind, organisation_id, unit_id, grade, programme_code,
        programme_name, starts_on, ends_on, end_reason, end_reason_code, source_id, starts_inferred, missing_since,
        confirmed_on, %(at)s
    FROM {told} WHERE is_new
"""
_CHANGED = """
    UPDATE pathways_spell s
    SET kind = t.kind, organisation_id = t.organisation_id, unit_id = t.unit_id, grade = t.grade,
        programme_code = t.programme_code, programme_name = t.programme_name, starts_on = t.starts_on,
        ends_on = t.ends_on, end_reason = t.end_reason, end_reason_code = t.end_reason_code,
        source_id = t.source_id, starts_inferred = t.starts_inferred, missing_since = t.missing_since,
        confirmed_on = t.confirmed_on, known_at = %(at)s
    FROM {told} t
    WHERE s.municipality_id = %(municipality)s AND s.id = t.spell_id AND NOT t.is_new
      AND (s.kind, s.organisation_id, s.unit_id, s.grade, s.programme_code, s.programme_name, s.starts_on, s.ends_on,
           s.end_reason, s.end_reason_code, s.starts_inferred, s.missing_since, s.confirmed_on)
          IS DISTINCT FROM
          (t.kind, t.organisation_id, t.unit_id, t.grade, t.programme_code, t.programme_name, t.starts_on, t.ends_on,
           t.end_reason, t.end_reason_code, t.starts_inferred, t.missing_since, t.confirmed_on)
"""
