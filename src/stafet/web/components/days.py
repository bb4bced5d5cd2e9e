"""Days and instants as people write them, in the reader's language, formatted cheaply.

A list of fifty rows shows a hundred dates. Each is formatted once per language and remembered, so
that a row costs a dictionary look-up. Nothing here reads the clock: "today" is told.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from babel.dates import format_date, format_skeleton, format_timedelta
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

DayForm = Literal["long", "short", "near", "weekday", "month", "month-name"]
"""How much of a day is written.

``long`` 3 April 2026, ``short`` 3 Apr 2026, ``near`` 3 Apr (the year is plain from the page),
``weekday`` Friday 3 April, ``month`` April 2026, ``month-name`` Apr.
"""

_LOCALES = {"da": "da", "sv": "sv", "en": "en_GB"}
_SKELETONS = {"near": "MMMd", "month": "yMMMM", "month-name": "MMM"}
_WEEKDAY = {"da": "EEEE 'den' d. MMMM", "sv": "EEEE 'den' d MMMM", "en_GB": "EEEE d MMMM"}
"""A whole weekday: the skeletons of Danish and Swedish know it abbreviated only."""

_WEEKS_FROM = 4.3
"""From this many weeks, months or years on, the longer unit is used; below it days are counted."""


def reader_locale() -> str:
    """The locale of the reader's language; British English where it is none of ours."""
    return _LOCALES.get((get_language() or "en")[:2], "en_GB")


def write_day(day: date, form: DayForm = "long") -> str:
    """The day as the reader would write it."""
    return _written(day, form, reader_locale())


@lru_cache(maxsize=16_384)
def _written(day: date, form: DayForm, locale: str) -> str:
    if form == "long":
        return format_date(day, "long", locale)
    if form == "short":
        return format_date(day, "medium", locale)
    if form == "weekday":
        return format_date(day, _WEEKDAY[locale], locale)
    # CLDR puts a comma or a dotted abbreviation in some of these; both are right in their language.
    return format_skeleton(_SKELETONS[form], day, locale=locale)


def write_instant(at: datetime) -> str:
    """The instant as a short day and a time of day, in the time zone of the page."""
    local = timezone.localtime(at)
    return gettext("%(day)s at %(time)s") % {
        "day": write_day(local.date(), "short"),
        "time": f"{local:%H:%M}",
    }


def write_period(starts_on: date, ends_on: date | None) -> str:
    """A half-open period ``[starts_on, ends_on)``, shown with its last day included."""
    if ends_on is None:
        return gettext("since %(day)s") % {"day": write_day(starts_on, "short")}
    last_day = ends_on - timedelta(days=1)
    if last_day <= starts_on:
        return write_day(starts_on, "short")
    return f"{write_day(starts_on, 'short')} – {write_day(last_day, 'short')}"


def write_distance(day: date, today: date) -> str:
    """How far the day is from today: "3 days ago", "tomorrow", "in 6 weeks"."""
    return _distance((day - today).days, reader_locale())


def _distance(days: int, locale: str) -> str:
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days == -1:
        return gettext("yesterday")
    return format_timedelta(
        timedelta(days=days),
        granularity="day",
        threshold=_WEEKS_FROM,
        add_direction=True,
        locale=locale,
    )


def count_days(days: int) -> str:
    """A number of whole days: "1 day", "6 days"."""
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def write_length(days: int) -> str:
    """How long a stretch of days is, in the unit people would use: "6 days", "5 weeks"."""
    if days < _WEEKS_FROM * 7:
        return count_days(days)
    return format_timedelta(timedelta(days=days), threshold=_WEEKS_FROM, locale=reader_locale())
