"""A week back to the school: as a list for Untis, and a class's week as a calendar."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse

from stafet.integrations.timetables.calendar import School, write_calendar
from stafet.integrations.timetables.untis import write_gpu001
from stafet.kernel.periods import school_year
from stafet.kernel.timetables.problem import PartyKind
from stafet.schoolweeks import api as schoolweeks
from stafet.web.registry import PageRequest, page
from stafet.web.timetable_parts import READ, week_or_404


@page(allow=READ)
def week_as_list(request: PageRequest, week_id: UUID) -> HttpResponse:
    """The list GPU001, as Untis reads it."""
    row = week_or_404(request, week_id)
    return _file(write_gpu001(schoolweeks.plain_week(row)), "text/csv", "GPU001.csv")


@page(allow=READ)
def week_as_calendar(request: PageRequest, week_id: UUID) -> HttpResponse:
    """The lessons of one class, each week of the school year. Needs to know when the hours are."""
    row = week_or_404(request, week_id)
    week, marks = schoolweeks.plain_week(row), schoolweeks.marks_of(row.school_id, row.starts_in)
    named = request.GET.get("class", "")
    who = next(
        (each.id for each in week.of_kind(PartyKind.CLASS) if named in {each.shown, each.id.key}), None
    )
    if who is None or marks is None or not marks.bells:
        raise Http404
    bells = {n: (time.fromisoformat(a), time.fromisoformat(b)) for n, (a, b) in enumerate(marks.bells)}
    most = max(len(hours) for hours in week.hours_of.values())
    if len(bells) < most:
        raise Http404
    period = school_year(row.starts_in).period
    school = School(bells, _first_monday(period.starts_on), date(row.starts_in + 1, 7, 31))
    return _file(write_calendar(week, who, school, at=request.at), "text/calendar", "week.ics")


def _first_monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _file(content: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
