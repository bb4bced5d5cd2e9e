"""Next steps as lists show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import Sentence
from stafet.overview.queries.wording import what_is_done
from stafet.responsibility.api import NextStep

_COLUMNS = (
    "id",
    "person_id",
    "kind",
    "words",
    "due_on",
    "assignee__name",
    "unit__name",
    "organisation__name",
    "rule",
    "rule_due_on",
    "postponed",
    "opened_at",
)


@dataclass(frozen=True, slots=True)
class StepLine:
    """An open step. ``days_overdue`` is 0 until the day after it was due; ``rule`` the key of the rule behind it."""

    step_id: UUID
    person_id: UUID
    person_name: str
    what: Sentence
    words: str
    due_on: date
    days_overdue: int
    assignee_name: str
    team_name: str
    organisation_name: str
    rule: str
    rule_due_on: date | None
    postponed: int
    opened_at: datetime


def steps_of(person_id: UUID, *, day: date) -> tuple[StepLine, ...]:
    """A person's open steps, the next first. One query."""
    return tuple(_lines(_steps_of(person_id), day))


def next_steps(person_ids: Iterable[UUID], *, day: date) -> Mapping[UUID, StepLine]:
    """The open step that is due first, of each of some persons, without their names. One query."""
    return {line.person_id: line for line in _lines(_next_steps(tuple(person_ids)), day)}


def as_rows(steps: QuerySet[NextStep]) -> QuerySet[NextStep, Any]:
    """What is read of steps for ``step_lines``."""
    return steps.values_list(*_COLUMNS, "person__given_names", "person__family_name")


def step_lines(rows: Iterable[Any], *, day: date) -> Iterator[StepLine]:
    """Rows of steps as lines, in their order."""
    return _lines(rows, day)


@audit.statement
def _steps_of(person_id: UUID) -> QuerySet[NextStep, Any]:
    return as_rows(_visible().filter(person_id=person_id).order_by("due_on", "id"))


@audit.statement
def _next_steps(person_ids: Sequence[UUID]) -> QuerySet[NextStep, Any]:
    first = _visible().filter(audit.among("person_id", person_ids)).order_by("person_id", "due_on", "id")
    nameless = first.distinct("person_id").annotate(given=Value(""), family=Value(""))
    return nameless.values_list(*_COLUMNS, "given", "family")


def _lines(rows: Iterable[tuple[Any, ...]], day: date) -> Iterator[StepLine]:
    for (
        step_id,
        person_id,
        kind,
        words,
        due_on,
        assignee,
        team,
        organisation,
        rule,
        rule_due_on,
        postponed,
        opened_at,
        given_names,
        family_name,
    ) in rows:
        yield StepLine(
            step_id=step_id,
            person_id=person_id,
            person_name=f"{given_names} {family_name}".strip(),
            what=what_is_done(kind),
            words=words,
            due_on=due_on,
            days_overdue=max(0, (day - due_on).days),
            assignee_name=assignee or "",
            team_name=team or "",
            organisation_name=organisation,
            rule=rule,
            rule_due_on=rule_due_on,
            postponed=postponed,
            opened_at=opened_at,
        )


def _visible() -> QuerySet[NextStep]:
    return NextStep.objects.open().filter(access.visible(DataClass.PROCESS))
