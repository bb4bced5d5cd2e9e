"""What the pages of schools' weeks share: finding one, days in words, a week as a grid."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.timetables.problem import Lesson, Week
from stafet.organisations.api import Organisation
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import SchoolWeek, WeekProposal
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.registry import PageRequest

READ, KEEP = access.Permission.WRITE_PLAN, access.Permission.ORGANISE


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


def day_words(week: Week, day: str) -> str:
    """A day as people call it: lists from Untis number them."""
    name = week.shown_day(day)
    return str(WEEKDAYS[int(name) - 1]) if name in set("1234567") else name


def hour_words(week: Week, hour: int) -> str:
    """A day and the number of the hour in it."""
    day = week.day_of(hour)
    number = hour - week.hours_of[day].start + 1
    return gettext("%(day)s, hour %(number)d") % {"day": day_words(week, day), "number": number}


def lesson_words(lesson: Lesson) -> str:
    """A lesson as a school calls it."""
    return f"{lesson.subject} ({', '.join(lesson.classes)})" if lesson.classes else lesson.subject


def grid(
    week: Week, caption: str, standing: Mapping[int, tuple[Lesson, ...]], moved: Mapping[str, str]
) -> Table:
    """A week as a table, an hour a row. ``moved``: lesson → the word that marks it."""
    hours = week.hours_of
    columns = [Column(gettext("Hour"), numeric=True), *(Column(day_words(week, day)) for day in week.days)]
    rows = []
    for number in range(max((len(run) for run in hours.values()), default=0)):
        places = [hours[day][number] if number < len(hours[day]) else -1 for day in week.days]
        rows.append([str(number + 1), *(_cell(standing.get(place, ()), moved) for place in places)])
    return make_table(caption, columns, rows)


def _cell(lessons: tuple[Lesson, ...], moved: Mapping[str, str]) -> str:
    return ", ".join(
        f"{each.subject} – {moved[each.key]}" if each.key in moved else each.subject for each in lessons
    )
