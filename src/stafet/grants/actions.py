"""Grants open and close with the facts they follow from, one person or many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import connections
from django.db.models import DateTimeField, F, Func, Q, Value
from psycopg import sql

from stafet.access.api import Grant, Purpose
from stafet.audit import api as audit
from stafet.grants.drafts import GrantDraft
from stafet.grants.limits import check_drafts, check_facts
from stafet.kernel.actors import Actor


@audit.action
def open_grants(
    *,
    municipality_id: UUID,
    person_id: UUID,
    grants: Sequence[GrantDraft],
    by: Actor,
    at: datetime,
    until: datetime | None = None,
) -> None:
    """Open a person to organisations from now on, until an instant if one is given.

    The action that makes the fact calls this in its own transaction. Raises ``NotToBeOpened``.
    """
    check_drafts(municipality_id, grants, at=at)
    rows = [
        Grant(
            municipality_id=municipality_id,
            person_id=person_id,
            organisation_id=draft.organisation_id,
            unit_id=draft.unit_id,
            purpose=draft.purpose.value,
            basis=draft.basis,
            classes=draft.classes,
            source=draft.source,
            source_id=draft.source_id,
            valid=_from_now(at, until),
        )
        for draft in grants
    ]
    Grant.objects.bulk_create(rows)
    for row in rows:
        audit.record(action="grants.open_grants", about=row, by=by, at=at, reason=row.basis)


def _from_now(at: datetime, until: datetime | None) -> Func:
    """The range from an instant, but never from one the database has not reached: machines' clocks differ."""
    begin = Func(Value(at), Func(function="gate.now", output_field=DateTimeField()), function="least")
    return Func(begin, Value(until, DateTimeField()), function="tstzrange", output_field=DateTimeRangeField())


@audit.action
def open_grants_from(
    *,
    table: str,
    municipality_id: UUID,
    purpose: Purpose,
    classes: str,
    source: Grant.Source,
    by: Actor,
    at: datetime,
) -> int:
    """Open many persons at once, in one statement. Returns how many grants were written.

    ``table`` is a temporary table of the caller with ``person_id, organisation_id, unit_id, basis, source_id``.
    A grant that is already there stays as it is. Raises ``NotToBeOpened``.
    """
    check_facts(municipality_id, table, classes, at=at)
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "INSERT INTO access_grant (id, municipality_id, person_id, organisation_id, unit_id, purpose, basis,"
                " classes, source, source_id, valid)"
                " SELECT gate.new_id(), %s, person_id, organisation_id, unit_id, %s, basis, %s, %s, source_id,"
                "   tstzrange(least(%s, gate.now()), NULL)"
                " FROM {} ON CONFLICT ON CONSTRAINT grant_once_per_fact DO NOTHING"
            ).format(sql.Identifier(table)),
            [municipality_id, purpose.value, classes, source.value, at],
        )
        count: int = cursor.rowcount
    audit.record_many(
        action="grants.open_grants",
        municipality_id=municipality_id,
        subject_id=None,
        by=by,
        at=at,
        reason=source.value,
    )
    return count


@audit.action
def end_grants(
    *, municipality_id: UUID, source: Grant.Source, source_ids: Sequence[UUID], by: Actor, at: datetime
) -> int:
    """End what follows from facts that are over. A grant that had not begun never does. Returns how many ended."""
    begun = Func(F("valid"), function="lower", output_field=DateTimeField())
    end = Func(begun, Value(at), function="greatest", output_field=DateTimeField())
    ended = Func(begun, end, function="tstzrange", output_field=DateTimeRangeField())
    still_running = Q(valid__endswith__isnull=True) | Q(valid__endswith__gt=at)
    following = Grant.objects.filter(
        municipality_id=municipality_id, source=source, source_id__in=list(source_ids)
    )
    count = following.filter(still_running).update(valid=ended)
    for fact in source_ids:
        audit.record_many(
            action="grants.end_grants",
            municipality_id=municipality_id,
            subject_id=fact,
            by=by,
            at=at,
            reason=source.value,
        )
    return count
