"""That we have written down that there is a case elsewhere: for the young person alone, with two steps."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from stafet.othercases import api as othercases
from stafet.othercases.api import CaseKind
from stafet.own import api as own
from stafet.web.components.days import write_day
from stafet.web.mine import around_mine, mine_or_404
from stafet.web.person_own_rows import Row
from stafet.web.registry import PageRequest, own_page
from stafet.web.ways_in import with_one_factor


@own_page(classes="AE")
def my_cases(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Which references there are, since when, and by whose consent. Those with custody do not meet it."""
    around = around_mine(request, person_id, "my_cases")
    login, _ = mine_or_404(request, person_id)
    if login.capacity is not own.Capacity.SELF:
        raise Http404
    rows = othercases.my_cases(person_id, on=request.today)
    context = {"needs_two": with_one_factor(request), "cases": tuple(_told(row) for row in rows)}
    return render(request, "mine/cases.html", around | context)


def _told(row: othercases.OtherCase) -> Row:
    since = gettext("since %(day)s") % {"day": write_day(row.starts_on)}
    what = gettext("We have written down that you have a case: %(kind)s") % {"kind": CaseKind(row.kind).label}
    return Row(what, f"{row.place} · {since}")
