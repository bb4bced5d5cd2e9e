"""Taking in organisations and classes as a register tells them: many at once, nothing written in vain.

Organisations are shared by the municipalities of a cooperation: what one register calls an organisation that
lies elsewhere is recognised, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections
from psycopg import sql

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.organisations.states import OrganisationKind, UnitKind

ORGANISATION_COLUMNS = "id uuid, is_new boolean, parent_id uuid, kind text, name text, ends_on date"
UNIT_COLUMNS = (
    "id uuid, is_new boolean, organisation_id uuid, name text, grade smallint, starts_on date, ends_on date"
)
"""What temporary tables given to this module have, in SQL."""


@dataclass(frozen=True, slots=True)
class PlacesTakenIn:
    """How many rows were written."""

    new: int
    changed: int


@audit.action
def take_in_organisations(*, table: str, municipality_id: UUID, by: Actor, at: datetime) -> PlacesTakenIn:
    """Write down new organisations of a municipality and what has changed about its known ones."""
    return _take_in(table, municipality_id, _NEW_ORGANISATIONS, _CHANGED_ORGANISATIONS, by=by, at=at)


@audit.action
def take_in_classes(*, table: str, municipality_id: UUID, by: Actor, at: datetime) -> PlacesTakenIn:
    """Write down new classes and what has changed about known ones."""
    return _take_in(table, municipality_id, _NEW_CLASSES, _CHANGED_CLASSES, by=by, at=at)


def _take_in(
    table: str, municipality_id: UUID, insert: str, update: str, *, by: Actor, at: datetime
) -> PlacesTakenIn:
    values: dict[str, UUID | str] = {
        "municipality": municipality_id,
        "class": UnitKind.CLASS.value,
        "municipal": OrganisationKind.MUNICIPALITY.value,
    }
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(sql.SQL(insert).format(told=sql.Identifier(table)), values)
        new = cursor.rowcount
        cursor.execute(sql.SQL(update).format(told=sql.Identifier(table)), values)
        taken = PlacesTakenIn(new, cursor.rowcount)
    if taken.new or taken.changed:
        audit.record_many(
            action="organisations.take_in", municipality_id=municipality_id, subject_id=None, by=by, at=at
        )
    return taken


_NEW_ORGANISATIONS = """
    INSERT INTO organisations_organisation (id, municipality_id, parent_id, kind, name, phone, email, ends_on)
    SELECT id, %(municipality)s, parent_id, kind, name, '', '', ends_on FROM {told} WHERE is_new
"""
_CHANGED_ORGANISATIONS = """
    UPDATE organisations_organisation o
    SET name = t.name, ends_on = t.ends_on
    FROM {told} t
    WHERE o.id = t.id AND NOT t.is_new AND o.municipality_id = %(municipality)s AND o.kind <> %(municipal)s
      AND (o.name, o.ends_on) IS DISTINCT FROM (t.name, t.ends_on)
"""
_NEW_CLASSES = """
    INSERT INTO organisations_unit (id, organisation_id, kind, name, grade, starts_on, ends_on)
    SELECT id, organisation_id, %(class)s, name, grade, starts_on, ends_on FROM {told} WHERE is_new
"""
_CHANGED_CLASSES = """
    UPDATE organisations_unit u
    SET name = t.name, grade = coalesce(t.grade, u.grade), starts_on = t.starts_on, ends_on = t.ends_on
    FROM {told} t
    WHERE u.id = t.id AND NOT t.is_new
      AND (u.name, u.grade, u.starts_on, u.ends_on)
          IS DISTINCT FROM (t.name, coalesce(t.grade, u.grade), t.starts_on, t.ends_on)
"""
