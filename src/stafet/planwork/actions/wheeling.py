"""The year wheel: things are put in it, changed, done, and carried on to the next school year; and what was learned on the way."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year_of
from stafet.kernel.sentences import sentence
from stafet.planwork import policies
from stafet.planwork.actions.steps import day_in, must_run, must_say, note
from stafet.planwork.drafts import LessonFacts, TaskFacts
from stafet.planwork.errors import NotOfYours, NotSaid, NotYet
from stafet.planwork.models import LessonLearned, WheelTask

_FEBRUARY, _LEAP = 2, 29


@audit.action
def put_task(*, municipality_id: UUID, facts: TaskFacts, by: Actor, at: datetime) -> WheelTask:
    """One more thing of the year. Raises ``NotOfYours``, ``NotSaid``."""
    must_run(by, municipality_id)
    row = WheelTask(municipality_id=municipality_id)
    _tell(row, facts, at)
    note("put_task", municipality_id, row.pk, by, at)
    return row


@audit.action
def change_task(*, task: WheelTask, facts: TaskFacts, by: Actor, at: datetime) -> WheelTask:
    """Another day, another owner, other words. Raises ``NotOfYours``, ``NotSaid``."""
    row = _hold(task)
    must_run(by, row.municipality_id)
    _tell(row, facts, at)
    note("change_task", row.municipality_id, row.pk, by, at)
    return row


@audit.action
def finish_task(*, task: WheelTask, by: Actor, at: datetime) -> WheelTask:
    """It is done. Raises ``NotOfYours``, ``NotYet``."""
    row = _hold(task)
    if not policies.can_finish_task(by, row):
        raise NotOfYours(sentence("Its owner, or the municipality’s office, says that it is done."))
    if row.done_on is not None:
        raise NotYet(sentence("It is done already."))
    row.done_on, row.done_by_id, row.known_at = day_in(row.municipality_id, at), by.user_id, at
    row.save()
    note("finish_task", row.municipality_id, row.pk, by, at)
    return row


@audit.action
def carry_wheel_on(*, municipality_id: UUID, starts_in: int, by: Actor, at: datetime) -> int:
    """Everything of a school year a year later, once: how many were carried on. Raises ``NotOfYours``, ``NotYet``."""
    must_run(by, municipality_id)
    year = WheelTask.objects.filter(municipality_id=municipality_id, starts_in=starts_in)
    carried = WheelTask.objects.filter(carried_from__in=year).values("carried_from_id")
    waiting = list(year.exclude(pk__in=carried).order_by("due_on", "pk"))
    if not waiting:
        raise NotYet(sentence("There is nothing in that year that is not carried on already."))
    WheelTask.objects.bulk_create(
        WheelTask(
            municipality_id=municipality_id,
            starts_in=row.starts_in + 1,
            due_on=_a_year_later(row.due_on),
            title=row.title,
            words=row.words,
            stage=row.stage,
            party=row.party,
            owner_id=row.owner_id,
            carried_from=row,
            known_at=at,
        )
        for row in waiting
    )
    note("carry_wheel_on", municipality_id, waiting[0].pk, by, at)
    return len(waiting)


@audit.action
def write_lesson(*, municipality_id: UUID, facts: LessonFacts, by: Actor, at: datetime) -> LessonLearned:
    """What was learned, by whoever works with the plan. Raises ``NotOfYours``, ``NotSaid``."""
    may = access.may(by, access.Permission.REMARK_ON_PROGRAMME) or by.is_system
    if not may or not policies.can_read_work_of(by, municipality_id):
        raise NotOfYours(sentence("What was learned is written down by those who work with the plan."))
    if facts.learned_on > day_in(municipality_id, at):
        raise NotSaid(sentence("A lesson was learned on a day that has been."), field="learned_on")
    row = LessonLearned.objects.create(
        municipality_id=municipality_id,
        learned_on=facts.learned_on,
        title=must_say(facts.title, "title"),
        words=must_say(facts.words, "words"),
        follows=facts.follows.strip(),
        by_id=by.user_id,
        known_at=at,
    )
    note("write_lesson", municipality_id, row.pk, by, at)
    return row


def _tell(row: WheelTask, facts: TaskFacts, at: datetime) -> None:
    row.title, row.words = must_say(facts.title, "title"), facts.words.strip()
    row.due_on, row.starts_in = facts.due_on, school_year_of(facts.due_on).period.starts_on.year
    row.stage, row.party, row.known_at = facts.stage or "", facts.party, at
    if facts.owner_id is not None and not _works_here(facts.owner_id, row.municipality_id, at):
        raise NotSaid(sentence("Choose a colleague who works in this municipality."), field="owner")
    row.owner_id = facts.owner_id
    row.save()


def _works_here(user_id: UUID, municipality_id: UUID, at: datetime) -> bool:
    posts = access.Membership.objects.filter(user_id=user_id, organisation__municipality_id=municipality_id)
    return any(post.ends_at is None or post.ends_at > at for post in posts)


def _hold(task: WheelTask) -> WheelTask:
    return WheelTask.objects.select_for_update(of=("self",), no_key=True).get(pk=task.pk)


def _a_year_later(day: date) -> date:
    if (day.month, day.day) == (_FEBRUARY, _LEAP):
        return day.replace(year=day.year + 1, day=_LEAP - 1)
    return day.replace(year=day.year + 1)
