"""Who is in the target group of the activity responsibility on a day, and why; and why somebody is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connections

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.activities import SCHOOL
from stafet.kernel.countries import Country
from stafet.kernel.periods import birthday
from stafet.kernel.sentences import Sentence, sentence
from stafet.organisations import api as organisations
from stafet.outreach.codes import code_book
from stafet.outreach.states import GroupReason, Outside
from stafet.pathways import api as pathways

_SQL = Path(__file__).with_name("population.sql")
_SEEN = "p.id IN (SELECT unnest((SELECT gate.my_persons('D'))))"
_THESE = "p.id = ANY (%(persons)s)"
UNTIL_AGE = "se.kaa.until_age"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Somebody who was asked about: in the group for a reason, or outside for one, and since when."""

    person_id: UUID
    name: str
    birth_date: date | None
    reason: GroupReason | None
    outside: Outside | None
    since: date | None
    because: Sentence

    @property
    def is_in(self) -> bool:
        """Whether they are in the target group."""
        return self.reason is not None


def is_swedish(municipality_id: UUID) -> bool:
    """Whether the activity responsibility holds in a municipality at all."""
    return organisations.home(municipality_id).country is Country.SE


def population(
    municipality_id: UUID, *, on: date, among: Sequence[UUID] | None = None
) -> Sequence[GroupLine]:
    """Everybody in the target group on a day, by name: in a job all of the municipality, else those the reader may see.

    One statement, however many there are. Empty where the law is not Swedish.
    """
    return [line for line in standing_in_group(municipality_id, on=on, among=among) if line.is_in]


def standing_in_group(
    municipality_id: UUID, *, on: date, among: Sequence[UUID] | None = None
) -> Sequence[GroupLine]:
    """Everybody asked about, in the group or not, each with why."""
    if not is_swedish(municipality_id):
        return []
    conditions = [] if access.scope_municipality() is not None else [_SEEN]
    conditions += [] if among is None else [_THESE]
    values = {**_values(municipality_id, on), "persons": list(among or ())}
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_statement(" AND ".join(conditions) or "true"), values)
        return [_line(row, on) for row in cursor.fetchall()]


@cache
def _statement(among: str) -> str:
    text = _SQL.read_text(encoding="utf-8")
    return text.replace("{among}", among).replace("{standing}", pathways.STANDING_SQL)


def _values(municipality_id: UUID, on: date) -> Mapping[str, Any]:
    return {
        **pathways.standing_values(on),
        "municipality": municipality_id,
        "school": sorted(kind.value for kind in SCHOOL),
        "without_exam": list(code_book().without_exam),
        "until_age": rules.value(UNTIL_AGE, on=on),
        "last_year": rules.value("se.kaa.last_year", on=on),
        "school_age": rules.value("se.kaa.compulsory_school.until_age", on=on),
        "school_months": rules.value("se.kaa.compulsory_school_ends_after", on=on),
    }


def _line(row: tuple[Any, ...], on: date) -> GroupLine:
    person_id, given, family, born, verdict, since, happened_on, place = row
    is_in = verdict in GroupReason
    outside = None if is_in else Outside(verdict)
    return GroupLine(
        person_id=person_id,
        name=f"{given} {family}".strip(),
        birth_date=born,
        reason=GroupReason(verdict) if is_in else None,
        outside=outside,
        since=since if is_in else _age_day(born, on) if outside is Outside.TOO_OLD else happened_on,
        because=_because(verdict, place=place or "?", day=happened_on or on, born=born, on=on),
    )


def _age_day(born: date | None, on: date) -> date | None:
    return None if born is None else birthday(born, rules.value(UNTIL_AGE, on=on))


def _because(verdict: str, *, place: str, day: date, born: date | None, on: date) -> Sentence:
    """The sentence that says why: each with the place and the day it rests on."""
    told: Mapping[str, Sentence] = {**_why_in(place, day), **_why_outside(place, day, born, on)}
    return told[verdict]


def _why_in(place: str, day: date) -> Mapping[str, Sentence]:
    return {
        GroupReason.BROKE_OFF: sentence(
            "Left %(place)s, last day %(day)s, without an exam, and attends no gymnasium.",
            place=place,
            day=day - timedelta(days=1),
        ),
        GroupReason.STUDIEBEVIS: sentence(
            "Left %(place)s with a certificate of studies, last day %(day)s. That is not an exam.",
            place=place,
            day=day - timedelta(days=1),
        ),
        GroupReason.LEFT_INTRODUCTION: sentence(
            "Left an introduction programme at %(place)s, last day %(day)s, and attends no gymnasium.",
            place=place,
            day=day - timedelta(days=1),
        ),
        GroupReason.NEVER_STARTED: sentence(
            "Compulsory school is over since %(day)s, and no start at a gymnasium is known.", day=day
        ),
        GroupReason.NOT_KNOWN: sentence(
            "Compulsory school is over since %(day)s, and nothing is known of what came before or after.",
            day=day,
        ),
    }


def _why_outside(place: str, day: date, born: date | None, on: date) -> Mapping[str, Sentence]:
    return {
        Outside.BIRTH_UNKNOWN: sentence("The birth date is not known, so nobody can say. Find it out."),
        Outside.TOO_OLD: sentence(
            "Turned %(age)s on %(day)s.",
            age=rules.value(UNTIL_AGE, on=on),
            day=_age_day(born, on) or day,
        ),
        Outside.MOVED: sentence("No longer lives in the municipality."),
        Outside.COMPULSORY: sentence("Compulsory school is not over yet."),
        Outside.COMPLETED: sentence("Completed a gymnasium with an exam on %(day)s.", day=day),
        Outside.ATTENDS: sentence("Attends %(place)s since %(day)s.", place=place, day=day),
        Outside.INTRODUCTION: sentence(
            "Attends an introduction programme at %(place)s since %(day)s, which is outside the group.",
            place=place,
            day=day,
        ),
        Outside.BETWEEN: sentence(
            "Between two schools: starts at %(place)s on %(day)s.", place=place, day=day
        ),
    }
