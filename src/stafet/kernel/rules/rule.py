"""One rule: a value that holds for some days, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from stafet.kernel.countries import Country
from stafet.kernel.deadlines import ClockUnit

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class Unit(StrEnum):
    """What a rule's value counts."""

    WORKING_DAYS = "working_days"
    WEEKDAYS = "weekdays"
    CALENDAR_DAYS = "calendar_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    MINUTES = "minutes"
    HOURS = "hours"
    HOURS_PER_WEEK = "hours_per_week"
    HOURS_PER_MONTH = "hours_per_month"
    HOURS_PER_YEAR = "hours_per_year"
    PERCENT = "percent"
    GRADE = "grade"
    PEOPLE = "people"
    TIMES = "times"
    CHARACTERS = "characters"
    KILOGRAMS = "kilograms"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class Rule:
    """A value of law, national practice or product policy, ``[valid_from, valid_until)``.

    ``valid_from`` of ``None`` means since before we know; ``valid_until`` of ``None`` until further
    notice. ``to_verify`` says that nobody has yet read it in the source of law itself; the page shows
    that, and the value is the stricter reading.
    """

    key: str
    value: Decimal
    unit: Unit
    valid_from: date | None
    valid_until: date | None
    source: str
    verified_on: date | None
    to_verify: bool
    note: str

    def is_in_force_on(self, day: date) -> bool:
        """Whether the rule speaks about a day."""
        has_begun = self.valid_from is None or self.valid_from <= day
        return has_begun and (self.valid_until is None or day < self.valid_until)

    @property
    def clock_unit(self) -> ClockUnit | None:
        """What a clock counts in under this rule; ``None`` when it measures no time from a day."""
        return ClockUnit(self.unit.value) if self.unit.value in set(ClockUnit) else None

    @property
    def country(self) -> Country | None:
        """Whose law or practice this is; ``None`` for the product's own policy."""
        jurisdiction = self.key.split(".", 1)[0]
        return Country(jurisdiction) if jurisdiction in set(Country) else None
