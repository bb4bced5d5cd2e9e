"""Which agreements are there, which run out, and which are not signed? As a list, and as a file to keep."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import timedelta
from io import StringIO

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel import rules
from stafet.placements import api as placements
from stafet.placements.api import Agreement, AgreementState
from stafet.web import placement_parts
from stafet.web.agreement_parts import last_day
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Choice, Empty, Filters, Question
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_A_PAGE, _MOST_ROWS, _SOON = 50, 5000, "soon"
_STATES = (AgreementState.OUT, AgreementState.SIGNED, AgreementState.IN_FORCE, AgreementState.ENDED)
_A_DAY = timedelta(days=1)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def agreement_register(request: PageRequest) -> HttpResponse:
    """Every agreement the reader may see, the soonest to end first."""
    chosen = request.GET.get("which", "")
    part = Paginator(_asked(request, chosen), _A_PAGE).get_page(request.GET.get("page"))
    request.saw(*(row.person_id for row in part))
    context = {
        "filters": _filters(chosen),
        "work": WorkList(
            heading=gettext("Agreements"),
            rows=tuple(_row(request, row) for row in part),
            empty=Empty(
                gettext("There is no agreement here"),
                gettext("It begins on the young person’s page, when a place has been found."),
            ),
            count=write_number(part.paginator.count),
            name="agreements",
            pager=page_pager(part, which=chosen),
        ),
        "file": Action(gettext("As a file"), f"{reverse('agreement_file')}?which={chosen}"),
    }
    return render(request, "placements/register.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def agreement_file(request: PageRequest) -> HttpResponse:
    """The same as a file. What somebody typed never begins a formula in a spreadsheet."""
    rows = list(_asked(request, request.GET.get("which", ""))[:_MOST_ROWS])
    request.saw(*(row.person_id for row in rows))
    out = StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(_columns())
    writer.writerows([_plain(text) for text in _cells(row)] for row in rows)
    return HttpResponse(
        "\ufeff" + out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="agreements.csv"'},
    )


def _asked(request: PageRequest, chosen: str) -> QuerySet[Agreement]:
    if chosen == _SOON:
        soon = rules.value("stafet.placement.ends_soon", on=request.today)
        return placements.register_of_agreements(ends_before=request.today + timedelta(days=soon))
    states = [AgreementState(chosen)] if chosen in set(_STATES) else []
    return placements.register_of_agreements(states=states)


def _row(request: PageRequest, row: Agreement) -> WorkRow:
    href = reverse("agreement", args=[row.pk])
    ends = row.ends_on - _A_DAY if row.ends_on else None
    return WorkRow(
        name=row.person.name,
        href=href,
        detail=", ".join(filter(None, (row.host_name, row.school_name, row.class_name))),
        why=str(AgreementState(row.state).label),
        since=placement_parts.period_words(row),
        by=deadline(ends, today=request.today) if ends and row.state == AgreementState.IN_FORCE else None,
        action=Action(gettext("Look at it"), href),
    )


def _filters(chosen: str) -> Filters:
    choices = [("", gettext("All")), (_SOON, gettext("In force, and run out soon"))]
    choices += [(state.value, str(state.label)) for state in _STATES]
    question = Question(
        "which",
        gettext("Which agreements?"),
        tuple(Choice(key, text, key == chosen) for key, text in choices),
    )
    return Filters(
        action=reverse("agreement_register"),
        questions=(question,),
        clear_href=reverse("agreement_register") if chosen else "",
        swaps="agreements",
    )


def _columns() -> tuple[str, ...]:
    return (
        gettext("The young person"),
        gettext("School"),
        gettext("Class"),
        gettext("Scheme"),
        gettext("School year"),
        gettext("Host"),
        gettext("Number"),
        gettext("P-number"),
        gettext("First day"),
        gettext("Last day"),
        gettext("Days"),
        gettext("State"),
        gettext("Approved on"),
    )


def _cells(row: Agreement) -> Iterable[str]:
    scheme = row.placement.scheme
    return (
        row.person.name,
        row.school_name,
        row.class_name,
        scheme.name,
        scheme.year,
        row.host_name,
        row.host_number,
        row.host_unit_number,
        write_day(row.starts_on) if row.starts_on else "",
        last_day(row),
        placement_parts.weekday_words(row.weekdays),
        str(AgreementState(row.state).label),
        write_day(row.decided_on) if row.decided_on else "",
    )


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
