"""Time passes: whoever is silent is reminded, asked and told on, and at the end the home municipality holds.

The clock may run as often as one likes; each rung of each ladder is climbed once. What fails for one person is
rolled back for that person only, and counted.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.db import DatabaseError, connections, transaction
from django.db.models import Exists, OuterRef, QuerySet

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.activities import QUALIFYING_YOUTH_EDUCATION
from stafet.kernel.actors import Actor
from stafet.kernel.periods import birthday, months_after
from stafet.kernel.sentences import SentenceError
from stafet.kernel.working_days import add_working_days
from stafet.messages.api import Template
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility.actions.baton import baton_of
from stafet.responsibility.actions.leaving import bring_home, close_coverage
from stafet.responsibility.actions.offers import move_handover
from stafet.responsibility.actions.presence import confirm_by_presence
from stafet.responsibility.actions.requests import tell_of_requests
from stafet.responsibility.actions.telling import tell, tell_receiver, tell_sender
from stafet.responsibility.models import Coverage, Handover, Holding, NextStep
from stafet.responsibility.states import CoverageEnd, FallBackReason, HandoverMove, HandoverState

log = logging.getLogger(__name__)

LADDER = (
    "stafet.handover.first_reminder_after",
    "stafet.handover.second_reminder_after",
    "stafet.handover.steward_after",
    "stafet.handover.coordinator_after",
    "stafet.handover.falls_back_after",
)
"""The rungs of the ladder of an unanswered hand-over, each a clock that starts on the day of the offer."""

_REMINDERS, _STEWARD, _COORDINATOR, _FALL = 2, 3, 4, 5
_LOOK_BACK = timedelta(days=14)
OVERDUE_TOLERATED = "stafet.step.overdue_tolerated"
OVERDUE_TOLD_ON = "stafet.step.coordinator_after"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ClockRun:
    """What the clock did, counted in persons; reminders in hand-overs, what is overdue in teams."""

    reminded: int = 0
    lapsed: int = 0
    confirmed: int = 0
    came_of_age: int = 0
    completed: int = 0
    came_home: int = 0
    told_overdue: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class _Moment:
    """For whom and when the clock runs."""

    home: organisations.Home
    today: date
    by: Actor
    at: datetime


@audit.action
def run_clock(*, municipality_id: UUID, by: Actor, at: datetime) -> ClockRun:
    """Let the day's rules act on everybody of a municipality. Only in the scope of a job.

    First what is already known to be true (somebody has started, completed, come of age, an organisation is
    gone), then the ladders of what nobody has answered.
    """
    home = organisations.home(municipality_id)
    now = _Moment(home, home.day(at), by, at)
    run = ClockRun(confirmed=confirm_by_presence(municipality_id=municipality_id, by=by, at=at))
    for step in (_end_for_completed, _end_for_age, _bring_home_the_stranded, _climb_ladders):
        run = step(now, run)
    run = replace(run, told_overdue=_tell_of_overdue(now))
    tell_of_requests(municipality_id, by=by, at=at)
    audit.record_many(
        action="responsibility.run_clock", municipality_id=municipality_id, subject_id=None, by=by, at=at
    )
    return run


def _end_for_completed(now: _Moment, run: ClockRun) -> ClockRun:
    """The promise is fulfilled for whoever has completed a youth education."""
    completed = pathways.Spell.objects.of_kind(*QUALIFYING_YOUTH_EDUCATION).filter(
        municipality_id=now.home.municipality_id,
        person_id=OuterRef("person_id"),
        end_reason=pathways.EndReason.COMPLETED,
        ends_on__lte=now.today,
    )
    persons = (
        _covered(now).filter(Exists(completed)).order_by("person_id").values_list("person_id", flat=True)
    )
    done, failed = _each(persons, partial(_end, now, CoverageEnd.COMPLETED))
    return replace(run, completed=done, failed=run.failed + failed)


def _end_for_age(now: _Moment, run: ClockRun) -> ClockRun:
    """The promise is over for whoever has reached the upper age."""
    key = f"{now.home.country.value}.coverage.until_age"
    age = organisations.policy_value(now.home.municipality_id, key, on=now.today)
    nearly = months_after(now.today, -12 * age) + timedelta(days=1)
    born = people.Person.objects.filter(
        municipality_id=now.home.municipality_id,
        birth_date__lte=nearly,
        pk__in=_covered(now).values("person_id"),
    ).order_by("pk")
    persons = [
        pk for pk, day in born.values_list("pk", "birth_date") if day and birthday(day, age) <= now.today
    ]
    done, failed = _each(persons, partial(_end, now, CoverageEnd.AGE))
    return replace(run, came_of_age=done, failed=run.failed + failed)


def _bring_home_the_stranded(now: _Moment, run: ClockRun) -> ClockRun:
    """Nobody is held by an organisation that is gone, or in which nobody is left who could act."""
    moved = failed = 0
    for organisation_id, because in _strandings(now):
        held = Holding.objects.filter(
            municipality_id=now.home.municipality_id, organisation_id=organisation_id, ends_at=None
        )
        persons = held.order_by("person_id").values_list("person_id", flat=True)
        done, broken = _each(persons, partial(_bring, now, because))
        moved, failed = moved + done, failed + broken
    return replace(run, came_home=run.came_home + moved, failed=run.failed + failed)


def _strandings(now: _Moment) -> list[tuple[UUID, FallBackReason]]:
    """The organisations that hold and can't, and why. Not the last resort: the watch reports that one."""
    held = Holding.objects.filter(municipality_id=now.home.municipality_id, ends_at=None)
    holding = held.exclude(organisation__in=_last_resort(now)).values("organisation_id")
    running = organisations.Organisation.objects.running_on(now.today)
    gone = organisations.Organisation.objects.filter(pk__in=holding).exclude(pk__in=running.values("pk"))
    found = [(pk, FallBackReason.ORGANISATION_CLOSED) for pk in gone.values_list("pk", flat=True)]
    for pk in running.filter(pk__in=holding).values_list("pk", flat=True):
        readers = access.readers_of(pk, at=now.at)
        found += [] if readers else [(pk, FallBackReason.NOBODY_LEFT)]
    return sorted(found)


