"""When it is reminded of something for the first time, how long until the next, and how often at most: all from dated rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from stafet.kernel import rules
from stafet.reminders.states import ReminderKind

WAITS, ENDS_SOON = "stafet.placement.waits_at_most", "stafet.placement.ends_soon"
_LATE, _OFTEN = "stafet.reminder.overdue_after", "stafet.reminder.staff_times"
_K = ReminderKind


@dataclass(frozen=True, slots=True)
class Pace:
    """The keys of the rules for one kind: after how many days first, after how many again, how often. ``None`` is at once, or once."""

    first: str | None
    again: str
    times: str | None

    def stage(self, since: date, on: date) -> int:
        """How often the time has passed, at most as often as is reminded; 0 while it has not."""
        waited = (on - since).days - days_of(self.first, on)
        if waited < 0:
            return 0
        return min(1 + waited // days_of(self.again, on), self.most(on))

    def most(self, on: date) -> int:
        """How often it is reminded at most."""
        return 1 if self.times is None else days_of(self.times, on)

    def shows_from(self, since: date, on: date) -> date:
        """The day from which it stands on Today: its own day, or when it has waited for long."""
        return since + timedelta(days=days_of(self.first, on)) if self.first == WAITS else since


def days_of(key: str | None, on: date) -> int:
    """The value of a rule on a day; none is 0."""
    return 0 if key is None else int(rules.value(key, on=on))


_TO_HOST = Pace("stafet.reminder.link_after", "stafet.reminder.link_after", "stafet.reminder.link_times")
_HOME = Pace("stafet.reminder.home_after", "stafet.reminder.home_after", "stafet.reminder.home_times")
_WAITS = Pace(WAITS, WAITS, _OFTEN)
_DATED = Pace(_LATE, WAITS, _OFTEN)
PACES: Mapping[ReminderKind, Pace] = MappingProxyType(
    {
        **dict.fromkeys((_K.PLACE_QUESTION, _K.HOST_SIGNATURE, _K.HOST_FOLLOW_UP), _TO_HOST),
        **dict.fromkeys((_K.HOME_SIGNATURE, _K.HOME_CONSENT, _K.HOME_SEAT), _HOME),
        **dict.fromkeys((_K.UNSIGNED, _K.APPROVAL, _K.PLAN_MISSING), _WAITS),
        **dict.fromkeys(
            (_K.SIGN_LINK_OVER, _K.TELL_LINK_OVER, _K.SEAT_LATE, _K.TALK_DUE, _K.DAYS_UNTOLD), _DATED
        ),
        **dict.fromkeys((_K.ISSUE_DUE, _K.INCIDENT_OPEN), _DATED),
        _K.NO_COMPANY: Pace(None, WAITS, _OFTEN),
        _K.ENDS_SOON: Pace(None, ENDS_SOON, "stafet.reminder.end_times"),
        _K.APPLY_BY: Pace(None, WAITS, None),
        _K.BANK_LINK_OVER: Pace(None, WAITS, None),
    }
)
"""Every kind has its pace; what has none would never be reminded of."""
