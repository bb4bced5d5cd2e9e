"""How were the places given out? For everybody, without a log-in and without anybody in it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from stafet.kernel import clock, rules
from stafet.kernel.countries import Country, local_day
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import Fairness, Round, RoundState, Run, RunState
from stafet.web import matching_parts
from stafet.web.components.numbers import write_number
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.registry import public_page

_SMALLEST = "stafet.statistics.smallest_group"


@public_page()
def how_matched(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The priorities, the seed, how to repeat the lot, and how many; small numbers are left out."""
    found = Round.objects.select_related("scheme").filter(pk=round_id).first()
    if found is None:
        raise Http404
    least = rules.value(_SMALLEST, on=local_day(Country.DK, clock.now()))
    runs = [run for run in matchmaking.runs_of(found) if run.state == RunState.DONE and run.is_sound]
    context = {
        "round": found,
        "state": RoundState(found.state).label,
        "facts": matching_parts.round_facts(found),
        "priorities": matching_parts.priority_words(found),
        "seed": found.seed,
        "runs": _runs(runs, least) if runs else None,
    }
    return render(request, "matching/how.html", context)


def _runs(runs: list[Run], least: int) -> Table:
    columns = (
        Column(gettext("Answer"), numeric=True),
        Column(gettext("Rule")),
        Column(gettext("Pupils"), numeric=True),
        Column(gettext("With a place"), numeric=True),
        Column(gettext("Places"), numeric=True),
        Column(gettext("Proven")),
        Column(gettext("Worked out by")),
    )
    return make_table(gettext("What was worked out"), columns, [_cells(run, least) for run in runs])


def _cells(run: Run, least: int) -> tuple[str, ...]:
    few = gettext("fewer than %(least)d") % {"least": least}
    without = run.pupils - run.placed
    is_told = run.placed >= least and (without == 0 or without >= least)
    seats = sum(place.seats for place in matchmaking.read_places(run))
    return (
        str(run.number),
        str(Fairness(run.fairness).label),
        write_number(run.pupils) if run.pupils >= least else few,
        write_number(run.placed) if is_told else gettext("not shown"),
        write_number(seats),
        gettext("Yes") if run.proven and run.proven == len(run.values) else gettext("No"),
        run.code_version,
    )
