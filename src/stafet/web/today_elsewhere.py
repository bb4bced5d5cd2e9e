"""What the other rooms put on Today, in the order in which it is read: days first, then what waits."""

from __future__ import annotations

from collections.abc import Iterator

from stafet.web import host_talks
from stafet.web.class_courses import unsaid_of_today
from stafet.web.components.work import WorkList
from stafet.web.groundwork_year import due_tasks_of_today
from stafet.web.material_today import materials_of_today
from stafet.web.off_system import slips_of_today
from stafet.web.registry import PageRequest
from stafet.web.today_events import events_of_this_week
from stafet.web.today_placements import placements_of_today
from stafet.web.today_talks import dates_of_today, talks_of_today
from stafet.web.year_wheel import tasks_of_today


def days_of_today(request: PageRequest) -> Iterator[WorkList]:
    """What has its day today or had it."""
    yield talks_of_today(request)
    yield dates_of_today(request)
    yield placements_of_today(request)
    yield events_of_this_week(request)
    yield tasks_of_today(request)


def duties_of_today(request: PageRequest) -> Iterator[WorkList]:
    """What waits besides."""
    yield slips_of_today(request)
    yield host_talks.talks_of_today(request)
    yield due_tasks_of_today(request)
    yield from materials_of_today(request)
    yield unsaid_of_today(request)
