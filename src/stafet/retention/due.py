"""Whose time is up, and how many rows that is: one municipality, on one day. In the scope of its job."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connections
from psycopg import sql

from stafet.audit import api as audit
from stafet.kernel.privacy import AFTER_COVERAGE
from stafet.organisations import api as organisations
from stafet.retention.declarations import AGE, Kept, declarations

_SQL = Path(__file__).with_name("sql")
_KEYS = "SELECT unnest(%(persons)s::uuid[])"
_KEYS_AND_SPELLS = f"{_KEYS} UNION ALL SELECT id FROM pathways_spell WHERE person_id = ANY (%(persons)s)"  # noqa: S608  # our own words


@dataclass(frozen=True, slots=True)
class DuePerson:
    """Somebody whose time is up. ``root`` is the registration that counts when there are several of one person."""

    person_id: UUID
    root: UUID
    began_on: date


@dataclass(frozen=True, slots=True)
class DueRows:
    """How many rows of one table are due, by which rule."""

    kept: Kept
    rows: int


@dataclass(frozen=True, slots=True)
class Due:
    """What is due in one municipality: how many people, and how many rows of each table."""

    people: int
    tables: tuple[DueRows, ...]

    @property
    def rows(self) -> int:
        """All rows together."""
        return sum(each.rows for each in self.tables)


def due(*, municipality_id: UUID, at: datetime) -> Due:
    """What is due at an instant: of persons and their history, and by age. Deletes nothing."""
    persons = due_persons(municipality_id, day=organisations.home(municipality_id).day(at))
    keys = [each.person_id for each in persons]
    counted = [DueRows(kept, _rows_of(kept, keys) + _rows_by_age(kept, at)) for kept in declarations()]
    return Due(len({each.root for each in persons}), tuple(each for each in counted if each.rows))


def due_persons(
    municipality_id: UUID, *, day: date, among: Collection[UUID] | None = None
) -> Sequence[DuePerson]:
    """The persons whose time is up on a day, the longest first, both registrations of one next to each other."""
    values: dict[str, Any] = {
        "municipality": municipality_id,
        "keep": AFTER_COVERAGE.keep,
        "day": day,
        "among": None if among is None else list(among),
    }
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_statement(), values)
        return [DuePerson(*row) for row in cursor.fetchall()]


def by_age(kept: Kept, *, until: sql.Composable) -> sql.Composed:
    """The condition that a row's own time is up, given the instant its event must have happened by."""
    return sql.SQL(AGE[kept.retention.after]).format(until=until)


def _rows_of(kept: Kept, persons: list[UUID]) -> int:
    if not persons or not kept.goes_with_the_person:
        return 0
    keys = sql.SQL(_KEYS if kept.names_the_person else _KEYS_AND_SPELLS)
    about_them = sql.SQL(" OR ").join(
        sql.SQL("{} IN ({})").format(sql.Identifier(subject), keys) for subject in kept.subjects
    )
    statement = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(sql.Identifier(kept.table), about_them)
    return _one(statement, {"persons": persons})


def _rows_by_age(kept: Kept, at: datetime) -> int:
    if not kept.goes_by_age:
        return 0
    until = sql.SQL("(%(at)s::timestamptz - %(keep)s::interval)")
    statement = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(
        sql.Identifier(kept.table), by_age(kept, until=until)
    )
    return _one(statement, {"at": at, "keep": kept.retention.keep})


def _one(statement: sql.Composed, values: dict[str, Any]) -> int:
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0])


@cache
def _statement() -> str:
    return (_SQL / "persons.sql").read_text(encoding="utf-8")
