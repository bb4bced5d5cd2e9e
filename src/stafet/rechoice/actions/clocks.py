"""When a rule or a holiday was put right: the days of all open break-offs are reckoned anew, in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connections

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.countries import TIME_ZONES, Country
from stafet.organisations import api as organisations
from stafet.rechoice.actions.cases import STABLE
from stafet.responsibility import api as responsibility

SQL = Path(__file__).resolve().parent.parent / "clocks.sql"
_DAYS = """
    SELECT (b.known_at AT TIME ZONE %(zone)s)::date
    FROM rechoice_case c
    JOIN responsibility_breakoff b ON b.municipality_id = c.municipality_id AND b.id = c.break_off_id
    WHERE c.municipality_id = %(municipality)s AND c.state <> 'closed'
    UNION
    SELECT c.started_on FROM rechoice_case c
    WHERE c.municipality_id = %(municipality)s AND c.state <> 'closed' AND c.started_on IS NOT NULL
"""
_FROM_AGE, _UNTIL_AGE = "dk.duty.from_age", "dk.duty.until_age"


@audit.action
def reckon_clocks(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Reckon the days of every open break-off anew, from the day it was told. Returns how many have other days now.

    Only in the scope of a job. Two look-ups, however many there are: which days occur, and the reckoning. What a step
    said to whoever has it is not changed behind their back; the days of the case are what is measured by.
    """
    country = organisations.home(municipality_id).country
    place: dict[str, Any] = {"municipality": municipality_id, "zone": TIME_ZONES[country], "at": at}
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_DAYS, place)
        cursor.execute(_statement(), {**place, **calendar(country, [day for (day,) in cursor.fetchall()])})
        changed: int = cursor.rowcount
    audit.record_many(
        action="rechoice.reckon_clocks", municipality_id=municipality_id, subject_id=None, by=by, at=at
    )
    return changed


def calendar(country: Country, days: Iterable[date]) -> Mapping[str, list[Any]]:
    """What the rules of a country give for each of some days, as columns."""
    days = list(days)
    duty = [responsibility.clocks_of_break_off(None, country, day) for day in days]
    other = [responsibility.clocks_of_break_off(day, country, day) for day in days]  # of a newborn: no duty
    is_danish = country is Country.DK
    return {
        "days": days,
        "duty_contacts": [first.due_on for first, *_ in duty],
        "duty_offers": [rest[0].due_on if rest else None for _, *rest in duty],
        "other_contacts": [first.due_on for first, *_ in other],
        "from_ages": [rules.value(_FROM_AGE, on=day) if is_danish else None for day in days],
        "until_ages": [rules.value(_UNTIL_AGE, on=day) if is_danish else None for day in days],
        "lasts": [rules.deadline(STABLE, country=country, from_day=day).due_on for day in days],
    }


@cache
def _statement() -> str:
    return SQL.read_text(encoding="utf-8")
