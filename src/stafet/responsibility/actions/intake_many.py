"""Taking in whole year groups: the same facts as ``take_in``, one statement per table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connections
from psycopg import sql

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.grants import api as grants
from stafet.kernel.actors import Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.responsibility.actions.holding_rows import DUTY_SEES, HOLDER_BASIS, holder_sees
from stafet.responsibility.drafts import Intake
from stafet.responsibility.errors import DueInThePast, NotAtThatOrganisation

_COLUMNS = (
    "person_id uuid, organisation_id uuid, holder_id uuid, rule text, step_kind text, step_words text,"
    " step_assignee_id uuid, step_unit_id uuid, step_due_on date, step_rule text, step_rule_due_on date"
)


Value = str | date | datetime | UUID | list[UUID]


@dataclass(frozen=True, slots=True)
class _Set:
    """One intake of many: its working table and everything that is the same for all."""

    table: str
    home: organisations.Home
    at: datetime

    def run(self, statement: str, *values: Value) -> int:
        """Run one statement in which ``{rows}`` is the working table. Returns how many rows it touched."""
        with connections[audit.current_alias()].cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(rows=sql.Identifier(self.table)), values)
            count: int = cursor.rowcount
        return count

    def asks(self, statement: str, *values: Value) -> bool:
        """Whether a statement finds any row."""
        return self.run(f"{statement} LIMIT 1", *values) > 0

    def keys(self, statement: str) -> list[UUID]:
        """The keys a statement finds."""
        with connections[audit.current_alias()].cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(rows=sql.Identifier(self.table)))
            return [key for (key,) in cursor.fetchall()]


@audit.action
def take_in_many(*, municipality_id: UUID, intakes: Iterable[Intake] | str, by: Actor, at: datetime) -> int:
    """Begin the promise for many at once. Returns for how many; those already covered are left alone.

    ``intakes`` is a list, or the name of a temporary table of the same transaction with the columns of
    ``INTAKE_COLUMNS``. Raises ``DueInThePast`` and ``NotAtThatOrganisation`` before anything is written. Only in
    the scope of a job.
    """
    given = intakes if isinstance(intakes, str) else _copied(intakes)
    rows = _Set(f"intake_{uuid7().hex}", organisations.home(municipality_id), at)
    _select_new(rows, given)
    _check_days(rows)
    _check_people(rows)
    _write_coverage(rows)
    _write_holdings(rows, by=by)
    count = _write_steps(rows)
    audit.record_many(
        action="responsibility.take_in_many", municipality_id=municipality_id, subject_id=None, by=by, at=at
    )
    return count


INTAKE_COLUMNS = _COLUMNS
"""What a temporary table given to ``take_in_many`` has, in SQL."""


def _copied(intakes: Iterable[Intake]) -> str:
    """The list as a temporary table."""
    table = f"given_{uuid7().hex}"
    with connections[audit.current_alias()].cursor() as cursor:
        name = sql.Identifier(table)
        cursor.execute(sql.SQL("CREATE TEMP TABLE {} ({}) ON COMMIT DROP").format(name, sql.SQL(_COLUMNS)))
        with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
            for intake in intakes:
                copy.write_row(_as_row(intake))
    return table


def _as_row(intake: Intake) -> tuple[object, ...]:
    step = intake.step
    return (
        intake.person_id,
        intake.organisation_id,
        intake.holder_id,
        intake.rule,
        step.kind.value,
        step.words,
        step.assignee_id,
        step.unit_id,
        step.due_on,
        step.rule,
        step.rule_due_on,
    )


def _select_new(rows: _Set, given: str) -> None:
    """Those for whom the promise does not hold yet, once each, with the keys of what is to be written."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "CREATE TEMP TABLE {rows} ON COMMIT DROP AS"
                " SELECT DISTINCT ON (person_id) *, gate.new_id() AS coverage_id, gate.new_id() AS holding_id"
                " FROM {given} g WHERE NOT EXISTS (SELECT FROM responsibility_coverage c"
                "   WHERE c.municipality_id = %s AND c.person_id = g.person_id AND c.ends_on IS NULL)"
                " ORDER BY person_id; ANALYZE {rows}"
            ).format(rows=sql.Identifier(rows.table), given=sql.Identifier(given)),
            [rows.home.municipality_id],
        )


def _check_days(rows: _Set) -> None:
    if rows.asks("SELECT FROM {rows} WHERE step_due_on < %s", rows.home.day(rows.at)):
        raise DueInThePast(sentence("A next step lies ahead: at least one of these days is over."))


