"""What became of the break-offs? Drop-out and re-choice told apart, and how long each thing took."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.kernel.shares import Share
from stafet.rechoice import api as rechoice
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Choice, Filters, Question
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.registry import PageRequest, page

_BEGINS = (8, 1)
_YEARS = 3
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of the bar: how wide, where it begins, what it says."""

    name: str
    start: str
    width: str
    words: str


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.HOLD)
def rechoice_measures(request: PageRequest) -> HttpResponse:
    """The measures of a school year, of those the reader may see. Each with its base; few are never shown."""
    years = _years(request.today)
    year = _chosen(request, years)
    since, until = date(year, *_BEGINS), date(year + 1, *_BEGINS)
    found = rechoice.case_measures(since=since, until=min(until, request.today + _A_DAY))
    context = {
        "filters": _filters(years, year),
        "bar": tuple(_bar(found.became)),
        "became": _became(found.became),
        "days": _days(found),
        "base": found.became.rechosen.base,
    }
    return render(request, "rechoice/measures.html", context)


def _years(today: date) -> tuple[int, ...]:
    first = today.year if (today.month, today.day) >= _BEGINS else today.year - 1
    return tuple(range(first, first - _YEARS, -1))


def _chosen(request: PageRequest, years: Sequence[int]) -> int:
    wanted = request.GET.get("year", "")
    return next((year for year in years if str(year) == wanted), years[0])


def _filters(years: Sequence[int], year: int) -> Filters:
    choices = tuple(Choice(str(each), f"{each}/{(each + 1) % 100:02}", each == year) for each in years)
    return Filters(
        action="", questions=(Question("year", gettext("Broken off in which school year?"), choices),)
    )


def _named(became: rechoice.Became) -> tuple[tuple[str, str, Share], ...]:
    return (
        ("rechosen", gettext("Re-choice: something else has started"), became.rechosen),
        ("returned", gettext("Came back to the same place"), became.returned),
        ("exempt", gettext("Ended by a leader’s decision"), became.exempt),
        ("dropped", gettext("Drop-out: nothing has started yet"), became.dropped_out),
    )


def _bar(became: rechoice.Became) -> Iterable[Slice]:
    """The four parts beside each other; no picture when one of them may not be shown."""
    parts = _named(became)
    if any(share.is_suppressed and share.count for _, _, share in parts) or not became.rechosen.base:
        return
    start = 0.0
    for name, words, share in parts:
        width = 100 * share.count / share.base
        if width:
            yield Slice(name, f"{start:.2f}%", f"{width:.2f}%", words)
        start += width


def _became(became: rechoice.Became) -> Table:
    columns = (Column(gettext("What it became")), Column(gettext("How many of how many"), numeric=True))
    hidden = gettext("Not shown: it could be worked out from the others")
    rows = [(words, hidden if became.is_hidden else say(share.shown)) for _, words, share in _named(became)]
    return make_table(gettext("What became of the break-offs"), columns, rows)


def _days(found: rechoice.CaseMeasures) -> Table:
    columns = (
        Column(gettext("What is measured")),
        Column(gettext("Share")),
        Column(gettext("Half of them within"), numeric=True),
        Column(gettext("Of how many"), numeric=True),
    )
    rows = [
        (
            gettext("From break-off to first contact; share in time"),
            _share(found.contacted_in_time),
            found.to_contact,
        ),
        (gettext("From break-off to first offer"), "", found.to_offer),
        (gettext("From break-off to a start"), "", found.to_start),
        (
            gettext("Hand-overs accepted; from offer to answer"),
            _share(found.handovers_accepted),
            found.to_accepted,
        ),
    ]
    told = [(what, share, _median(days), _base(days)) for what, share, days in rows]
    closed = (gettext("Closed with a next step"), _share(found.closed_with_next_step), "", "")
    return make_table(gettext("How long it took"), columns, [*told, closed])


def _base(days: rechoice.Days) -> str:
    if days.base and days.median is None:
        return gettext("fewer than %(k)s") % {"k": write_number(days.least)}
    return write_number(days.base)


def _share(share: Share) -> str:
    return say(share.shown)


def _median(days: rechoice.Days) -> str:
    if days.median is None:
        return gettext("Too few to show") if days.base else "–"
    count = round(days.median)
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": write_number(count)}
