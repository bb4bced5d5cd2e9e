"""Looking for everybody who is lost, in one municipality on one day.

It is found out as the nightly job finds it out; a user is then told of those whom they may see, and reads their names
in their own scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

from django.db import connections

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.sentences import Sentence, SentenceValue
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.watch.catalogue import LOST_STATES, LostCode, LostState
from stafet.watch.limits import Limit, limits

PAGE_LENGTH = 50
_SQL = Path(__file__).with_name("sql")
_SEEN = """
    SELECT id FROM unnest(%(asked)s::uuid[]) id WHERE id IN (SELECT unnest((SELECT gate.my_persons('D'))))
"""


@dataclass(frozen=True, slots=True)
class _Lost:
    """Somebody who is lost in one way, as it was found out."""

    person_id: UUID
    since: date
    organisation_id: UUID | None
    who: str
    due_on: date | None


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
    """How many are lost in each way. One query per way, however many people there are, and one for whom one may see."""
    values = _values(municipality_id, day)
    with _as_the_nightly_job(municipality_id):
        found = {code: _found(code, municipality_id, values) for code in LOST_STATES}
    seen = _seen(each.person_id for people in found.values() for each in people)
    return tuple(
        LostCount(state, sum(each.person_id in seen for each in found[code]))
        for code, state in LOST_STATES.items()
    )


def count_lost(code: LostCode, *, municipality_id: UUID, day: date) -> int:
    """How many are lost in one way."""
    found = _found(code, municipality_id, _values(municipality_id, day))
    return len(_seen(each.person_id for each in found))


def lost_people(
    code: LostCode, *, municipality_id: UUID, day: date, after: UUID | None = None, limit: int = PAGE_LENGTH
) -> LostPage:
    """A page of those who are lost in one way. Four queries."""
    found = _found(code, municipality_id, _values(municipality_id, day))
    seen = _seen(each.person_id for each in found)
    visible = sorted(
        (each for each in found if each.person_id in seen), key=lambda each: (each.since, each.person_id)
    )
    keys = [each.person_id for each in visible]
    start = keys.index(after) + 1 if after in keys else 0
    page = visible[start : start + limit]
    has_next = len(visible) > start + limit
    return LostPage(_named(LOST_STATES[code], page), has_next, page[-1].person_id if has_next else None)


@cache
def statement(code: LostCode) -> str:
    """The query of one way of being lost, its parts put in."""
    text = (_SQL / f"{code.value}.sql").read_text(encoding="utf-8")
    members = (_SQL / "_members.sql").read_text(encoding="utf-8")
    return text.replace("{members}", members).replace("{standing}", pathways.DOUBTFUL_STANDING_SQL)


def _values(municipality_id: UUID, day: date) -> Mapping[str, Limit]:
    return limits(municipality_id, organisations.home(municipality_id).country, day=day)


def _found(code: LostCode, municipality_id: UUID, values: Mapping[str, Limit]) -> list[_Lost]:
    """Everybody who is lost in one way, each once, seen or not."""
    text = f"""
        SELECT DISTINCT ON (person_id) person_id, since, organisation_id, who, due_on
        FROM ({statement(code)}) each ORDER BY person_id, since
    """  # noqa: S608 (our own files)
    with _as_the_nightly_job(municipality_id), connections[access.JOB_ALIAS].cursor() as cursor:
        cursor.execute(text, values)
        return [_Lost(*row) for row in cursor.fetchall()]


def _as_the_nightly_job(municipality_id: UUID) -> AbstractContextManager[None]:
    """Who is lost is a fact about a person, not about what a reader may see: it is found out with all there is.

    A reader who sees half of somebody's facts would be told things that are not so, and the database would judge
    every row of every table anew.
    """
    return nullcontext() if _is_job() else access.job_scope(municipality_id)


def _seen(person_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of some people whom the reader may be told about: all of them in the scope of a job."""
    asked = list(set(person_ids))
    if _is_job() or not asked:
        return frozenset(asked)
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_SEEN, {"asked": asked})
        return frozenset(person_id for (person_id,) in cursor.fetchall())


def _is_job() -> bool:
    return audit.current_alias() == access.JOB_ALIAS


def _named(state: LostState, page: list[_Lost]) -> tuple[LostPerson, ...]:
    """The people of a page with their names and places, in the reader's own scope."""
    names = people.Person.objects.in_bulk([each.person_id for each in page])
    where = {each.organisation_id for each in page if each.organisation_id is not None}
    places: dict[UUID | None, str] = {
        place.organisation_id: place.name for place in organisations.places(where)
    }
    return tuple(
        _person(state, each, names[each.person_id].name, places.get(each.organisation_id, ""))
        for each in page
        if each.person_id in names
    )


def _person(state: LostState, found: _Lost, name: str, organisation_name: str) -> LostPerson:
    places: dict[str, SentenceValue] = {
        "organisation": organisation_name,
        "who": found.who,
        "since": found.since,
        "due_on": found.due_on or found.since,
    }
    return LostPerson(
        state=state,
        person_id=found.person_id,
        person_name=name,
        since=found.since,
        detail=Sentence(state.detail.text, MappingProxyType(places)),
        organisation_id=found.organisation_id,
        organisation_name=organisation_name,
    )
