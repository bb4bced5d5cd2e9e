"""What goes to the state about a half-year? In which layout, what is wrong with which row, and the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.periods import Period, months_after
from stafet.kernel.sentences import SentenceError
from stafet.outreach import api as outreach
from stafet.outreach.api import ReportFormat
from stafet.web.activity import town_or_404
from stafet.web.activity_forms import LayoutForm
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.administration import as_town
from stafet.web.components.days import write_day, write_instant, write_period
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Choice, Figure, Figures, Filters, Notice, Question, Tone
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.registry import PageRequest, page

_HALVES_BACK = 4
_LARGEST_LAYOUT = 200_000
_TYPES = {
    ReportFormat.CSV: "text/csv; charset=utf-8",
    ReportFormat.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.TAKE_IN)
def activity_report(request: PageRequest) -> HttpResponse:
    """The report before it is a file: the layout, how many rows, and every row that contradicts itself."""
    town = town_or_404(request)
    period = _period(request.GET.get("from", ""), request.today)
    view = outreach.report_of(town.pk, period)
    request.saw(*(finding.person_id for finding in view.findings))
    context = {
        "period": write_period(period.starts_on, period.ends_on),
        "starts_on": period.starts_on.isoformat(),
        "filters": _filters(period, request.today),
        "layout": view.layout,
        "notice": placeholder_notice(view.layout),
        "figures": _figures(view),
        "findings": _findings(view) if view.findings else None,
        "runs": _runs(outreach.runs_of(town.pk)),
        "layout_href": reverse("load_activity_layout")
        if outreach.can_load_layout(request.actor, town.pk)
        else "",
        "back": Action(gettext("Back to the activity responsibility"), reverse("activity_work")),
    }
    return render(request, "activity/report.html", context)


@page(purpose=access.Purpose.GUIDANCE, classes="ACD", allow=access.Permission.TAKE_IN, writes=True)
def make_activity_report(request: PageRequest) -> HttpResponse:
    """The file itself, and a record that it was made."""
    town = town_or_404(request)
    if request.method != "POST":
        return _only_by_button(request)
    wanted = request.POST.get("format", "")
    kind = ReportFormat(wanted) if wanted in set(ReportFormat.__members__.values()) else ReportFormat.CSV
    made = outreach.make_report(
        municipality_id=town.pk,
        period=_period(request.POST.get("from", ""), request.today),
        kind=kind,
        by=request.actor,
        at=request.at,
    )
    request.saw(*made.person_ids)
    answer = HttpResponse(made.content, content_type=_TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer


@page(allow=access.Permission.ORGANISE, writes=True)
def load_activity_layout(request: PageRequest) -> HttpResponse:
    """Load the authority's layout, or be told what is wrong with the file and where."""
    town = town_or_404(request)
    form = LayoutForm(request.POST or None, request.FILES or None)
    faults: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            text = form.cleaned_data["file"].read(_LARGEST_LAYOUT).decode("utf-8", errors="replace")
            with as_town(town.pk):
                outreach.load_layout(municipality_id=town.pk, text=text, by=request.actor, at=request.at)
            return done(request, gettext("The layout is loaded."), reverse("load_activity_layout"))
        except outreach.FaultyLayout as error:
            refuse(form, error)
            faults = tuple(f"{fault.place}: {say(fault.what)}" for fault in error.faults)
        except SentenceError as error:
            refuse(form, error)
    layout = outreach.layout_on(town.pk, request.today)
    act = Act(
        heading=gettext("Which layout does the report to the state have?"),
        lead=gettext("Today it is “%(version)s”, from: %(source)s.")
        % {"version": layout.version, "source": layout.source},
        back=Action(gettext("Back"), reverse("today")),
        do=gettext("Load the layout"),
        notice=Notice(Tone.ERROR, gettext("What is wrong in the file"), points=faults, urgent=True)
        if faults
        else placeholder_notice(layout),
    )
    return ask(request, act, form)


def placeholder_notice(layout: outreach.Layout) -> Notice | None:
    """That a layout is made up and no file in it can be handed in."""
    if not layout.is_placeholder:
        return None
    return Notice(
        Tone.WARNING,
        gettext("This layout is a placeholder"),
        gettext(
            "Its columns and codes are made up after published statistics. A file in it can be looked at and not handed in. Whoever administers the municipality loads the authority’s layout when it is there."
        ),
    )


def _only_by_button(request: PageRequest) -> HttpResponse:
    """A file is made by the button on the page of the report, never by an address."""
    return done(
        request, gettext("Choose the half-year, and make the file there."), reverse("activity_report")
    )


def _period(text: str, today: date) -> Period:
    last = outreach.half_year_before(today)
    return next((each for each in _halves(last) if each.starts_on.isoformat() == text), last)


def _halves(last: Period) -> tuple[Period, ...]:
    ahead = outreach.half_year(months_after(last.starts_on, 6))
    back = (outreach.half_year(months_after(last.starts_on, -6 * n)) for n in range(_HALVES_BACK))
    return (ahead, *back)


def _filters(chosen: Period, today: date) -> Filters:
    choices = tuple(
        Choice(each.starts_on.isoformat(), write_period(each.starts_on, each.ends_on), each == chosen)
        for each in _halves(outreach.half_year_before(today))
    )
    return Filters(reverse("activity_report"), (Question("from", gettext("Which half-year?"), choices),))


def _figures(view: outreach.ReportView) -> Figures:
    faulty = {finding.person_id for finding in view.findings}
    return Figures(
        gettext("The report in numbers"),
        (
            Figure(write_number(len(view.facts)), gettext("Rows")),
            Figure(
                write_number(len(faulty)),
                gettext("Young people with something to mend"),
                tone=Tone.WARNING if faulty else Tone.SUCCESS,
            ),
        ),
    )


def _findings(view: outreach.ReportView) -> Table:
    columns = (Column(gettext("Whose row")), Column(gettext("Column")), Column(gettext("What and why")))
    rows = [(each.name, each.column or "–", say(each.what)) for each in view.findings]
    return make_table(gettext("What to mend before the file is handed in"), columns, rows)


def _runs(runs: Sequence[outreach.ReportRun]) -> Table | None:
    rows = [
        (
            write_instant(each.made_at),
            each.made_by.name,
            write_day(each.starts_on),
            each.layout,
            write_number(each.rows),
            each.sha256[:12],
        )
        for each in runs
    ]
    columns = (
        Column(gettext("When")),
        Column(gettext("Who")),
        Column(gettext("Half-year from")),
        Column(gettext("Layout")),
        Column(gettext("Rows"), numeric=True),
        Column(gettext("Hash of the file")),
    )
    return (
        make_table(gettext("Files that were made. Their content is not kept."), columns, rows)
        if rows
        else None
    )
