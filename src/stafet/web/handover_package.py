"""What travels with a hand-over, from the snapshot to tables people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext

from stafet.kernel.activities import ActivityKind
from stafet.responsibility.api import StepKind
from stafet.web.components.days import write_day, write_instant, write_period
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.lanes import KINDS

Rows = Sequence[Mapping[str, str]]


def package_tables(snapshot: Mapping[str, Rows]) -> tuple[Table, ...]:
    """The tables of a package; those without rows are left out."""
    tables = (_spells(snapshot["spells"]), _steps(snapshot["steps"]), _holders(snapshot["holders"]))
    return tuple(table for table in tables if table.rows)


def _spells(rows: Rows) -> Table:
    return make_table(
        gettext("What they have done and do"),
        (Column(gettext("When")), Column(gettext("What")), Column(gettext("Where"))),
        ((_period(row), _activity(row), row["place"]) for row in rows),
    )


def _steps(rows: Rows) -> Table:
    return make_table(
        gettext("What was agreed when it was sent"),
        (Column(gettext("By when")), Column(gettext("What")), Column(gettext("In their words"))),
        ((_day(row["due_on"]), str(StepKind(row["kind"]).label), row["words"]) for row in rows),
    )


def _holders(rows: Rows) -> Table:
    return make_table(
        gettext("Who has had the responsibility"),
        (Column(gettext("Who")), Column(gettext("From")), Column(gettext("Until"))),
        ((row["organisation"], _instant(row["from_at"]), _instant(row["until_at"])) for row in rows),
    )


def _activity(row: Mapping[str, str]) -> str:
    kind = str(KINDS[ActivityKind(row["kind"])])
    return f"{kind}, {row['programme']}" if row["programme"] else kind


def _period(row: Mapping[str, str]) -> str:
    starts_on = date.fromisoformat(row["starts_on"])
    ends_on = date.fromisoformat(row["ends_on"]) if row["ends_on"] else None
    return write_period(
        starts_on, ends_on if ends_on is None else max(ends_on, starts_on + timedelta(days=1))
    )


def _day(text: str) -> str:
    return write_day(date.fromisoformat(text)) if text else ""


def _instant(text: str) -> str:
    return write_instant(datetime.fromisoformat(text)) if text else ""
