"""A day that can be typed as people write it, or picked in the browser's own calendar.

Typed: ``3.4.2026``, ``3/4/2026``, ``3-4-2026``, ``2026-04-03``, ``030426``, ``20260403``. Day before
month always, as in all three languages; a year of two figures is taken as in this century. Without
JavaScript the field is a plain text field; with it a button opens the native calendar.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.forms import DateField, DateInput
from django.utils.translation import get_language, gettext_lazy

_DAY_FIRST = re.compile(r"(\d{1,2})[./\- ]+(\d{1,2})[./\- ]+(\d{4}|\d{2})\.?")
_YEAR_FIRST = re.compile(r"(\d{4})[./\- ]?(\d{2})[./\- ]?(\d{2})")
_SHORT = re.compile(r"(\d{2})(\d{2})(\d{2})")
_CENTURY = 2000
_WRITTEN = {"da": "{day.day}.{day.month}.{day.year}", "sv": "{day}", "en": "{day.day}/{day.month}/{day.year}"}
"""As the script writes what was picked, too."""


def read_day(text: str) -> date | None:
    """The day the text names, or None when it names none."""
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text) or _SHORT.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    full_year = int(year) + (_CENTURY if len(year) == 2 else 0)
    try:
        return date(full_year, int(month), int(day))
    except ValueError:
        return None


class DayInput(DateInput):
    """A text field for a day; the script adds the calendar button to it."""

    def __init__(self) -> None:
        # Without an inputmode: phones' number pads lack the stop and the hyphen.
        super().__init__(attrs={"class": "input-day", "data-day": "", "autocomplete": "off"})

    def format_value(self, value: object) -> str | None:
        """A day that is filled in, as the reader would have typed it; what was typed, unchanged."""
        if not isinstance(value, date):
            return None if value is None else str(value)
        written = _WRITTEN.get((get_language() or "en")[:2], _WRITTEN["en"])
        return written.format(day=value)


class DayField(DateField):
    """A form field for a day, typed or picked."""

    widget = DayInput
    default_error_messages = {
        "invalid": gettext_lazy("Write the day as day, month and year, for example 3.4.2026."),
    }

    def to_python(self, value: str | datetime | date | None) -> date | None:
        """The day, or an error that says how to write one."""
        if not isinstance(value, str) or value in self.empty_values:
            return super().to_python(value)
        day = read_day(value)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day
