"""How a date stands against today: overdue, due today, due soon, due later.

Flagged are the deadlines of institutions, never a child. The state is carried by words and by an
icon; colour only repeats it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from stafet.web.components.days import reader_locale, write_day
from stafet.web.components.icons import draw_icon

SOON = timedelta(days=7)
"""A working week ahead: what a counsellor plans for."""


class Urgency(StrEnum):
    """Where a due date lies, seen from today. The value is the name of its CSS class."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


_ICONS = {
    Urgency.OVERDUE: "error",
    Urgency.TODAY: "notifications",
    Urgency.SOON: "time",
    Urgency.LATER: "calendar-month",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due date ready to show: its state, its words, and the chip a row puts in as it is."""

    urgency: Urgency
    text: str
    iso: str
    chip: SafeString


def deadline(due_on: date, *, today: date) -> Deadline:
    """The due date as seen today. Drawn once per day and language: a list shows the same few again."""
    return _drawn(due_on, today, reader_locale())


@lru_cache(maxsize=4096)
def _drawn(due_on: date, today: date, locale: str) -> Deadline:
    days = (due_on - today).days
    urgency = _urgency(days)
    text = _words(urgency, days)
    iso = due_on.isoformat()
    chip = (
        f'<span class="due due--{urgency}">{draw_icon(_ICONS[urgency])}<span>{escape(text)}'
        f'<time datetime="{iso}">{write_day(due_on, "short")}</time></span></span>'
    )
    return Deadline(urgency, text, iso, mark_safe(chip))  # noqa: S308 - built of our own words


def _urgency(days: int) -> Urgency:
    if days < 0:
        return Urgency.OVERDUE
    if days == 0:
        return Urgency.TODAY
    return Urgency.SOON if days <= SOON.days else Urgency.LATER


def _words(urgency: Urgency, days: int) -> str:
    if urgency is Urgency.TODAY:
        return gettext("Due today")
    if urgency is Urgency.OVERDUE:
        late = ngettext("%(count)d day overdue", "%(count)d days overdue", -days)
        return late % {"count": -days}
    return ngettext("Due in %(count)d day", "Due in %(count)d days", days) % {"count": days}
