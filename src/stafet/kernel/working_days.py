"""Days on which somebody is at work, by country.

Two ways of counting, on purpose:

- *working days* are for our own clocks (reminders, escalation): Monday to Friday on which offices are
  open. Customary days off count as closed: in Denmark 5 June, 24 and 31 December; in Sweden Midsummer
  Eve, Christmas Eve and New Year's Eve.
- *weekdays* are for limits set by law ("5 hverdage"): Monday to Friday that is no public holiday. Danish
  customary days off do count here, so that a legal limit is never shown later than its strictest
  reading. Sweden puts the three eves on a level with public holidays (lag 1930:173, 2 §), so there
  both ways agree.

The public holidays come from the ``holidays`` package, which also knows that Store bededag is an
ordinary day in Denmark from 2024.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import holidays

from stafet.kernel.countries import Country

if TYPE_CHECKING:
    from collections.abc import Callable

_SATURDAY = 5
_A_DAY = timedelta(days=1)
# The package files the three Swedish eves under "de facto"; the law puts them on a level with holidays.
_CLOSED_BY_LAW = MappingProxyType({Country.DK: ("public",), Country.SE: ("public", "de_facto")})
_DANISH_CUSTOMARY_DAYS_OFF = frozenset({(6, 5), (12, 24), (12, 31)})


def is_weekday(country: Country, day: date) -> bool:
    """Whether a limit set by law counts this day: Monday to Friday and no public holiday."""
    return day.weekday() < _SATURDAY and day not in _public_holidays(country, day.year)


def is_working_day(country: Country, day: date) -> bool:
    """Whether offices are open: a weekday that is no customary day off either."""
    return is_weekday(country, day) and not _is_customary_day_off(country, day)


def next_working_day(country: Country, day: date) -> date:
    """The first working day after a day, never the day itself."""
    return add_working_days(country, day, 1)


def add_working_days(country: Country, day: date, n: int) -> date:
    """The n-th working day after a day; before it when n is negative; the day itself for 0."""
    return _count_on(is_working_day, country, day, n)


def add_weekdays(country: Country, day: date, n: int) -> date:
    """The n-th weekday, as laws count, after a day; the day itself for 0."""
    return _count_on(is_weekday, country, day, n)


def working_days_between(country: Country, day: date, later: date) -> int:
    """How many working days after ``day`` up to and including ``later``; negative the other way.

    It undoes ``add_working_days``: adding the count to ``day`` gives ``later`` when that is a working day.
    """
    if later < day:
        return -working_days_between(country, later - _A_DAY, day - _A_DAY)
    span = (later - day).days
    return sum(is_working_day(country, day + timedelta(days=n)) for n in range(1, span + 1))


def _count_on(counts: Callable[[Country, date], bool], country: Country, day: date, n: int) -> date:
    step = _A_DAY if n >= 0 else -_A_DAY
    left = abs(n)
    while left:
        day += step
        left -= counts(country, day)
    return day


def _is_customary_day_off(country: Country, day: date) -> bool:
    return country is Country.DK and (day.month, day.day) in _DANISH_CUSTOMARY_DAYS_OFF


@cache
def _public_holidays(country: Country, year: int) -> frozenset[date]:
    categories = _CLOSED_BY_LAW[country]
    return frozenset(holidays.country_holidays(country.value.upper(), years=year, categories=categories))
