"""Keeping grants in step with facts that registers tell, many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import connections
from django.db.models import DateTimeField, F, Func, Q, Value
from django.db.models.functions import Coalesce
from psycopg import sql

from stafet.access.api import Grant, Purpose
from stafet.audit import api as audit
from stafet.grants.limits import check_facts
from stafet.kernel.actors import Actor
from stafet.kernel.countries import TIME_ZONES
from stafet.organisations import api as organisations

FACT_COLUMNS = "person_id uuid, organisation_id uuid, unit_id uuid, basis text, source_id uuid, starts_on date, ends_on date"
"""What a temporary table given to ``keep_grants_from`` has, in SQL."""


@audit.action
def keep_grants_from(
    *,
    table: str,
    municipality_id: UUID,
    purpose: Purpose,
    classes: str,
    source: Grant.Source,
    by: Actor,
    at: datetime,
) -> int:
    """Let grants follow facts as they are now: open, move to another unit, end. Returns how many were written.

    A grant holds for the days of its fact, but never reaches back before it was written; a fact that was over
    before has none. An organisation that the fact has left loses its grant. Raises ``NotToBeOpened``.
    """
    check_facts(municipality_id, table, classes, at=at)
    values = {
        "municipality": municipality_id,
        "purpose": purpose.value,
        "classes": classes,
        "source": source.value,
        "at": at,
        "zone": TIME_ZONES[organisations.home(municipality_id).country],
    }
    written = _run((_LEFT, _KEPT), table, values)
    if written:
        audit.record_many(
            action="grants.keep_grants",
            municipality_id=municipality_id,
            subject_id=None,
            by=by,
            at=at,
            reason=source.value,
        )
    return written


@audit.action
def settle_grants(
    *,
    table: str,
    municipality_id: UUID,
    purpose: Purpose,
    classes: str,
    source: Grant.Source,
    by: Actor,
    at: datetime,
) -> int:
    """Let exactly these organisations have what follows from a fact: open or reopen for them, end for all others.

    ``table`` is a temporary table of the caller with ``person_id, organisation_id, basis, source_id``. Grants of facts
    that it does not name stay as they are. Returns how many were written. Raises ``NotToBeOpened``.
    """
    check_facts(municipality_id, table, classes, at=at)
    values = {
        "municipality": municipality_id,
        "purpose": purpose.value,
        "classes": classes,
        "source": source.value,
        "at": at,
    }
    written = _run((_NO_LONGER, _FROM_NOW), table, values)
    if written:
        audit.record_many(
            action="grants.settle_grants",
            municipality_id=municipality_id,
            subject_id=None,
            by=by,
            at=at,
            reason=source.value,
        )
    return written


@audit.action
def give_grants(
    *,
    municipality_id: UUID,
    person_id: UUID,
    source: Grant.Source,
    source_ids: Sequence[UUID],
    by: Actor,
    at: datetime,
    reopen_since: datetime | None = None,
) -> None:
    """Some facts are this person's: so is the sight that follows from them. Only in the scope of a job.

    With ``reopen_since`` the facts go on: what was ended for them at that instant or later holds again, from when it
    did. What had ended before stays ended.
    """
    following = Grant.objects.filter(municipality_id=municipality_id, source=source, source_id__in=source_ids)
    following.update(person_id=person_id)
    if reopen_since is not None:
        ended_then = Q(valid__isempty=True) | Q(valid__endswith__gte=reopen_since)
        following.filter(ended_then).update(valid=_again(at))
    _record("access.give_grants", municipality_id, source, source_ids, by=by, at=at)


def _again(at: datetime) -> Func:
    """The range from when it began without an end; one that never began begins now."""
    begun = Func(F("valid"), function="lower", output_field=DateTimeField())
    now = Func(Value(at), Func(function="gate.now", output_field=DateTimeField()), function="least")
    return Func(
        Coalesce(begun, now),
        Value(None, DateTimeField()),
        function="tstzrange",
        output_field=DateTimeRangeField(),
    )


@audit.action
def take_back_grants(
    *, municipality_id: UUID, source: Grant.Source, source_ids: Sequence[UUID], by: Actor, at: datetime
) -> None:
    """A fact never was: nothing follows from it, and nothing ever did. Only in the scope of a job.

    The log of changes still tells that it was open, and the log of look-ups who looked.
    """
    Grant.objects.filter(municipality_id=municipality_id, source=source, source_id__in=source_ids).delete()
    _record("access.take_back_grants", municipality_id, source, source_ids, by=by, at=at)


def _record(
    action: str,
    municipality_id: UUID,
    source: Grant.Source,
    source_ids: Sequence[UUID],
    *,
    by: Actor,
    at: datetime,
) -> None:
    for fact in source_ids:
        audit.record_many(
            action=action,
            municipality_id=municipality_id,
            subject_id=fact,
            by=by,
            at=at,
            reason=source.value,
        )


def _run(statements: Sequence[str], table: str, values: Mapping[str, UUID | str | datetime]) -> int:
    """Hold what is open against the facts of a temporary table. Returns how many grants were written."""
    written = 0
    with connections[audit.current_alias()].cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(facts=sql.Identifier(table)), values)
            written += cursor.rowcount
    return written


_NO_LONGER = """
    UPDATE access_grant g
    SET valid = tstzrange(lower(g.valid), greatest(lower(g.valid), least(%(at)s, gate.now())))
    WHERE g.municipality_id = %(municipality)s AND g.source = %(source)s AND g.purpose = %(purpose)s
      AND g.source_id IN (SELECT source_id FROM {facts})
      AND NOT EXISTS (
          SELECT FROM {facts} f WHERE f.source_id = g.source_id AND f.organisation_id = g.organisation_id)
      AND NOT isempty(g.valid) AND (upper_inf(g.valid) OR upper(g.valid) > least(%(at)s, gate.now()))
