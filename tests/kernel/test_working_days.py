"""Days on which somebody is at work, and days the law counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.kernel.countries import Country
from stafet.kernel.working_days import (
    add_weekdays,
    add_working_days,
    is_weekday,
    is_working_day,
    next_working_day,
    working_days_between,
)

DK, SE = Country.DK, Country.SE

days = st.dates(date(2015, 1, 1), date(2045, 12, 31))
countries = st.sampled_from(Country)


def test_store_bededag_is_an_ordinary_day_from_2024() -> None:
    assert not is_working_day(DK, date(2023, 5, 5))
    assert is_working_day(DK, date(2024, 4, 26))
    assert is_working_day(DK, date(2025, 5, 16))
    assert is_weekday(DK, date(2026, 5, 1))


@pytest.mark.parametrize(
    "holiday",
    [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
    ],
)
def test_danish_public_holidays_count_for_nobody(holiday: date) -> None:
    assert not is_weekday(DK, holiday)
    assert not is_working_day(DK, holiday)


@pytest.mark.parametrize("custom", [date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31)])
def test_danish_customary_days_off_stop_our_clocks_but_not_the_law_s(custom: date) -> None:
    assert is_weekday(DK, custom)
    assert not is_working_day(DK, custom)


@pytest.mark.parametrize(
    "holiday",
    [
        date(2026, 1, 1),
        date(2026, 1, 6),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2025, 6, 6),
        date(2026, 12, 25),
    ],
)
def test_swedish_public_holidays_count_for_nobody(holiday: date) -> None:
    assert not is_weekday(SE, holiday)


@pytest.mark.parametrize("eve", [date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 31)])
def test_the_three_swedish_eves_stand_on_a_level_with_holidays(eve: date) -> None:
    assert not is_weekday(SE, eve)
    assert not is_working_day(SE, eve)


def test_days_that_are_only_half_days_in_sweden_are_working_days() -> None:
    twelfth_night, maundy_thursday, squeeze_day = date(2026, 1, 5), date(2026, 4, 2), date(2026, 5, 15)

    assert all(is_working_day(SE, day) for day in (twelfth_night, maundy_thursday, squeeze_day))


def test_the_same_day_may_be_worked_in_one_country_only() -> None:
    assert is_working_day(DK, date(2026, 1, 6))
    assert not is_working_day(SE, date(2026, 1, 6))
    assert is_working_day(SE, date(2026, 5, 25))
    assert not is_working_day(DK, date(2026, 5, 25))


def test_five_weekdays_over_christmas_are_shorter_than_five_working_days() -> None:
    tuesday = date(2026, 12, 22)

    assert add_weekdays(DK, tuesday, 5) == date(2026, 12, 30)
    assert add_working_days(DK, tuesday, 5) == date(2027, 1, 4)


def test_the_day_counted_from_is_day_zero() -> None:
    friday = date(2026, 11, 20)

    assert add_working_days(DK, friday, 0) == friday
    assert add_working_days(DK, friday, 1) == date(2026, 11, 23)
    assert next_working_day(DK, friday) == date(2026, 11, 23)


@given(countries, days)
def test_nobody_works_on_weekends(country: Country, day: date) -> None:
    if day.weekday() in {5, 6}:
        assert not is_weekday(country, day)


@given(countries, days)
def test_a_working_day_is_always_a_weekday_of_the_law(country: Country, day: date) -> None:
    assert is_weekday(country, day) or not is_working_day(country, day)


@given(countries, days, st.integers(0, 40))
def test_a_limit_of_the_law_is_never_later_than_our_own_clock(country: Country, day: date, n: int) -> None:
    assert add_weekdays(country, day, n) <= add_working_days(country, day, n)


@given(countries, days, st.integers(-30, 30).filter(bool))
def test_counting_on_lands_on_a_working_day_and_counting_between_finds_the_number(
    country: Country, day: date, n: int
) -> None:
    landed = add_working_days(country, day, n)

    assert is_working_day(country, landed)
    assert working_days_between(country, day, landed) == n


@given(countries, days, st.integers(0, 90))
def test_working_days_between_are_those_after_the_first_up_to_the_second(
    country: Country, day: date, span: int
) -> None:
    after = [day + timedelta(days=n) for n in range(1, span + 1)]

    counted = working_days_between(country, day, day + timedelta(days=span))

    assert counted == len([other for other in after if is_working_day(country, other)])


@given(countries, days)
def test_the_next_working_day_skips_only_days_off(country: Country, day: date) -> None:
    following = next_working_day(country, day)
    between = [day + timedelta(days=n) for n in range(1, (following - day).days)]

    assert day < following
    assert not any(is_working_day(country, other) for other in between)
