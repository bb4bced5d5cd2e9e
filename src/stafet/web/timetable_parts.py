"""What the pages of schools' weeks share: finding one, days, hours and lessons in words."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.timetables.problem import Lesson, PartyId, PartyKind, Week
from stafet.organisations.api import Organisation
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import SchoolWeek, WeekProposal
from stafet.web.registry import PageRequest

READ, KEEP = access.Permission.WRITE_PLAN, access.Permission.ORGANISE
_NUMBERED = frozenset("1234567")


def week_or_404(request: PageRequest, week_id: UUID, *, to_keep: bool = False) -> SchoolWeek:
    """A version of a week that the reader reads, or keeps."""
    row = schoolweeks.find_week(week_id, by=request.actor)
    if row is None or (to_keep and not schoolweeks.can_keep_week(request.actor, row.school)):
        raise Http404
    return row


def day_or_404(request: PageRequest, day_id: UUID, *, to_keep: bool = False) -> WeekProposal:
    """A proposal that the reader reads, or decides."""
    row = schoolweeks.find_proposal(day_id, by=request.actor)
    if row is None or (to_keep and not schoolweeks.can_keep_week(request.actor, row.school)):
        raise Http404
    return row


def school_or_404(request: PageRequest, school_id: UUID) -> Organisation:
    """A school whose week the reader keeps."""
    school = schoolweeks.readable_schools(request.actor, on=request.today).filter(pk=school_id).first()
    if school is None or not schoolweeks.can_keep_week(request.actor, school):
        raise Http404
    return school


def class_words(week: Week, key: str) -> str:
    """What the school calls a class."""
    party = week.party.get(PartyId(PartyKind.CLASS, key))
    return party.shown if party else key


def day_words(week: Week, day: str) -> str:
    """A day as people call it: lists from Untis number them."""
    name = week.shown_day(day)
    return str(WEEKDAYS[int(name) - 1]) if name in _NUMBERED else name


def day_short(week: Week, day: str) -> str:
    """The same where there is little room."""
    name = week.shown_day(day)
    return str(WEEKDAYS_ABBR[int(name) - 1]) if name in _NUMBERED else name[:3]


def hour_name(week: Week, hour: int) -> str:
    """What the school calls an hour of a day: its own number, where its hours have one."""
    name = week.hours[hour].name
    return name if name.isdigit() else str(hour - week.hours_of[week.day_of(hour)].start + 1)


def hour_words(week: Week, hour: int) -> str:
    """A day and the number of the hour in it."""
    return gettext("%(day)s, hour %(number)s") % {
        "day": day_words(week, week.day_of(hour)),
        "number": hour_name(week, hour),
    }


def lesson_words(lesson: Lesson) -> str:
    """A lesson as a school calls it."""
    return f"{lesson.subject} ({', '.join(lesson.classes)})" if lesson.classes else lesson.subject


def room_words(lesson: Lesson) -> str:
    """The rooms a lesson has."""
    return ", ".join(need.room for need in lesson.rooms if need.room)