"""
_FROM_NOW = """
    INSERT INTO access_grant (id, municipality_id, person_id, organisation_id, unit_id, purpose, basis, classes, source,
        source_id, valid)
    SELECT gate.new_id(), %(municipality)s, f.person_id, f.organisation_id, NULL, %(purpose)s, f.basis, %(classes)s,
        %(source)s, f.source_id, tstzrange(least(%(at)s, gate.now()), NULL)
    FROM {facts} f
    ON CONFLICT ON CONSTRAINT grant_once_per_fact DO UPDATE SET valid = excluded.valid
    WHERE isempty(access_grant.valid) OR NOT upper_inf(access_grant.valid)
"""

# Empty ranges have no bounds, so a grant that ends before it begins becomes empty and opens nothing.
_LEFT = """
    UPDATE access_grant g
    SET valid = tstzrange(lower(g.valid), greatest(lower(g.valid), least(%(at)s, gate.now())))
    FROM {facts} f
    WHERE g.municipality_id = %(municipality)s AND g.source = %(source)s AND g.purpose = %(purpose)s
      AND g.source_id = f.source_id
      AND (g.organisation_id <> f.organisation_id OR f.unit_id IS NULL OR f.ends_on <= f.starts_on
           OR f.ends_on::timestamp AT TIME ZONE %(zone)s <= %(at)s)
      AND NOT isempty(g.valid) AND (upper_inf(g.valid) OR upper(g.valid) > least(%(at)s, gate.now()))
"""
_KEPT = """
    INSERT INTO access_grant (id, municipality_id, person_id, organisation_id, unit_id, purpose, basis, classes, source,
        source_id, valid)
    SELECT gate.new_id(), %(municipality)s, f.person_id, f.organisation_id, f.unit_id, %(purpose)s, f.basis,
        %(classes)s, %(source)s, f.source_id,
        tstzrange(greatest(f.starts_on::timestamp AT TIME ZONE %(zone)s, least(%(at)s, gate.now())), f.ends_on::timestamp AT TIME ZONE %(zone)s)
    FROM {facts} f
    WHERE f.unit_id IS NOT NULL AND (f.ends_on IS NULL OR f.ends_on::timestamp AT TIME ZONE %(zone)s > %(at)s)
      AND (f.ends_on IS NULL OR f.ends_on > f.starts_on)
    ON CONFLICT ON CONSTRAINT grant_once_per_fact DO UPDATE
    SET unit_id = excluded.unit_id,
        valid = tstzrange(
            CASE WHEN isempty(access_grant.valid) THEN lower(excluded.valid)
                 ELSE least(lower(access_grant.valid), lower(excluded.valid)) END,
            upper(excluded.valid))
    WHERE access_grant.unit_id IS DISTINCT FROM excluded.unit_id
       OR upper(access_grant.valid) IS DISTINCT FROM upper(excluded.valid) OR isempty(access_grant.valid)
"""
