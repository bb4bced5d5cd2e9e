"""By when something must have happened, and the sentence that explains the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from stafet.kernel.periods import months_after
from stafet.kernel.sentences import Sentence, SentenceValue, sentence
from stafet.kernel.working_days import add_weekdays, add_working_days

if TYPE_CHECKING:
    from datetime import date

    from stafet.kernel.countries import Country


class ClockUnit(StrEnum):
    """What a clock counts in. See ``working_days`` for the difference between the first two."""

    WORKING_DAYS = "working_days"
    WEEKDAYS = "weekdays"
    CALENDAR_DAYS = "calendar_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something is in time, the rule that says so, and the day it counts from."""

    due_on: date
    rule_key: str
    counted_from: date
    explanation: Sentence


def day_after(country: Country, from_day: date, count: int, unit: ClockUnit) -> date:
    """The day that lies ``count`` units after a day.

    The day counted from is day zero. Calendar days are not moved when they end on a weekend: the limit
    is then never shown later than the law's strictest reading.
    """
    match unit:
        case ClockUnit.WORKING_DAYS:
            return add_working_days(country, from_day, count)
        case ClockUnit.WEEKDAYS:
            return add_weekdays(country, from_day, count)
        case ClockUnit.CALENDAR_DAYS:
            return from_day + timedelta(days=count)
        case ClockUnit.WEEKS:
            return from_day + timedelta(weeks=count)
        case ClockUnit.MONTHS:
            return months_after(from_day, count)
        case ClockUnit.YEARS:
            return months_after(from_day, 12 * count)


def explanation(from_day: date, count: int, unit: ClockUnit, due_on: date) -> Sentence:
    """Why it is due on that day: how much of what, counted from when."""
    values: dict[str, SentenceValue] = {"count": count, "from_day": from_day, "due_on": due_on}
    return Sentence(_EXPLANATIONS[unit].text, MappingProxyType(values))


_EXPLANATIONS = {
    ClockUnit.WORKING_DAYS: sentence("Due on %(due_on)s. Working days from %(from_day)s: %(count)s."),
    ClockUnit.WEEKDAYS: sentence("Due on %(due_on)s. Weekdays from %(from_day)s: %(count)s."),
    ClockUnit.CALENDAR_DAYS: sentence("Due on %(due_on)s. Days from %(from_day)s: %(count)s."),
    ClockUnit.WEEKS: sentence("Due on %(due_on)s. Weeks from %(from_day)s: %(count)s."),
    ClockUnit.MONTHS: sentence("Due on %(due_on)s. Months from %(from_day)s: %(count)s."),
    ClockUnit.YEARS: sentence("Due on %(due_on)s. Years from %(from_day)s: %(count)s."),
}
