"""What waits for you today? Every list a kind of waiting, every row why it is there and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.overview import api as overview
from stafet.overview.api import PeopleFilter, Slice
from stafet.web.components.parts import Action, Empty, Pager
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.handover_rows import incoming_row, not_started_row, outgoing_row, request_row
from stafet.web.off_system import slips_of_today
from stafet.web.registry import PageRequest, page
from stafet.web.today_rows import newly_row, step_row
from stafet.web.today_talks import dates_of_today, talks_of_today
from stafet.web.year_wheel import tasks_of_today

T = TypeVar("T")


@page(purpose=access.Purpose.GUIDANCE, classes="AD")
def today(request: PageRequest) -> HttpResponse:
    """The first page of the day."""
    waiting = overview.today_for(request.actor, day=request.today)
    request.saw(*_persons(waiting))
    overdue, due, *others = _lists(request, waiting)
    days = (overdue, due, talks_of_today(request), dates_of_today(request))
    lists = [each for each in (*days, tasks_of_today(request), *others, slips_of_today(request)) if each.rows]
    return render(request, "today/page.html", {"lists": lists, "empty": _good_news(), "day": request.today})


def _lists(request: PageRequest, waiting: overview.TodayLists) -> Iterable[WorkList]:
    day, people, handovers = request.today, reverse("people"), reverse("handovers")
    overdue = f"{people}?question={PeopleFilter.STEP_OVERDUE}"
    this_week = f"{people}?question={PeopleFilter.DUE_THIS_WEEK}"
    without = f"{people}?question={PeopleFilter.NO_ACTIVITY}"
    yield _list("overdue", gettext("Overdue"), waiting.overdue, lambda x: step_row(x, today=day), overdue)
    yield _list("due", gettext("Due today"), waiting.due, lambda x: step_row(x, today=day), this_week)
    yield _list(
        "incoming",
        gettext("Offered to you"),
        waiting.incoming,
        lambda x: incoming_row(x, today=day),
        handovers,
    )
    yield _list("requests", gettext("Others ask you for"), waiting.requests, request_row, handovers)
    yield _list(
        "without", gettext("Newly without an activity"), waiting.newly_without_activity, newly_row, without
    )
    yield _list(
        "not-started",
        gettext("Taken over, and not yet seen to start"),
        waiting.not_started,
        lambda x: not_started_row(x, today=day),
        handovers,
    )
    yield _list(
        "outgoing",
        gettext("Sent, and not answered"),
        waiting.outgoing,
        lambda x: outgoing_row(x, today=day),
        handovers,
    )
    yield _list(
        "upcoming",
        gettext("In the next seven days"),
        waiting.upcoming,
        lambda x: step_row(x, today=day),
        this_week,
    )


def _list(name: str, heading: str, found: Slice[T], row: Callable[[T], WorkRow], all_href: str) -> WorkList:
    count = ngettext("%(count)d person", "%(count)d people", found.count) % {"count": found.count}
    shown = gettext("The first %(count)d, the longest waiting first") % {"count": len(found.rows)}
    return WorkList(
        heading=heading,
        count=count,
        rows=tuple(row(line) for line in found.rows),
        empty=Empty(""),
        pager=None if found.is_whole else Pager(shown, next_href=all_href),
        name=name,
    )


def _persons(waiting: overview.TodayLists) -> Iterable[UUID]:
    for found in (
        waiting.overdue,
        waiting.due,
        waiting.upcoming,
        waiting.newly_without_activity,
        waiting.incoming,
        waiting.outgoing,
        waiting.requests,
        waiting.not_started,
    ):
        yield from (line.person_id for line in found.rows)


def _good_news() -> Empty:
    return Empty(
        gettext("Nobody waits for you today"),
        gettext("Everyone you are responsible for has a next step with a date ahead."),
        Action(gettext("See everyone you have a task with"), reverse("people")),
    )
