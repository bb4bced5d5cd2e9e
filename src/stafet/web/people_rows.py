"""People as the rows of a work list. Fifty of them a page: every value is ready to show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from stafet.overview import api as overview
from stafet.overview.api import PeopleFilter
from stafet.web.addresses import address
from stafet.web.components.deadlines import deadline
from stafet.web.components.remembered import per_language
from stafet.web.components.say import say
from stafet.web.components.work import WorkRow
from stafet.web.relays import small_line

_ABOUT_STEPS = (PeopleFilter.STEP_OVERDUE, PeopleFilter.DUE_THIS_WEEK)


def person_rows(
    rows: Iterable[overview.PersonRow], *, question: PeopleFilter, today: date
) -> tuple[WorkRow, ...]:
    """The people of a page."""
    return tuple(_row(row, question, today) for row in rows)


def _row(row: overview.PersonRow, question: PeopleFilter, today: date) -> WorkRow:
    return WorkRow(
        name=row.name,
        href=address("person", row.person_id),
        detail=_detail(row),
        why=_why(row, question),
        by=deadline(row.due_on, today=today) if row.due_on else None,
        relay=small_line(row.relay, what=step_of(row), today=today),
    )


def step_of(row: overview.PersonRow) -> str:
    """The next step in words, with those of whoever set it."""
    if row.next_step is None:
        return ""
    what = say(row.next_step)
    return f"{what}: {row.next_step_words}" if row.next_step_words else what


def _why(row: overview.PersonRow, question: PeopleFilter) -> str:
    """What answers the question: where they are, what is due (the day stands beside it), or the room's own reason."""
    if question is PeopleFilter.EVERYONE:
        return say(row.doing)
    return step_of(row) or say(row.why) if question in _ABOUT_STEPS else say(row.why)


def _detail(row: overview.PersonRow) -> str:
    """The birth year; that the name only nearly fits comes first."""
    return _born(row.birth_year, is_near=row.is_near)


@per_language
def _born(year: int | None, *, is_near: bool) -> str:
    born = gettext("born %(year)d") % {"year": year} if year else gettext("birth date unknown")
    near = gettext("nearly this name") if is_near else ""
    return " · ".join(filter(None, (near, born)))
