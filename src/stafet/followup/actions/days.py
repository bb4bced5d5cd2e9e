"""The days at the place, told about one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from stafet.audit import api as audit
from stafet.followup.actions.steps import Doing, must_be_past, take, today_of
from stafet.followup.drafts import DayTold
from stafet.followup.errors import NotWhole
from stafet.followup.models import AttendanceDay
from stafet.followup.queries.reading import agreed_minutes, agreement_of
from stafet.followup.states import WAS_THERE
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.placements.api import Agreement, Placement

_MOST_MINUTES = 24 * 60


@audit.action
def mark_days(*, placement: Placement, days: Sequence[DayTold], by: Actor, at: datetime) -> int:
    """Say of some days what became of each; a day told before is corrected. Returns how many are new or changed.

    Raises ``NotYours``, ``NotWhole`` (a day to come, outside the agreement, or without agreed hours).
    """
    doing = Doing(by, at)
    locked = take(placement, doing)
    agreement, today = agreement_of(locked), today_of(locked.municipality_id, at)
    changed = 0
    for told in days:
        _must_be_agreed(told.day, agreement)
        must_be_past(told.day, today, "day")
        changed += _mark(locked, told, _minutes(told, agreement), doing)
    return changed


def _mark(placement: Placement, told: DayTold, minutes: int, doing: Doing) -> bool:
    of = {"municipality_id": placement.municipality_id, "placement": placement, "day": told.day}
    row = AttendanceDay.objects.select_for_update(of=("self",), no_key=True).filter(**of).first()
    if row is not None and (row.mark, row.minutes) == (told.mark, minutes):
        return False
    if row is None:
        row = AttendanceDay(person_id=placement.person_id, **of)
    row.mark, row.minutes = told.mark, minutes
    row.by_id, row.known_at = doing.by.user_id, doing.at
    row.save()
    audit.record(action="followup.mark_day", about=row, by=doing.by, at=doing.at)
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
