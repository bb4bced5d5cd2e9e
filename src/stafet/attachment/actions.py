"""What can happen to work: a job is written down, its hours are seen, it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from stafet.attachment import policies
from stafet.attachment.errors import KeptElsewhere, NoJob, NotThen, NotYours
from stafet.attachment.models import WorkHours
from stafet.attachment.states import HoursMeasure, SeenIn
from stafet.audit import api as audit
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.kernel.periods import months_after
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.pathways.api import EndReason
from stafet.people import api as people

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HoursDraft:
    """Hours as somebody saw them. ``month`` is any day of the month they are of."""

    month: date
    hours: Decimal
    measure: HoursMeasure
    seen_in: SeenIn


@audit.action
def record_job(
    *, person: people.Person, employer: str, starts_on: date, by: Actor, at: datetime
) -> pathways.Spell:
    """Write down a job that no register tells of. Raises ``NotYours``, ``NotThen`` for one that is still to begin."""
    _must_write(by)
    today = _day(person.municipality_id, at)
    if starts_on > today:
        raise NotThen(
            sentence("A job is written down when it has begun. Until then, plan it as a next step."),
            field="starts_on",
        )
    draft = pathways.SpellDraft(
        kind=ActivityKind.EMPLOYMENT,
        starts_on=starts_on,
        programme_name=employer.strip(),
        confirmed_on=today,
    )
    spell = pathways.record_spell(person=person, draft=draft, by=by, at=at)
    audit.record(action="attachment.record_job", about=spell, by=by, at=at)
    return spell


@audit.action
def record_hours(*, job: pathways.Spell, draft: HoursDraft, by: Actor, at: datetime) -> WorkHours:
    """Write down the hours of a month; told again, they are put right and seen anew.

    Raises ``NotYours``, ``NoJob``, ``NotThen``.
    """
    _must_write(by)
    if job.kind != ActivityKind.EMPLOYMENT:
        raise NoJob(sentence("Hours are written down for jobs. Choose a job."))
    month = draft.month.replace(day=1)
    today = _day(job.municipality_id, at)
    _must_be_then(job, month, today)
    row, _ = WorkHours.objects.update_or_create(
        municipality_id=job.municipality_id,
        spell=job,
        month=month,
        defaults={
            "person_id": job.person_id,
            "hours": draft.hours,
            "measure": draft.measure,
            "checked_in": draft.seen_in,
            "checked_on": today,
            "known_at": at,
        },
    )
    audit.record(action="attachment.record_hours", about=row, by=by, at=at, reason=draft.seen_in.value)
    return row


@audit.action
def end_job(*, job: pathways.Spell, last_day: date, reason: EndReason, by: Actor, at: datetime) -> None:
    """A job that was written down by hand is over. Raises ``NotYours``, ``NoJob``, ``KeptElsewhere``, ``NotThen``."""
    _must_write(by)
    if job.kind != ActivityKind.EMPLOYMENT or job.ends_on is not None:
        raise NoJob(sentence("This is no job that runs. Look at the page again."))
    if job.source_id is not None:
        raise KeptElsewhere(sentence("A register tells of this job, so it ends when the register says so."))
    if last_day < job.starts_on or last_day > _day(job.municipality_id, at):
        raise NotThen(
            sentence("Choose a day from the first of the job until today."),
            field="last_day",
        )
    pathways.end_spell(spell=job, on=last_day + _A_DAY, reason=reason, by=by, at=at)
    audit.record(action="attachment.end_job", about=job, by=by, at=at, reason=reason.value)


def _must_be_then(job: pathways.Spell, month: date, today: date) -> None:
    """Hours are of a month that has begun, in which the job was held."""
    is_before = months_after(month, 1) <= job.starts_on
    is_after = job.ends_on is not None and job.ends_on <= month
    if month > today or is_before or is_after:
        raise NotThen(
            sentence("The job was not held in that month. Choose a month of the job, not one to come."),
            field="month",
        )


def _must_write(by: Actor) -> None:
    if not policies.can_write_work(by):
        raise NotYours(sentence("Only those who work with the young person write here."))


def _day(municipality_id: UUID, at: datetime) -> date:
    return organisations.home(municipality_id).day(at)
