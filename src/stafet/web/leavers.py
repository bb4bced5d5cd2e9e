"""Who leaves this summer without a plan? A list, and how many that are at each school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Empty
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page

_A_PAGE = 50


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.WRITE_PLAN)
def leavers(request: PageRequest) -> HttpResponse:
    """Everybody in a last grade whose plan is not approved, by school; and each school's count with its base."""
    schools = careerplans.schools_of_leavers(on=request.today)
    chosen = _chosen(request, schools)
    spells = careerplans.leavers_without_plan(on=request.today, school_id=chosen)
    part = Paginator(spells, _A_PAGE).get_page(request.GET.get("page"))
    lines = careerplans.leaver_lines(part)
    request.saw(*(line.person_id for line in lines))
    context = {
        "schools": _table(schools),
        "people": WorkList(
            heading=gettext("Who leaves without a plan"),
            rows=tuple(map(_row, lines)),
            empty=Empty(
                gettext("Everybody who leaves has a plan"),
                gettext("Of those you may see. Whoever is new in the last grade appears here by themselves."),
            ),
            name="leavers",
            pager=page_pager(part, school=chosen),
        ),
        "all_href": reverse("leavers") if chosen else "",
    }
    return render(request, "plans/leavers.html", context)


def _chosen(request: PageRequest, schools: Sequence[careerplans.SchoolCount]) -> UUID | None:
    wanted = request.GET.get("school", "")
    return next((each.school_id for each in schools if str(each.school_id) == wanted), None)


def _table(schools: Sequence[careerplans.SchoolCount]) -> Table:
    columns = (
        Column(gettext("School")),
        Column(gettext("Leave this summer"), numeric=True),
        Column(gettext("With an approved plan"), numeric=True),
        Column(gettext("Without"), numeric=True),
    )
    rows = [
        (
            each.school,
            write_number(each.leavers),
            write_number(each.ready),
            write_number(each.leavers - each.ready),
        )
        for each in schools
    ]
    table = make_table(gettext("School by school, of those you may see"), columns, rows)
    linked = tuple(
        (replace(cells[0], href=f"{reverse('leavers')}?school={each.school_id}"), *cells[1:])
        for cells, each in zip(table.rows, schools, strict=True)
    )
    return replace(table, rows=linked)


def _row(line: careerplans.Leaver) -> WorkRow:
    state = line.state.label if line.state else gettext("Not begun")
    href = reverse("person_plan", args=[line.person_id])
    return WorkRow(
        name=line.name,
        href=href,
        detail=", ".join(filter(None, (line.school, line.unit))),
        why=str(state),
        action=Action(gettext("To the plan"), href),
    )
