"""Looking for everybody who is lost, in one municipality on one day.

In the scope of a job the whole municipality is looked at; in the scope of a user only whom they may see: the
database's policies say so, and the query says it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import connections

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.sentences import Sentence, SentenceValue
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.responsibility.lost.catalogue import LOST_STATES, LostCode, LostState
from stafet.responsibility.lost.limits import Limit, limits

PAGE_LENGTH = 50
_SQL = Path(__file__).with_name("sql")
_ANYBODY = "true"
_VISIBLE = "(person_id IN (SELECT unnest((SELECT gate.my_persons('D'))))) IS TRUE"


@dataclass(frozen=True, slots=True)
class LostCount:
    """How many are lost in one way."""

    state: LostState
    count: int


@dataclass(frozen=True, slots=True)
class LostPerson:
    """Somebody who is lost in one way, since when, and at which organisation it can be mended."""

    state: LostState
    person_id: UUID
    person_name: str
    since: date
    detail: Sentence
    organisation_id: UUID | None
    organisation_name: str


@dataclass(frozen=True, slots=True)
class LostPage:
    """One page of people lost in one way, the longest lost first. ``after`` asks for the next page."""

    rows: tuple[LostPerson, ...]
    has_next: bool
    after: UUID | None


def lost(*, municipality_id: UUID, day: date) -> tuple[LostCount, ...]:
    """How many are lost in each way. One query per way, however many people there are."""
    values = _values(municipality_id, day)
    return tuple(LostCount(state, _count(code, values)) for code, state in LOST_STATES.items())


def count_lost(code: LostCode, *, municipality_id: UUID, day: date) -> int:
    """How many are lost in one way."""
    return _count(code, _values(municipality_id, day))


def lost_people(
    code: LostCode, *, municipality_id: UUID, day: date, after: UUID | None = None, limit: int = PAGE_LENGTH
) -> LostPage:
    """A page of those who are lost in one way. One query."""
    values = {**_values(municipality_id, day), "after": after, "limit": limit + 1}
    found = [_person(LOST_STATES[code], row) for row in _ask(_page_text(code), values)]
    rows = tuple(found[:limit])
    has_next = len(found) > limit
    return LostPage(rows, has_next, rows[-1].person_id if has_next else None)


def _count(code: LostCode, values: Mapping[str, Limit]) -> int:
    text = f"SELECT count(DISTINCT person_id) FROM ({statement(code)}) lost WHERE {_fence()}"  # noqa: S608 (our own files)
    ((count,),) = _ask(text, values)
    return int(count)


@cache
def statement(code: LostCode) -> str:
    """The query of one way of being lost, its parts put in."""
    text = (_SQL / f"{code.value}.sql").read_text(encoding="utf-8")
    members = (_SQL / "_members.sql").read_text(encoding="utf-8")
    return text.replace("{members}", members).replace("{standing}", pathways.DOUBTFUL_STANDING_SQL)


def _page_text(code: LostCode) -> str:
    return f"""
        WITH lost AS MATERIALIZED (
            SELECT DISTINCT ON (person_id) person_id, since, organisation_id, who, due_on
            FROM ({statement(code)}) each
            WHERE {_fence()}
            ORDER BY person_id, since)
        SELECT lost.person_id, p.given_names, p.family_name, lost.since, lost.organisation_id, o.name,
            lost.who, lost.due_on
        FROM lost
        JOIN people_person p ON p.id = lost.person_id
        LEFT JOIN organisations_organisation o ON o.id = lost.organisation_id
        WHERE NOT EXISTS (SELECT FROM lost before WHERE before.person_id = %(after)s::uuid) OR (lost.since, lost.person_id) > (
            SELECT before.since, before.person_id FROM lost before WHERE before.person_id = %(after)s)
        ORDER BY lost.since, lost.person_id
        LIMIT %(limit)s
    """  # noqa: S608 (our own files)


def _fence() -> str:
    """The third fence: in a user's scope the query itself asks for visible persons only."""
    return _ANYBODY if audit.current_alias() == access.JOB_ALIAS else _VISIBLE


def _values(municipality_id: UUID, day: date) -> Mapping[str, Limit]:
    return limits(municipality_id, organisations.home(municipality_id).country, day=day)


def _ask(text: str, values: Mapping[str, Limit]) -> list[tuple[Any, ...]]:
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(text, values)
        return list(cursor.fetchall())


def _person(state: LostState, row: tuple[Any, ...]) -> LostPerson:
    person_id, given_names, family_name, since, organisation_id, organisation_name, who, due_on = row
    places: dict[str, SentenceValue] = {
        "organisation": organisation_name or "",
        "who": who,
        "since": since,
        "due_on": due_on or since,
    }
    return LostPerson(
        state=state,
        person_id=person_id,
        person_name=f"{given_names} {family_name}".strip(),
        since=since,
        detail=Sentence(state.detail.text, MappingProxyType(places)),
        organisation_id=organisation_id,
        organisation_name=organisation_name or "",
    )