def _check_people(rows: _Set) -> None:
    """Every named holder and assignee has a post where they are named."""
    named = rows.asks(
        "SELECT FROM {rows} r CROSS JOIN LATERAL (VALUES (r.holder_id), (r.step_assignee_id)) AS named (user_id)"
        " WHERE named.user_id IS NOT NULL AND NOT EXISTS ("
        "   SELECT FROM access_membership m JOIN access_user u ON u.id = m.user_id AND u.is_active"
        "   WHERE m.user_id = named.user_id AND m.organisation_id = r.organisation_id"
        "     AND m.starts_at <= %s AND (m.ends_at IS NULL OR m.ends_at > %s))",
        rows.at,
        rows.at,
    )
    if named:
        raise NotAtThatOrganisation(sentence("At least one of the named colleagues has no post there now."))


def _write_coverage(rows: _Set) -> None:
    rows.run(
        "INSERT INTO responsibility_coverage (id, municipality_id, person_id, starts_on, rule, end_reason, known_at)"
        " SELECT coverage_id, %s, person_id, %s, rule, '', %s FROM {rows}",
        rows.home.municipality_id,
        rows.home.day(rows.at),
        rows.at,
    )


def _write_holdings(rows: _Set, *, by: Actor) -> None:
    """Holdings, and the grants that follow: the holder's, and those of the municipality's own duty."""
    for classes, holders in _holders_by_sight(rows).items():
        _open_to(
            rows,
            "SELECT person_id, organisation_id, NULL::uuid AS unit_id, %s::text AS basis, holding_id AS source_id"
            " FROM {rows} WHERE organisation_id = ANY (%s)",
            HOLDER_BASIS,
            holders,
            purpose=access.Purpose.GUIDANCE,
            classes=classes,
            source=access.Grant.Source.HOLDING,
            by=by,
        )
    rows.run(
        "INSERT INTO responsibility_holding (id, municipality_id, person_id, organisation_id, holder_id, starts_at,"
        "   acquired_by, known_at)"
        " SELECT holding_id, %s, person_id, organisation_id, holder_id, %s, 'taken_in', %s FROM {rows}",
        rows.home.municipality_id,
        rows.at,
        rows.at,
    )
    _open_to(
        rows,
        "SELECT person_id, unit.id AS organisation_id, NULL::uuid AS unit_id, rule AS basis, coverage_id AS source_id"
        " FROM {rows} CROSS JOIN unnest(%s::uuid[]) AS unit (id)",
        list(organisations.duty_units(rows.home.municipality_id, on=rows.home.day(rows.at))),
        purpose=access.Purpose.DUTY,
        classes=DUTY_SEES,
        source=access.Grant.Source.DUTY,
        by=by,
    )


def _holders_by_sight(rows: _Set) -> dict[str, list[UUID]]:
    """The organisations that are about to hold, by the classes of data that may be opened to their kind."""
    found: dict[str, list[UUID]] = {}
    for place in organisations.places(rows.keys("SELECT DISTINCT organisation_id FROM {rows}")):
        sees = holder_sees(place.kind, rows.home, on=rows.home.day(rows.at))
        found.setdefault(sees, []).append(place.organisation_id)
    return found


def _open_to(
    rows: _Set,
    selection: str,
    *values: Value,
    purpose: access.Purpose,
    classes: str,
    source: access.Grant.Source,
    by: Actor,
) -> None:
    table = f"opened_{uuid7().hex}"
    rows.run(f"CREATE TEMP TABLE {table} ON COMMIT DROP AS {selection}", *values)
    grants.open_grants_from(
        table=table,
        municipality_id=rows.home.municipality_id,
        purpose=purpose,
        classes=classes,
        source=source,
        by=by,
        at=rows.at,
    )


def _write_steps(rows: _Set) -> int:
    return rows.run(
        "INSERT INTO responsibility_nextstep (id, municipality_id, person_id, kind, words, organisation_id, unit_id,"
        "   assignee_id, due_on, rule, rule_due_on, postponed, postponed_because, state, outcome, opened_at, known_at)"
        " SELECT gate.new_id(), %s, person_id, step_kind, step_words, organisation_id, step_unit_id, step_assignee_id,"
        "   step_due_on, step_rule, coalesce(step_rule_due_on, CASE WHEN step_rule <> '' THEN step_due_on END),"
        "   0, '', 'open', '', %s, %s FROM {rows}",
        rows.home.municipality_id,
        rows.at,
        rows.at,
    )
