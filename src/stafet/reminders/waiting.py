"""From what stands at one placement to what waits there. Dates only; nothing is asked of the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from stafet.followup.api import FOLLOWED, SchoolBreak
from stafet.kernel.countries import Country
from stafet.kernel.working_days import is_working_day
from stafet.placements.api import AgreementState, SchemeKind, WayState
from stafet.practicalcourses.api import CourseState, SeatState
from stafet.reminders.pace import ENDS_SOON, days_of
from stafet.reminders.states import ReminderKind

_A_DAY = timedelta(days=1)
_K = ReminderKind
_LOOKS = (WayState.SEEKING, WayState.REFUSED)


@dataclass(frozen=True, slots=True)
class Thing:
    """What waits, since when, and the day it is about where it has one."""

    kind: ReminderKind
    key: UUID
    since: date
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One placement as it was looked at, by column, and the calendar it is judged by."""

    row: Mapping[str, Any]
    on: date
    country: Country
    breaks: Sequence[SchoolBreak]

    def of(self, name: str) -> Mapping[str, Any]:
        """The first thing of a kind; empty when there is none."""
        return self.row[name] or {}

    def day(self, name: str, column: str) -> date | None:
        """A day of it."""
        told = self.of(name).get(column)
        return None if told is None else date.fromisoformat(told)

    def key(self, name: str) -> UUID:
        """Its key."""
        return UUID(self.of(name)["key"])


def things_of(seen: Seen) -> Iterator[Thing]:
    """Everything that waits at one placement."""
    for find in (_agreement, _running_out, _links, _without_company, _seat, _talked, _happened, _plan):
        yield from find(seen)
    untold = first_untold_day(seen)
    if untold is not None:
        within = days_of("stafet.reminder.days_told_within", seen.on)
        yield Thing(_K.DAYS_UNTOLD, seen.row["pk"], untold + timedelta(days=within), untold)


def _agreement(seen: Seen) -> Iterator[Thing]:
    """Out to be signed; or signed by all, and not decided."""
    if not seen.of("under_way"):
        return
    if seen.of("under_way")["state"] == AgreementState.SIGNED:
        yield Thing(_K.APPROVAL, seen.key("under_way"), seen.row["since_on"])
    elif sent_on := seen.day("under_way", "sent_on"):
        yield Thing(_K.UNSIGNED, seen.key("under_way"), sent_on)


def _running_out(seen: Seen) -> Iterator[Thing]:
    """It runs out soon, or has run out and somebody is still there."""
    ends_on = seen.day("in_force", "ends_on")
    if ends_on is not None and seen.row["state"] != WayState.EVALUATED:
        since = ends_on - timedelta(days=days_of(ENDS_SOON, seen.on))
        if since <= seen.on:
            yield Thing(_K.ENDS_SOON, seen.key("in_force"), since, ends_on)


def _links(seen: Seen) -> Iterator[Thing]:
    """What the company was asked by a link, and the link has run out."""
    for name, kind in (("sign_link", _K.SIGN_LINK_OVER), ("tell_link", _K.TELL_LINK_OVER)):
        over_on = seen.day(name, "over_on")
        if over_on is not None:
            yield Thing(kind, seen.key(name), over_on)


def _without_company(seen: Seen) -> Iterator[Thing]:
    """The town's day is near or past and they look; they have lost it; or their course is not held."""
    row, seat = seen.row, seen.of("seat")
    is_stranded = bool(seat) and seat["stranded"] == CourseState.CANCELLED
    find_by = seen.day("course_plan", "find_by")
    has_lost_it = row["state"] == WayState.CHANGING and (not seat or is_stranded)
    if has_lost_it or (row["state"] == WayState.ON_COURSE and is_stranded):
        yield Thing(_K.NO_COMPANY, row["pk"], row["since_on"])
    elif row["state"] in _LOOKS and find_by is not None and not seat:
        since = find_by - timedelta(days=days_of("stafet.course.warn_before", seen.on))
        if since <= seen.on:
            yield Thing(_K.NO_COMPANY, row["pk"], since, find_by)


def _seat(seen: Seen) -> Iterator[Thing]:
    """A seat is held for them, and the day for the answer is past."""
    answer_by = seen.day("seat", "answer_by")
    is_asked = seen.of("seat").get("state") == SeatState.PROPOSED
    if is_asked and answer_by is not None and answer_by < seen.on:
        yield Thing(_K.SEAT_LATE, seen.key("seat"), answer_by + _A_DAY, answer_by)


def _talked(seen: Seen) -> Iterator[Thing]:
    """The next talk is due; a difficulty is to be looked at again."""
    for name, kind in (("talk", _K.TALK_DUE), ("issue", _K.ISSUE_DUE)):
        due_on = seen.day(name, "due_on")
        if due_on is not None and due_on <= seen.on and seen.row["state"] in FOLLOWED:
            yield Thing(kind, seen.key(name), due_on, due_on)


def _happened(seen: Seen) -> Iterator[Thing]:
    """Something happened at the place, and nobody has judged whether it is reported, or it is not reported yet."""
    happened_on = seen.day("incident", "on")
    if happened_on is not None:
        yield Thing(_K.INCIDENT_OPEN, seen.key("incident"), happened_on, happened_on)


def _plan(seen: Seen) -> Iterator[Thing]:
    """Junior apprenticeship has a year plan, and nothing is planned."""
    decided_on = seen.day("in_force", "decided_on")
    is_for_a_year = seen.row["kind"] == SchemeKind.JUNIOR_APPRENTICESHIP
    if is_for_a_year and decided_on is not None and not seen.row["has_plan"]:
        yield Thing(_K.PLAN_MISSING, seen.key("in_force"), decided_on)


def first_untold_day(seen: Seen) -> date | None:
    """The first planned day after those that were told, which is further back than the rule allows; ``None`` when there is none."""
    starts_on, ends_on = seen.day("in_force", "starts_on"), seen.day("in_force", "ends_on")
    began_on = seen.row["started_on"]
    if seen.row["state"] != WayState.ACTIVE or starts_on is None or began_on is None:
        return None
    day: date = max(starts_on, began_on, (seen.row["last_told"] or date.min) + _A_DAY)
    last: date = seen.on - timedelta(days=days_of("stafet.reminder.days_told_within", seen.on))
    last = last if ends_on is None else min(last, ends_on - _A_DAY)
    while day <= last:
        if _is_planned(seen, day):
            return day
        day += _A_DAY
    return None


def _is_planned(seen: Seen, day: date) -> bool:
    """Whether they were to be at the place on a day."""
    is_closed = any(each.starts_on <= day < each.ends_on for each in seen.breaks)
    in_week = day.isoweekday() in seen.of("in_force")["weekdays"]
    return in_week and not is_closed and is_working_day(seen.country, day)
