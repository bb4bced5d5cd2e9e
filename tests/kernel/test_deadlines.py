"""By when: what a clock counts, and the sentence that explains the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.kernel.countries import Country
from stafet.kernel.deadlines import ClockUnit, day_after, explanation

TUESDAY = date(2026, 12, 22)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("count", "unit", "due_on"),
    [
        (5, ClockUnit.WORKING_DAYS, date(2027, 1, 4)),
        (5, ClockUnit.WEEKDAYS, date(2026, 12, 30)),
        (30, ClockUnit.CALENDAR_DAYS, date(2027, 1, 21)),
        (6, ClockUnit.WEEKS, date(2027, 2, 2)),
        (3, ClockUnit.MONTHS, date(2027, 3, 22)),
        (25, ClockUnit.YEARS, date(2051, 12, 22)),
    ],
)
def test_each_unit_counts_in_its_own_way(count: int, unit: ClockUnit, due_on: date) -> None:
    assert day_after(Country.DK, TUESDAY, count, unit) == due_on


def test_calendar_days_may_end_on_a_weekend_because_later_would_be_too_late() -> None:
    assert day_after(Country.SE, date(2026, 11, 6), 30, ClockUnit.CALENDAR_DAYS).weekday() == 6


@pytest.mark.parametrize("unit", ClockUnit)
def test_the_sentence_names_the_day_the_count_and_the_start(unit: ClockUnit) -> None:
    said = explanation(TUESDAY, 5, unit, date(2027, 1, 4))

    assert all(word in str(said) for word in ("2027-01-04", "2026-12-22", "5"))


@pytest.mark.parametrize("unit", ClockUnit)
def test_every_unit_has_a_sentence_of_its_own(unit: ClockUnit) -> None:
    others = {str(explanation(TUESDAY, 5, other, TUESDAY)) for other in ClockUnit if other is not unit}

    assert str(explanation(TUESDAY, 5, unit, TUESDAY)) not in others


@given(days, st.integers(0, 60), st.sampled_from(ClockUnit), st.sampled_from(Country))
def test_more_time_never_ends_earlier(day: date, count: int, unit: ClockUnit, country: Country) -> None:
    assert day <= day_after(country, day, count, unit) <= day_after(country, day, count + 1, unit)


@given(days, st.integers(0, 60), st.sampled_from(ClockUnit), st.sampled_from(Country))
def test_starting_later_never_ends_earlier(day: date, count: int, unit: ClockUnit, country: Country) -> None:
    tomorrow = day + timedelta(days=1)

    assert day_after(country, day, count, unit) <= day_after(country, tomorrow, count, unit)
