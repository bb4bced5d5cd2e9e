"""What is due goes: persons with everything of theirs, and rows by their age. Only in the scope of a job."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections
from psycopg import sql

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE
from stafet.organisations import api as organisations
from stafet.retention import journal
from stafet.retention.declarations import Kept, declarations
from stafet.retention.due import DuePerson, by_age, due_persons
from stafet.retention.models import Deletion

PERSON = "person"
PEOPLE_AT_ONCE = 500
ROWS_AT_ONCE = 10_000
_RULE_OF_PERSONS = f"{AFTER_COVERAGE.keep} after {AFTER_COVERAGE.after}"


@audit.action
def delete_due_persons(
    *, municipality_id: UUID, by: Actor, at: datetime, at_most: int = PEOPLE_AT_ONCE
) -> int:
    """Delete some of the people whose time is up, with everything of theirs. Returns how many rows of ``Person``.

    They are locked and judged again first: whoever has been taken in anew meanwhile stays. Call until it returns 0.
    """
    day = organisations.home(municipality_id).day(at)
    found = _whole(due_persons(municipality_id, day=day), at_most)
    locked = _locked(municipality_id, [each.person_id for each in found])
    roots = {each.root for each in found if each.person_id in locked}
    persons = due_persons(municipality_id, day=day, among=roots) if roots else ()
    persons = [each for each in persons if each.person_id in locked]
    if not persons:
        return 0
    delete_persons([each.person_id for each in persons], municipality_id, by=by, at=at)
    return len(persons)


def delete_persons(persons: Sequence[UUID], municipality_id: UUID, *, by: Actor, at: datetime) -> None:
    """Delete persons with everything of theirs: first the line in the journal, then the rows, last their history."""
    counts = _rows_of_each(persons)
    lines = [
        journal.Line(
            uuid7(),
            municipality_id,
            at,
            PERSON,
            journal.hashed(person),
            _RULE_OF_PERSONS,
            None,
            counts[person],
        )
        for person in persons
    ]
    journal.append(lines)
    take_away(persons)
    Deletion.objects.bulk_create(line.row() for line in lines)
    audit.record_many(
        action="retention.delete_due_persons",
        municipality_id=municipality_id,
        subject_id=None,
        by=by,
        at=at,
        reason=_RULE_OF_PERSONS,
    )


def take_away(persons: Collection[UUID]) -> None:
    """Delete the rows. Keys between them are judged when the transaction ends, so their order does not matter."""
    theirs = [kept for kept in declarations() if kept.goes_with_the_person]
    gone = set(persons)
    for kept in theirs:
        if kept.names_the_person and not kept.of_history:
            gone |= _delete_about(kept, persons)
    for kept in theirs:
        if not kept.names_the_person and not kept.of_history:
            _delete_about(kept, gone)
    for kept in theirs:
        if kept.of_history:
            _delete_about(kept, persons if kept.names_the_person else gone)


@audit.action
def delete_due_rows(*, municipality_id: UUID | None, by: Actor, at: datetime) -> int:
    """Delete rows whose own time is up: of one municipality, or (``None``) of tables that belong to none.

    Returns how many rows went. Call until it returns 0.
    """
    gone = 0
    for kept in declarations():
        if kept.goes_by_age and kept.has_municipality is (municipality_id is not None):
            gone += _delete_aged(kept, municipality_id, by=by, at=at)
    return gone


def _delete_aged(kept: Kept, municipality_id: UUID | None, *, by: Actor, at: datetime) -> int:
    until = _one("SELECT %s::timestamptz - %s::interval", [at, kept.retention.keep])
    keys = _column(_due(kept), {"until": until, "at_most": ROWS_AT_ONCE})
    if not keys:
        return 0
    lines = [
        journal.Line(uuid7(), municipality_id, at, kept.label, key_hash, kept.rule, age, rows)
        for key_hash, age, rows in _named(kept, keys, until)
    ]
    journal.append(lines)
    _run(
        sql.SQL("DELETE FROM {} WHERE {} AND {} = ANY (%(keys)s)").format(
            sql.Identifier(kept.table), by_age(kept, until=sql.Placeholder("until")), sql.Identifier(kept.key)
        ),
        {"until": until, "keys": keys},
    )
    Deletion.objects.bulk_create(line.row() for line in lines)
    audit.record_many(
        action="retention.delete_due_rows",
        municipality_id=access.scope_municipality(),
        subject_id=None,
        by=by,
        at=at,
        reason=f"{kept.label} {kept.rule}"[:80],
    )
    return len(keys)


def _named(
    kept: Kept, keys: list[Any], until: datetime
) -> Iterable[tuple[bytes | None, datetime | None, int]]:
    """How the journal names what goes: by the load it came with, else by its age."""
    if kept.retention.after != "load_finished":
        return [(None, until, len(keys))]
    statement = sql.SQL("SELECT load_id, count(*) FROM {} WHERE {} = ANY (%(keys)s) GROUP BY load_id").format(
        sql.Identifier(kept.table), sql.Identifier(kept.key)
    )
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(statement, {"keys": keys})
        return [(journal.hashed(load_id), None, rows) for load_id, rows in cursor.fetchall()]


def _due(kept: Kept) -> sql.Composed:
    return sql.SQL("SELECT {} FROM {} WHERE {} LIMIT %(at_most)s").format(
        sql.Identifier(kept.key), sql.Identifier(kept.table), by_age(kept, until=sql.Placeholder("until"))
    )


def _whole(persons: Sequence[DuePerson], at_most: int) -> Sequence[DuePerson]:
    """The first of them, without parting two registrations of one person."""
    found: list[DuePerson] = []
    for each in persons:
        if len(found) >= at_most and each.root != found[-1].root:
            break
        found.append(each)
    return found


def _locked(municipality_id: UUID, persons: list[UUID]) -> frozenset[UUID]:
    """Those of some persons that nobody else works with at this moment, locked until the transaction ends."""
    statement = (
        "SELECT id FROM people_person WHERE municipality_id = %s AND id = ANY (%s) ORDER BY id"
        " FOR UPDATE SKIP LOCKED"
    )
    return frozenset(_column(statement, [municipality_id, persons]))


def _rows_of_each(persons: Sequence[UUID]) -> dict[UUID, int]:
    """How many rows are about each person, history included."""
    counts: defaultdict[UUID, int] = defaultdict(int)
    for kept in declarations():
        if not (kept.goes_with_the_person and kept.names_the_person):
            continue
        for subject in kept.subjects:
            for person, rows in _counted(kept.table, subject, persons):
                counts[person] += rows
    return counts


def _counted(table: str, subject: str, persons: Sequence[UUID]) -> list[tuple[UUID, int]]:
    statement = sql.SQL("SELECT {0}, count(*) FROM {1} WHERE {0} = ANY (%s) GROUP BY {0}").format(
        sql.Identifier(subject), sql.Identifier(table)
    )
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(statement, [list(persons)])
        return [(person, rows) for person, rows in cursor.fetchall()]


def _delete_about(kept: Kept, keys: Collection[UUID]) -> set[UUID]:
    """Delete the rows about some keys; returns the keys of the rows that went."""
    about_them = sql.SQL(" OR ").join(
        sql.SQL("{} = ANY (%(keys)s)").format(sql.Identifier(subject)) for subject in kept.subjects
    )
    statement = sql.SQL("DELETE FROM {} WHERE {} RETURNING {}").format(
        sql.Identifier(kept.table), about_them, sql.Identifier(kept.key)
    )
    return {key for key in _column(statement, {"keys": list(keys)}) if isinstance(key, UUID)}


def _run(statement: sql.Composed, values: dict[str, Any]) -> None:
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(statement, values)


def _one(statement: str, values: list[Any]) -> datetime:
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(statement, values)
        found: datetime = cursor.fetchone()[0]
    return found


def _column(statement: str | sql.Composed, values: Any) -> list[Any]:
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]