def _last_resort(now: _Moment) -> list[UUID]:
    return [] if now.home.last_resort_id is None else [now.home.last_resort_id]


def _climb_ladders(now: _Moment, run: ClockRun) -> ClockRun:
    """One look at every offer that waits: the highest rung that is due is climbed, if it has not been yet."""
    waiting = Handover.objects.filter(
        municipality_id=now.home.municipality_id, state=HandoverState.OFFERED
    ).order_by("person_id", "pk")
    reminded = lapsed = failed = 0
    for handover in waiting:
        rung = _rung(handover, now)
        if rung <= handover.reminders and rung < _FALL:
            continue
        done, broken = _each([handover], partial(_climb, now, rung))
        failed += broken
        lapsed, reminded = (lapsed + done, reminded) if rung == _FALL else (lapsed, reminded + done)
    return replace(run, reminded=reminded, lapsed=lapsed, failed=run.failed + failed)


def _rung(handover: Handover, now: _Moment) -> int:
    """How many rungs are due today. The last day for answering is still in time; the day after, it is over."""
    offered_on = now.home.day(handover.offered_at)
    *asking, falling = (
        rules.deadline(key, country=now.home.country, from_day=offered_on).due_on for key in LADDER
    )
    return _FALL if falling < now.today else sum(day <= now.today for day in asking)


def _climb(now: _Moment, rung: int, handover: Handover) -> None:
    if rung == _FALL:
        _lapse(handover, now)
        return
    still = Handover.objects.filter(pk=handover.pk, state=HandoverState.OFFERED)
    still.update(reminders=rung, reminded_on=now.today, known_at=now.at)
    occasion = str(rung)
    if rung <= _REMINDERS:
        tell_receiver(handover, Template.HANDOVER_REMINDER, by=now.by, at=now.at, occasion=occasion)
    elif rung == _STEWARD:
        stewards = access.stewards_of(handover.to_organisation_id, at=now.at)
        tell(stewards, Template.HANDOVER_STEWARD, handover.pk, by=now.by, at=now.at, occasion=occasion)
    else:
        leaders = [*access.leaders_of(handover.to_organisation_id, at=now.at), *_coordinators(now)]
        tell(leaders, Template.HANDOVER_COORDINATOR, handover.pk, by=now.by, at=now.at, occasion=occasion)


