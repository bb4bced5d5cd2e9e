"""What waits for one reader today, as lists of work: each with its first rows and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import Sentence
from stafet.kernel.standing import StandingState
from stafet.overview.queries.handovers import (
    FEW,
    IncomingLine,
    NotStartedLine,
    OutgoingLine,
    RequestLine,
    Slice,
    incoming,
    not_started,
    outgoing,
    requests,
    sliced,
)
from stafet.overview.queries.steps import StepLine, step_lines
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility.api import Holding, NextStep

NEWLY_WITHIN = "stafet.watch.newly_within"
_WEEK_AHEAD = timedelta(days=7)
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
    """What waits for an actor on a day. Eight queries, however much it is."""
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


def steps_for(actor: Actor) -> Q:
    """The steps that wait for an actor: their own, their teams', and those of their places that nobody has.

    A step of somebody else's, or of a team the actor is not in, is not theirs to do today.
    """
    teams = [post.unit_id for post in actor.posts if post.unit_id is not None]
    places = access.organisations_where(actor, access.Permission.HOLD)
    of_team = Q(assignee=None, unit_id__in=teams)
    of_nobody = Q(assignee=None, unit=None, organisation_id__in=places)
    return Q(assignee_id=actor.user_id) | of_team | of_nobody


def newly_without_activity(actor: Actor, *, day: date, limit: int = FEW) -> Slice[NewlyWithoutLine]:
    """Whom the actor, or the actor's places without naming anybody, have, and whose activity ended lately.

    Two queries.
    """
    places = access.organisations_where(actor, access.Permission.HOLD)
    held = Holding.objects.filter(ends_at=None, organisation_id__in=places)
    mine = held.filter(Q(holder=None) | Q(holder_id=actor.user_id)).values("person_id")
    lately = day - timedelta(days=rules.value(NEWLY_WITHIN, on=day))
    left = pathways.PersonsStanding([StandingState.WITHOUT_ACTIVITY], day=day, since=lately)
    persons = people.Person.objects.filter(
        access.visible(DataClass.PROCESS, person="pk"),
        access.once(Q(pk__in=mine)),
        access.once(Q(pk__in=left)),
    )
    found: Slice[tuple[UUID, str]] = sliced(
        persons.order_by("municipality_id", "sort_key", "id"),
        ("id", "given_names", "family_name"),
        limit,
        lambda row: (row.id, f"{row.given_names} {row.family_name}".strip()),
    )
    spells = pathways.telling_spells_of((person_id for person_id, _ in found.rows), day=day)
    lines = [
        _newly(person_id, name, pathways.doing(spells[person_id], day=day), day)
        for person_id, name in found.rows
    ]
    return Slice(tuple(sorted(lines, key=lambda line: line.since, reverse=True)), found.count)


def _newly(person_id: UUID, name: str, doing: pathways.Doing, day: date) -> NewlyWithoutLine:
    return NewlyWithoutLine(person_id, name, doing.standing.since or day, doing.standing.because)


def _steps(actor: Actor, day: date, limit: int) -> dict[str, Slice[StepLine]]:
    """The first steps of each list and the number of all. Two queries."""
    waiting = (
        NextStep.objects.due_until(day + _WEEK_AHEAD)
        .filter(access.visible(DataClass.PROCESS))
        .filter(steps_for(actor))
        .annotate(part=_part(day))
    )
    counts = dict(waiting.order_by().values_list("part").annotate(number=Count("pk")))
    first = _first_of_each(waiting, limit)
    parts: dict[str, list[StepLine]] = {_OVERDUE: [], _DUE: [], _UPCOMING: []}
    for line in step_lines(first.order_by("due_on", "id"), day=day):
        parts[_part_of(line.due_on, day)].append(line)
    return {part: Slice(tuple(lines), counts.get(part, 0)) for part, lines in parts.items()}


def _part(day: date) -> Case:
    return Case(
        When(due_on__lt=day, then=Value(_OVERDUE)),
        When(due_on=day, then=Value(_DUE)),
        default=Value(_UPCOMING),
    )


def _part_of(due_on: date, day: date) -> str:
    return _OVERDUE if due_on < day else _DUE if due_on == day else _UPCOMING


def _first_of_each(waiting: QuerySet[Any], limit: int) -> QuerySet[NextStep]:
    place = Window(RowNumber(), partition_by=[F("part")], order_by=[F("due_on").asc(), F("id").asc()])
    ranked = waiting.annotate(place=place).filter(place__lte=limit)
    return NextStep.objects.filter(pk__in=ranked.values("pk"))
