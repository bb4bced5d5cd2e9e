"""Which schools have a week, and what is to be done next? And a school's week is loaded from its file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.integrations.findings import Unreadable
from stafet.integrations.week_reading import WEEK_LIMITS, read_upload
from stafet.kernel.periods import school_year_of
from stafet.kernel.records import Rejection
from stafet.kernel.sentences import SentenceError
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import FileFacts, SchoolLine, WeekFormat, WeekOrigin
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action, Empty
from stafet.web.components.say import say
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page
from stafet.web.timetable_parts import KEEP, READ, school_or_404

_LAST_YEAR = 2100
_COLUMNS = {
    "lesson": gettext_lazy("column 1 (the lesson’s number)"),
    "class": gettext_lazy("column 2 (class)"),
    "teacher": gettext_lazy("column 3 (teacher)"),
    "subject": gettext_lazy("column 4 (subject)"),
    "room": gettext_lazy("column 5 (room)"),
    "day": gettext_lazy("column 6 (day)"),
    "hour": gettext_lazy("column 7 (hour)"),
}
"""The columns of the list GPU001, which has no headings; what else stands in a place is an element of XML."""


class WeekFileForm(forms.Form):
    """A school's timetable, and for which year it holds."""

    starts_in = forms.IntegerField(
        label=gettext_lazy("In which year does the school year begin?"), min_value=2020, max_value=_LAST_YEAR
    )
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("XHSTT (XML), or the list GPU001 from Untis, at most 8 MB."),
        error_messages={"required": gettext_lazy("Choose the file to load.")},
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Not more than is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > WEEK_LIMITS.upload_bytes:
            raise forms.ValidationError(
                gettext("That is more than 8 MB. Export one school’s week only, without other years.")
            )
        return file


@page(allow=READ)
def timetables(request: PageRequest) -> HttpResponse:
    """Every school whose week the reader reads."""
    year = school_year_of(request.today).period.starts_on.year
    lines = schoolweeks.school_lines(request.actor, starts_in=year, on=request.today)
    work = WorkList(
        heading=gettext("Schools"),
        rows=tuple(_row(request, line) for line in lines),
        empty=Empty(gettext("No school whose timetable you may read")),
        name="schools",
    )
    return render(request, "timetables/schools.html", {"work": work})


@page(allow=KEEP, writes=True)
def load_timetable(request: PageRequest, week_school_id: UUID) -> HttpResponse:
    """A file becomes the week that holds. One that can't be read is told why, and nothing of it is kept."""
    school = school_or_404(request, week_school_id)
    year = school_year_of(request.today).period.starts_on.year
    posted = request.method == "POST"
    form = WeekFileForm(
        request.POST if posted else None, request.FILES if posted else None, initial={"starts_in": year}
    )
    act = Act(
        heading=gettext("Which file holds the week?"),
        lead=gettext("The timetable of %(school)s. Lessons stay where they are until you take a proposal.")
        % {"school": school.name},
        back=Action(gettext("All timetables"), reverse("timetables")),
        do=gettext("Load the week"),
    )
    if posted and form.is_valid():
        try:
            week = _load(request, school, form)
            return done(request, gettext("The week is loaded."), reverse("school_week", args=[week.pk]))
        except Unreadable as stop:
            for each in stop.rejections[:10]:
                form.add_error("file", _rejected(each))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


def _load(request: PageRequest, school: Any, form: WeekFileForm) -> schoolweeks.SchoolWeek:
    file = form.cleaned_data["file"]
    content, name = file.read(), str(file.name)
    with TemporaryDirectory(prefix="stafet-week-") as folder:
        path = Path(folder) / "week"
        path.write_bytes(content)
        read, is_xml = read_upload(path, name)
    return schoolweeks.load_week(
        school=school,
        starts_in=form.cleaned_data["starts_in"],
        week=read.week,
        file=FileFacts(name, WeekFormat.XHSTT if is_xml else WeekFormat.GPU001, content),
        notices=read.notices,
        by=request.actor,
        at=request.at,
    )


def _rejected(each: Rejection) -> str:
    """File, line and column of what is wrong, what it is, and how to mend it."""
    place = each.place
    words = {
        "file": place.file,
        "row": place.row,
        "column": _COLUMNS.get(place.column, place.column),
        "what": f"{say(each.what)} {say(each.mend)}",
    }
    if not place.row:
        return gettext("%(file)s: %(what)s") % words
    if not place.column:
        return gettext("%(file)s, line %(row)d: %(what)s") % words
    return gettext("%(file)s, line %(row)d, %(column)s: %(what)s") % words


def _row(request: PageRequest, line: SchoolLine) -> WorkRow:
    load = Action(gettext("Load a file"), reverse("load_timetable", args=[line.school.pk]))
    begin = Action(gettext("Type it in"), reverse("begin_week", args=[line.school.pk]))
    keeps = schoolweeks.can_keep_week(request.actor, line.school)
    if line.week is None:
        return WorkRow(
            name=line.school.name,
            href=load.href if keeps else "",
            why=gettext("No week has been loaded for this school year"),
            action=load if keeps else None,
            more=(begin,) if keeps else (),
        )
    href = reverse("school_week", args=[line.week.pk])
    return WorkRow(
        name=line.school.name,
        href=href,
        detail=gettext("Version %(number)d, %(year)s")
        % {"number": line.week.revision, "year": line.week.year},
        why=_next(line),
        since=str(WeekOrigin(line.week.origin).label),
        action=Action(gettext("Look at the week"), href),
        more=(load,) if keeps else (),
    )


def _next(line: SchoolLine) -> str:
    if line.waiting:
        return ngettext(
            "%(count)d proposal waits for a decision", "%(count)d proposals wait for a decision", line.waiting
        ) % {"count": line.waiting}
    marks = schoolweeks.marks_of(line.school.pk, line.week.starts_in) if line.week else None
    if marks is None or not marks.company_days:
        return gettext("Say which classes have apprentices and which subjects are protected")
    if not all(marks.company_days.values()):
        return gettext("A company day has not been chosen for every class")
    return gettext("Every class with apprentices has its company day")