def _lapse(handover: Handover, now: _Moment) -> None:
    """Nobody answered in time: the offer is over, and the home municipality holds."""
    baton = baton_of(handover.person_id, handover.municipality_id, at=now.at)
    move_handover(handover, HandoverMove.LAPSE, by=now.by, at=now.at)
    Handover.objects.filter(pk=handover.pk).update(reminders=_FALL, reminded_on=now.today)
    tell_sender(handover, Template.HANDOVER_LAPSED, by=now.by, at=now.at)
    bring_home(baton, FallBackReason.UNANSWERED, by=now.by)
    audit.record(action="responsibility.lapse_handover", about=handover, by=now.by, at=now.at)


def _coordinators(now: _Moment) -> list[access.User]:
    """Who coordinates for the home municipality."""
    if now.home.last_resort_id is None:
        return []
    return list(access.leaders_of(now.home.last_resort_id, at=now.at))


def _tell_of_overdue(now: _Moment) -> int:
    """Those who answer for a team hear that steps are not done; if they stay undone, who coordinates at home does.

    Returns to how many teams' stewards it went, counting those already told.
    """
    teams = dict.fromkeys(team for team, _ in _told_of(now, OVERDUE_TOLERATED, Template.STEP_OVERDUE))
    list(_told_of(now, OVERDUE_TOLD_ON, Template.NOBODY_ACTS))
    return len(teams)


def _told_of(now: _Moment, rule: str, template: Template) -> Iterator[tuple[UUID, date]]:
    """Tell of each team and day on which some steps were due and are not done within a rule's time: once for each.

    One message for all steps of a day, and none about days long past: the watch shows those.
    """
    latest = _latest_due(now, rule)
    overdue = NextStep.objects.overdue_on(latest).filter(
        municipality_id=now.home.municipality_id, due_on__gte=latest - _LOOK_BACK
    )
    days = overdue.values_list("organisation_id", "due_on").distinct().order_by("organisation_id", "due_on")
    listening: dict[UUID, Sequence[access.User]] = {}
    for team, due_on in days:
        if team not in listening:
            listening[team] = (
                _coordinators(now)
                if template is Template.NOBODY_ACTS
                else access.stewards_of(team, at=now.at)
            )
        tell(listening[team], template, team, by=now.by, at=now.at, occasion=due_on.isoformat())
        yield team, due_on


def _latest_due(now: _Moment, rule: str) -> date:
    """Steps due before this day are undone for longer than a rule says."""
    days = rules.value(rule, on=now.today)
    return add_working_days(now.home.country, now.today, -days)


def _covered(now: _Moment) -> QuerySet[Coverage]:
    return Coverage.objects.filter(municipality_id=now.home.municipality_id, ends_on=None)


def _end(now: _Moment, reason: CoverageEnd, person_id: UUID) -> None:
    baton = baton_of(person_id, now.home.municipality_id, at=now.at)
    close_coverage(baton, reason, on=now.today, by=now.by)
    audit.record(
        action="responsibility.end_coverage", about=baton.coverage, by=now.by, at=now.at, reason=reason.value
    )


def _bring(now: _Moment, because: FallBackReason, person_id: UUID) -> None:
    bring_home(baton_of(person_id, now.home.municipality_id, at=now.at), because, by=now.by)


def _each(things: Iterable[T], act: Callable[[T], None]) -> tuple[int, int]:
    """Act on each by itself: what fails is undone for that one, and the promise is judged at once, not at the end."""
    done = failed = 0
    alias = audit.current_alias()
    for thing in list(things):
        try:
            with transaction.atomic(using=alias):
                act(thing)
                with connections[alias].cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            done += 1
        except (SentenceError, DatabaseError) as error:
            log.warning("The clock could not act on one thing: %s.", type(error).__name__)
            failed += 1
    return done, failed
