"""How a date stands against today: overdue, due today, due soon, due later.

Flagged are the deadlines of institutions, never a child. The state is carried by words and by an
icon; colour only repeats it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext, ngettext

from stafet.web.components.days import write_day

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
    """A due date ready to show: its state, its words, its icon, and the day itself for machines."""

    urgency: Urgency
    text: str
    day: str
    iso: str

    @property
    def icon(self) -> str:
        """The name of the icon that says the state without colour."""
        return _ICONS[self.urgency]


def deadline(due_on: date, *, today: date) -> Deadline:
    """The due date as seen today."""
    days = (due_on - today).days
    urgency = _urgency(days)
    return Deadline(
        urgency=urgency,
        text=_words(urgency, days),
        day=write_day(due_on, "short"),
        iso=due_on.isoformat(),
    )


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
