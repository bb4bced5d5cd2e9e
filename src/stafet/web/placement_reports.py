"""How does it go with placements in the town? Figures of a school year with their base, as tables and as a file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.periods import school_year_of
from stafet.offers import api as offers
from stafet.placementfigures import api as figures
from stafet.placements.api import SchemeKind
from stafet.web import placement_report_tables as tables
from stafet.web.components.parts import Action
from stafet.web.components.tables import Table
from stafet.web.placement_report_tables import Slice
from stafet.web.registry import PageRequest, page

_YEARS = 3
_MOST_RATE, _MOST_LESSONS = 100_000, 12


@dataclass(frozen=True, slots=True)
class Section:
    """One question with its tables, and a picture of the first of them where one may be drawn."""

    heading: str
    lead: str
    tables: tuple[Table, ...]
    bar: tuple[Slice, ...] = ()


class ReportForm(forms.Form):
    """Of which school year and scheme; and what is supposed, for estimates."""

    year = forms.TypedChoiceField(label=gettext_lazy("Which school year?"), coerce=int)
    kind = forms.ChoiceField(label=gettext_lazy("Which scheme?"))
    rate = forms.DecimalField(
        label=gettext_lazy("What does one hour of one pupil cost, in kr.?"),
        help_text=gettext_lazy("For the estimate of what it costs. It is kept nowhere."),
        required=False,
        min_value=0,
        max_value=_MOST_RATE,
        localize=True,
    )
    uptake = forms.DecimalField(
        label=gettext_lazy("How many percent of these grades may choose it?"),
        help_text=gettext_lazy("For a scenario: what it would be if so many chose it."),
        required=False,
        min_value=0,
        max_value=100,
        localize=True,
    )
    lessons = forms.DecimalField(
        label=gettext_lazy("How many lessons has a school day?"),
        help_text=gettext_lazy("For the lessons that are missed at most."),
        required=False,
        min_value=0,
        max_value=_MOST_LESSONS,
        localize=True,
    )

    def __init__(self, request: PageRequest, towns: tuple[UUID, ...], kinds: Sequence[SchemeKind]) -> None:
        first = school_year_of(request.today).period.starts_on.year
        years = range(first + 1, first - _YEARS, -1)
        chosen = {"year": first, "kind": kinds[0].value}
        super().__init__({**chosen, **request.GET.dict()} if request.GET else None, initial=chosen)
        self.fields["year"].choices = [(each, f"{each}/{(each + 1) % 100:02}") for each in years]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(each.value, each.label) for each in kinds]  # type: ignore[attr-defined]
        self._chosen = figures.Asked(towns, first, request.today, kinds[0])

    def asked(self) -> figures.Asked:
        """What is asked; whatever is not understood is this school year, and the first scheme."""
        told = self._understood()
        kind = SchemeKind(told.get("kind") or self._chosen.kind)
        return replace(self._chosen, starts_in=told.get("year") or self._chosen.starts_in, kind=kind)

    def supposed(self) -> figures.Supposed:
        """What is supposed."""
        told = self._understood()
        return figures.Supposed(told.get("rate"), told.get("lessons"), told.get("uptake"))

    def _understood(self) -> dict[str, Any]:
        """The fields that could be read; those that could not say so above their input."""
        self.full_clean()
        return self.cleaned_data if self.is_bound else {}


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.WRITE_PLAN)
def placement_reports(request: PageRequest) -> HttpResponse:
    """The figures of a school year, of those the reader may see."""
    form = _form(request)
    context = {
        "form": form,
        "lead": gettext(
            "Of those you may see. Where a group has fewer than %(k)d, its number is not shown, nor one from which it could be worked out."
        )
        % {"k": rules.value(figures.SMALLEST, on=request.today)},
        "sections": _sections(form) if form else (),
        "file": Action(
            gettext("As a file"), f"{reverse('placement_reports_file')}?{request.GET.urlencode()}"
        ),
    }
    return render(request, "placements/reports.html", context)


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.WRITE_PLAN)
def placement_reports_file(request: PageRequest) -> HttpResponse:
    """The same figures as a file: every table with its caption, its base and what is not in it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    form = _form(request)
    for section in _sections(form) if form else ():
        for table in section.tables:
            writer.writerow([table.caption])
            writer.writerow([column.title for column in table.columns])
            writer.writerows([_plain(cell.text) for cell in row] for row in table.rows)
            writer.writerow([table.source])
    return HttpResponse(
        "\ufeff" + out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="placements.csv"'},
    )


def _form(request: PageRequest) -> ReportForm | None:
    """What can be asked; nothing before the town has a model of any scheme."""
    towns = tuple(sorted(offers.municipalities_of(request.actor)))
    kinds = figures.kinds_of(towns)
    return ReportForm(request, towns, kinds) if kinds else None


def _sections(form: ReportForm) -> Sequence[Section]:
    asked, supposed = form.asked(), form.supposed()
    pupils = figures.pupil_counts(asked)
    hours = figures.agreed_hours(asked, pupils.known)
    missed = figures.lessons_missed(asked, hours, supposed)
    costs = figures.cost_estimate(asked, hours, supposed)
    return (
        Section(
            gettext("Where are they?"),
            gettext("Everybody for whom it was thought of in the year, or who asked for it."),
            (
                tables.state_table(pupils),
                tables.school_table(pupils),
                tables.grade_table(pupils),
                tables.model_table(pupils),
            ),
            tables.bar(tables.way_parts(pupils)),
        ),
        Section(
            gettext("Who waits, and for what?"),
            gettext("Days are counted from the day it began to wait."),
            (tables.waiting_table(pupils), tables.workload_table(figures.workload(asked, pupils.known))),
        ),
        Section(
            gettext("How many hours are they away from class?"),
            gettext("What agreements come to against the yearly cap, and what has been told of days."),
            (tables.hours_table(hours), tables.so_far_table(hours), tables.missed_table(missed)),
        ),
        _hosts(asked),
        _became(asked, pupils),
        Section(
            gettext("What may it cost?"),
            gettext("An estimate with what you have typed in above."),
            (tables.cost_table(costs),),
        ),
    )


def _hosts(asked: figures.Asked) -> Section:
    lines = figures.host_counts(asked)
    taken, free = sum(line.taken for line in lines), sum(line.free for line in lines)
    return Section(
        gettext("Where are there places?"),
        gettext("Companies and institutions of the town’s bank, with what they said for this school year."),
        (tables.branch_table(lines),),
        tables.bar(((gettext("Places taken"), taken), (gettext("Places free"), free))),
    )


def _became(asked: figures.Asked, pupils: figures.PupilCounts) -> Section:
    return Section(
        gettext("What came of it?"),
        gettext("Stopping early is a right; the reasons say what could be better."),
        (
            tables.withdrawn_table(pupils),
            tables.transition_table(figures.transitions(asked, pupils.known)),
        ),
    )


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
