"""A week back to the school: into its own XHSTT file, as a list for Untis, and somebody's week as a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.integrations.timetables.calendar import School, write_calendar
from stafet.integrations.timetables.untis import write_gpu001
from stafet.integrations.week_writing import into_xhstt
from stafet.kernel.periods import school_year
from stafet.kernel.timetables.problem import Party, PartyKind, Week
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import SchoolWeek, WeekFormat, WeekMarks
from stafet.web.components.parts import Action
from stafet.web.registry import PageRequest, page
from stafet.web.timetable_parts import READ, week_or_404


@dataclass(frozen=True, slots=True)
class Files:
    """What a week can be taken along as, and why not as something else."""

    ways: tuple[Action, ...]
    calendars: tuple[Action, ...]
    notes: tuple[str, ...]


def files_of(row: SchoolWeek, week: Week, marks: WeekMarks | None) -> Files:
    """The ways out of the page of a week."""
    ways = [Action(gettext("As a list for Untis (GPU001)"), reverse("week_as_list", args=[row.pk]))]
    notes = []
    if row.file is None or row.file.format != WeekFormat.XHSTT:
        notes.append(
            gettext("As XHSTT only what was read from XHSTT: the file is given back with this week in it.")
        )
    elif schoolweeks.was_corrected(row):
        notes.append(gettext("Lessons were typed in since the file was read; its XHSTT can’t hold them."))
    else:
        ways.insert(
            0,
            Action(
                gettext("As XHSTT, the file with this week in it"), reverse("week_as_xhstt", args=[row.pk])
            ),
        )
    calendars = tuple(
        Action(each.shown, f"{reverse('week_as_calendar', args=[row.pk])}?who={number}")
        for number, each in enumerate(_people(week))
    )
    if _bells(week, marks) is None:
        notes.append(gettext("For calendars, say under “Mark classes and subjects” when each hour is."))
        calendars = ()
    return Files(tuple(ways), calendars, tuple(notes))


@page(allow=READ)
def week_as_list(request: PageRequest, week_id: UUID) -> HttpResponse:
    """The list GPU001, as Untis reads it."""
    row = week_or_404(request, week_id)
    return _file(write_gpu001(schoolweeks.plain_week(row)).encode(), "text/csv", "GPU001.csv")


@page(allow=READ)
def week_as_xhstt(request: PageRequest, week_id: UUID) -> HttpResponse:
    """The file the school gave, with this week in it as one more solution."""
    row = week_or_404(request, week_id)
    content = schoolweeks.file_content(row)
    if content is None or row.file is None or row.file.format != WeekFormat.XHSTT:
        raise Http404
    name = f"Stafet-{row.revision}"
    written = into_xhstt(schoolweeks.plain_week(row), content, row.file.name, name=name)
    if written is None:
        raise Http404
    return _file(written, "application/xml", f"{name}.xml")


@page(allow=READ)
def week_as_calendar(request: PageRequest, week_id: UUID) -> HttpResponse:
    """The lessons of one class or teacher, each week of the school year. Needs to know when the hours are."""
    row = week_or_404(request, week_id)
    week, people = schoolweeks.plain_week(row), _people(schoolweeks.plain_week(row))
    bells = _bells(week, schoolweeks.marks_of(row.school_id, row.starts_in))
    which = request.GET.get("who", "")
    if bells is None or not (which.isascii() and which.isdigit() and int(which[:5]) < len(people)):
        raise Http404
    period = school_year(row.starts_in).period
    school = School(bells, _first_monday(period.starts_on), date(row.starts_in + 1, 7, 31))
    content = write_calendar(week, people[int(which)].id, school, at=request.at)
    return _file(content.encode(), "text/calendar", "week.ics")


def _people(week: Week) -> tuple[Party, ...]:
    """Classes, then teachers: a number stands in the address, never a name."""
    return (*week.of_kind(PartyKind.CLASS), *week.of_kind(PartyKind.TEACHER))


def _bells(week: Week, marks: WeekMarks | None) -> dict[int, tuple[time, time]] | None:
    """When each hour of a day is; ``None`` unless it is said of all."""
    said = marks.bells if marks else []
    if len(said) < max((len(hours) for hours in week.hours_of.values()), default=1):
        return None
    return {number: (time.fromisoformat(a), time.fromisoformat(b)) for number, (a, b) in enumerate(said)}


def _first_monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
