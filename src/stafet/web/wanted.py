"""Who needs an offer and has none? A list with the days they have waited, and how many that are at each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.offers import api as offers
from stafet.offers.api import SeatState
from stafet.web import offer_parts
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Empty
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page

_A_PAGE = 50
_NEXT = {
    None: gettext_lazy("Find an offer"),
    SeatState.WAITING: gettext_lazy("Hold a seat, or find another offer"),
    SeatState.PROPOSED: gettext_lazy("Ask the provider for the answer"),
    SeatState.ACCEPTED: gettext_lazy("Write down that they have started"),
    SeatState.STARTED: gettext_lazy("Close the need, or find another offer"),
}
"""What to do next, by the seat that has come furthest."""


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.WRITE_PLAN)
def wanted(request: PageRequest) -> HttpResponse:
    """Everybody whose need is open, whoever has waited longest first, with what to do next."""
    places = offers.places_of_wanted(on=request.today)
    chosen = _chosen(request, places)
    part = Paginator(offers.wanted(on=request.today, place_id=chosen), _A_PAGE).get_page(
        request.GET.get("page")
    )
    lines = offers.wanted_lines(part, on=request.today)
    request.saw(*(line.person_id for line in lines))
    context = {
        "places": _table(places) if places else None,
        "people": WorkList(
            heading=gettext("Who needs an offer"),
            rows=tuple(map(_row, lines)),
            empty=Empty(
                gettext("Nobody you may see needs an offer"),
                gettext("On a young person’s page, under Offers, you write down what they need."),
            ),
            name="wanted",
            pager=page_pager(part, place=chosen),
        ),
        "all_href": reverse("wanted") if chosen else "",
    }
    return render(request, "offers/wanted.html", context)


def _row(line: offers.WantedLine) -> WorkRow:
    href = reverse("person_offers", args=[line.person_id])
    said = [offer_parts.need_words(line.needs)]
    if line.seat is not None:
        said.append(f"{line.seat.offer.title}: {SeatState(line.seat.state).label}")
    state = SeatState(line.seat.state) if line.seat else None
    return WorkRow(
        name=line.name,
        href=href,
        detail=line.place,
        why=". ".join(said) + ".",
        since=offer_parts.days_words(line.days),
        action=Action(str(_NEXT[state]), href),
    )


def _table(places: Sequence[offers.WantedPlace]) -> Table:
    columns = (
        Column(gettext("Where they are")),
        Column(gettext("Need an offer"), numeric=True),
        Column(gettext("The first since")),
    )
    rows = [
        (each.place or gettext("Nowhere we know of"), write_number(each.people), write_day(each.since))
        for each in places
    ]
    table = make_table(gettext("Place by place, of those you may see"), columns, rows)
    linked = tuple(
        (replace(cells[0], href=f"{reverse('wanted')}?place={each.place_id}"), *cells[1:])
        if each.place_id
        else cells
        for cells, each in zip(table.rows, places, strict=True)
    )
    return replace(table, rows=linked)


def _chosen(request: PageRequest, places: Sequence[offers.WantedPlace]) -> UUID | None:
    asked = request.GET.get("place", "")
    return next((each.place_id for each in places if each.place_id and str(each.place_id) == asked), None)
