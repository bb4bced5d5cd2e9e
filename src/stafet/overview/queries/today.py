"""What waits for one reader today, as lists of work: each with its first rows and how many there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import Sentence
from stafet.kernel.standing import Patience, StandingState
from stafet.overview.queries.handovers import (
    FEW,
    IncomingLine,
    NotStartedLine,
    OutgoingLine,
    RequestLine,
    Slice,
    first_and_all,
    incoming,
    not_started,
    outgoing,
    requests,
    sliced,
)
from stafet.overview.queries.steps import StepLine, as_rows, step_lines
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility.api import Holding, NextStep

NEWLY_WITHIN = "stafet.watch.newly_within"
_WEEK_AHEAD = timedelta(days=7)
_FEW_ENOUGH = 100
"""For so many, looking up each costs less than reading whom one may meet."""

_OVERDUE, _DUE, _UPCOMING = "overdue", "due", "upcoming"


@dataclass(frozen=True, slots=True)
class NewlyWithoutLine:
    """Somebody whose activity ended not long ago, with nothing to follow."""

    person_id: UUID
    name: str
    since: date
    because: Sentence


@dataclass(frozen=True, slots=True)
class TodayLists:
    """Everything that waits. Steps are the reader's own, their team's, and those nobody at the place has taken."""

    overdue: Slice[StepLine]
    due: Slice[StepLine]
    upcoming: Slice[StepLine]
    newly_without_activity: Slice[NewlyWithoutLine]
    incoming: Slice[IncomingLine]
    outgoing: Slice[OutgoingLine]
    requests: Slice[RequestLine]
    not_started: Slice[NotStartedLine]


def today_for(actor: Actor, *, day: date, limit: int = FEW) -> TodayLists:
    """What waits for an actor on a day. Nine queries, however much it is, and two that say whom they are about."""
    steps = _steps(actor, day, limit)
    return TodayLists(
        overdue=steps[_OVERDUE],
        due=steps[_DUE],
        upcoming=steps[_UPCOMING],
        newly_without_activity=newly_without_activity(actor, day=day, limit=limit),
        incoming=incoming(actor, day=day, limit=limit),
        outgoing=outgoing(actor, day=day, limit=limit),
        requests=requests(actor, day=day, limit=limit),
        not_started=not_started(actor, day=day, limit=limit),
    )


def newly_without_activity(actor: Actor, *, day: date, limit: int = FEW) -> Slice[NewlyWithoutLine]:
    """Whom the actor, or the actor's places without naming anybody, have, and whose activity ended lately.

    Whom they have is settled first: where they are few, nothing of anybody else is read. Three queries, and two that
    say whom they are about.
    """
    places = access.organisations_where(actor, access.Permission.HOLD)
    lately, patience = day - timedelta(days=rules.value(NEWLY_WITHIN, on=day)), pathways.patience_on(day)
    mine = [person_id for (person_id,) in _mine(actor.user_id, places)]
    with access.about_only(mine) if len(mine) <= _FEW_ENOUGH else nullcontext():
        found: Slice[tuple[UUID, str]] = sliced(
            _left_lately(mine, day, lately, patience.grace_days, patience.gap_days, limit),
            lambda row: (row.id, f"{row.given_names} {row.family_name}".strip()),
        )
        spells = pathways.telling_spells_of((person_id for person_id, _ in found.rows), day=day)
    lines = [
        _newly(person_id, name, pathways.doing(spells[person_id], day=day), day)
        for person_id, name in found.rows
    ]
    return Slice(tuple(sorted(lines, key=lambda line: line.since, reverse=True)), found.count)


@audit.statement
def _mine(user_id: UUID, places: Collection[UUID]) -> QuerySet[Holding, tuple[UUID]]:
    held = Holding.objects.filter(access.visible(DataClass.PROCESS), ends_at=None)
    held = held.filter(audit.among("organisation_id", places))
    return held.filter(Q(holder=None) | Q(holder_id=user_id)).values_list("person_id")


@audit.statement
def _left_lately(
    mine: Collection[UUID], day: date, lately: date, grace: int, gap: int, limit: int
) -> QuerySet[Any, Any]:
    left = pathways.PersonsStanding(
        [StandingState.WITHOUT_ACTIVITY],
        day=day,
        since=lately,
        patience=Patience(grace_days=grace, gap_days=gap),
    )
    persons = people.Person.objects.filter(
        access.visible(DataClass.PROCESS, person="pk"),
        audit.among("id", mine),
        access.once(Q(pk__in=left)),
    )
    columns = ("id", "given_names", "family_name")
    return first_and_all(persons.order_by("municipality_id", "sort_key", "id"), columns, limit)


def _newly(person_id: UUID, name: str, doing: pathways.Doing, day: date) -> NewlyWithoutLine:
    return NewlyWithoutLine(person_id, name, doing.standing.since or day, doing.standing.because)


def _steps(actor: Actor, day: date, limit: int) -> dict[str, Slice[StepLine]]:
    """The first steps of each list and the number of all. Two queries."""
    teams = tuple(post.unit_id for post in actor.posts if post.unit_id is not None)
    places = access.organisations_where(actor, access.Permission.HOLD)
    mine, until = _Whose(actor.user_id, teams, tuple(places)), day + _WEEK_AHEAD
    counts = dict(_counts(*mine, day, until))
    parts: dict[str, list[StepLine]] = {_OVERDUE: [], _DUE: [], _UPCOMING: []}
    for line in step_lines(_first_of_each(*mine, day, until, limit), day=day):
        parts[_part_of(line.due_on, day)].append(line)
    return {part: Slice(tuple(lines), counts.get(part, 0)) for part, lines in parts.items()}


class _Whose(NamedTuple):
    """Whose steps wait: the user's, those of the user's teams, and what nobody at these places has taken."""

    user_id: UUID
    teams: Sequence[UUID]
    places: Sequence[UUID]


def _waiting(
    user_id: UUID, teams: Sequence[UUID], places: Sequence[UUID], day: date, until: date
) -> QuerySet[NextStep]:
    """The steps that wait for somebody until a day: their own, their teams', and those of their places that nobody has.

    A step of somebody else's, or of a team they are not in, is not theirs to do today.
    """
    of_team = Q(assignee=None) & audit.among("unit_id", teams)
    of_nobody = Q(assignee=None, unit=None) & audit.among("organisation_id", places)
    open_to = NextStep.objects.due_until(until).filter(access.visible(DataClass.PROCESS))
    return open_to.filter(Q(assignee_id=user_id) | of_team | of_nobody).annotate(part=_part(day))


@audit.statement
def _counts(
    user_id: UUID, teams: Sequence[UUID], places: Sequence[UUID], day: date, until: date
) -> QuerySet[NextStep, tuple[str, int]]:
    waiting = _waiting(user_id, teams, places, day, until)
    return waiting.order_by().values_list(F("part")).annotate(number=Count("pk"))


@audit.statement
def _first_of_each(
    user_id: UUID, teams: Sequence[UUID], places: Sequence[UUID], day: date, until: date, limit: int
) -> QuerySet[NextStep, Any]:
    place = Window(RowNumber(), partition_by=[F("part")], order_by=[F("due_on").asc(), F("id").asc()])
    ranked = _waiting(user_id, teams, places, day, until).annotate(place=place).filter(place__lte=limit)
    first = NextStep.objects.filter(access.visible(DataClass.PROCESS), pk__in=ranked.values("pk"))
    return as_rows(first.order_by("due_on", "id"))


def _part(day: date) -> Case:
    return Case(
        When(due_on__lt=day, then=Value(_OVERDUE)),
        When(due_on=day, then=Value(_DUE)),
        default=Value(_UPCOMING),
    )


def _part_of(due_on: date, day: date) -> str:
    return _OVERDUE if due_on < day else _DUE if due_on == day else _UPCOMING
