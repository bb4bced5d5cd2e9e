"""The days at the place: planned for some weeks, confirmed, and told about one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.followup import policies
from stafet.followup.actions.steps import Doing, must_be_past, must_say, must_speak_as, take, today_of
from stafet.followup.drafts import DayTold
from stafet.followup.errors import NotWhole, NotYours
from stafet.followup.models import AttendanceDay, PlanPeriod, SchoolBreak
from stafet.followup.queries.reading import agreement_of
from stafet.followup.schedule import agreed_minutes
from stafet.followup.states import DONE, FOLLOWED, WAS_THERE
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.placements.api import Agreement, Placement, Voice

_A_DAY = timedelta(days=1)
_MOST_MINUTES = 24 * 60


@audit.action
def mark_days(
    *, placement: Placement, days: Sequence[DayTold], voice: Voice = Voice.STAFF, by: Actor, at: datetime
) -> int:
    """Say of some days what became of each; a day told before is corrected. Returns how many are new or changed.

    Raises ``NotYours``, ``NotWhole`` (a day to come, outside the agreement, or without agreed hours).
    """
    doing = Doing(by, at, voice)
    must_speak_as(doing, Voice.STAFF, Voice.HOST)
    locked = take(placement, doing, states=FOLLOWED | DONE)
    agreement, today = agreement_of(locked), today_of(locked.municipality_id, at)
    changed = 0
    for told in days:
        _must_be_agreed(told.day, agreement)
        must_be_past(told.day, today, "day")
        changed += _mark(locked, told, _minutes(told, agreement), doing)
    return changed


@audit.action
def plan_period(
    *,
    placement: Placement,
    first_day: date,
    last_day: date,
    words: str,
    voice: Voice = Voice.STAFF,
    by: Actor,
    at: datetime,
) -> PlanPeriod:
    """Say what is planned for some weeks. The company is asked to confirm the plan anew. Raises ``NotYours``, ``NotWhole``."""
    doing = Doing(by, at, voice)
    must_speak_as(doing, Voice.STAFF)
    locked = take(placement, doing)
    if last_day < first_day:
        raise NotWhole(sentence("The last day is not before the first."), field="last_day")
    row = PlanPeriod.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        placement=locked,
        starts_on=first_day,
        ends_on=last_day + _A_DAY,
        words=must_say(words),
        voice=voice,
        known_at=at,
    )
    audit.record(action="followup.plan_period", about=row, by=by, at=at)
    return row


@audit.action
def change_period(
    *, period: PlanPeriod, first_day: date, last_day: date, words: str, by: Actor, at: datetime
) -> None:
    """Plan some weeks otherwise. Raises ``NotYours``, ``NotWhole``."""
    take(period.placement, Doing(by, at))
    if last_day < first_day:
        raise NotWhole(sentence("The last day is not before the first."), field="last_day")
    row = PlanPeriod.objects.select_for_update(of=("self",), no_key=True).get(pk=period.pk)
    row.starts_on, row.ends_on = first_day, last_day + _A_DAY
    row.words, row.known_at = must_say(words), at
    row.save()
    audit.record(action="followup.change_period", about=row, by=by, at=at)


@audit.action
def keep_break(
    *, municipality_id: UUID, name: str, first_day: date, last_day: date, by: Actor, at: datetime
) -> SchoolBreak:
    """Type in when school is closed in the town. Raises ``NotYours``, ``NotWhole``."""
    _must_keep(by, municipality_id)
    if last_day < first_day:
        raise NotWhole(sentence("The last day is not before the first."), field="last_day")
    row = SchoolBreak(
        municipality_id=municipality_id,
        name=must_say(name, "name"),
        starts_on=first_day,
        ends_on=last_day + _A_DAY,
        known_at=at,
    )
    try:
        with transaction.atomic(using=audit.current_alias()):
            row.save(force_insert=True)
    except IntegrityError as error:
        raise NotWhole(
            sentence("A holiday that begins on that day is written down already."), field="first_day"
        ) from error
    _record(row, "followup.keep_break", by, at)
    return row


@audit.action
def drop_break(*, school_break: SchoolBreak, by: Actor, at: datetime) -> None:
    """Take a holiday out again: the days in it are days at the place. Raises ``NotYours``."""
    _must_keep(by, school_break.municipality_id)
    _record(school_break, "followup.drop_break", by, at)
    SchoolBreak.objects.filter(pk=school_break.pk).delete()


def _mark(placement: Placement, told: DayTold, minutes: int, doing: Doing) -> bool:
    of = {"municipality_id": placement.municipality_id, "placement": placement, "day": told.day}
    row = AttendanceDay.objects.select_for_update(of=("self",), no_key=True).filter(**of).first()
    if row is not None and (row.mark, row.minutes) == (told.mark, minutes):
        return False
    if row is None:
        row = AttendanceDay(person_id=placement.person_id, **of)
    row.mark, row.minutes, row.voice = told.mark, minutes, doing.voice
    row.by_id, row.known_at = doing.user_id, doing.at
    row.save()
    audit.record(action="followup.mark_day", about=row, by=doing.by, at=doing.at, reason=doing.voice.value)
    return True


def _minutes(told: DayTold, agreement: Agreement | None) -> int:
    if told.mark not in WAS_THERE:
        return 0
    minutes = agreed_minutes(agreement) if told.minutes is None else told.minutes
    if not 0 < minutes <= _MOST_MINUTES:
        raise NotWhole(sentence("Say for how many hours they were there."), field="hours")
    return minutes


def _must_be_agreed(day: date, agreement: Agreement | None) -> None:
    """Refuse a day that no agreement covers."""
    if (
        agreement is None
        or agreement.starts_on is None
        or agreement.ends_on is None
        or not agreement.starts_on <= day < agreement.ends_on
    ):
        raise NotWhole(sentence("%(day)s lies outside the agreement.", day=day), field="day")


def _must_keep(by: Actor, municipality_id: UUID) -> None:
    if not policies.can_keep_breaks(by, municipality_id):
        raise NotYours(sentence("Only those who work with young people in the town keep its calendar."))


def _record(row: SchoolBreak, action: str, by: Actor, at: datetime) -> None:
    audit.record_many(action=action, municipality_id=row.municipality_id, subject_id=row.pk, by=by, at=at)
