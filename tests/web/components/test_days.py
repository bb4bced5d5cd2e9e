from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from stafet.web.components.days import (
    DayForm,
    count_days,
    write_day,
    write_distance,
    write_instant,
    write_length,
    write_period,
)

EASTER = date(2026, 4, 3)


@pytest.mark.parametrize(
    ("language", "form", "written"),
    [
        ("da", "long", "3. april 2026"),
        ("da", "short", "3. apr. 2026"),
        ("da", "near", "3. apr."),
        ("da", "month", "april 2026"),
        ("sv", "long", "3 april 2026"),
        ("sv", "short", "3 apr. 2026"),
        ("sv", "near", "3 apr."),
        ("en", "long", "3 April 2026"),
        ("en", "short", "3 Apr 2026"),
        ("en", "weekday", "Friday 3 April"),
        ("da", "weekday", "fredag den 3. april"),
        ("sv", "weekday", "fredag den 3 april"),
        ("en", "month-name", "Apr"),
        ("en", "month", "April 2026"),
    ],
)
def test_a_day_is_written_as_people_write_it(language: str, form: DayForm, written: str) -> None:
    with translation.override(language):
        assert write_day(EASTER, form) == written


def test_the_language_is_the_readers_even_for_a_day_already_written_in_another() -> None:
    with translation.override("da"):
        danish = write_day(EASTER)
    with translation.override("sv"):
        assert write_day(EASTER) != danish


def test_a_half_open_period_is_shown_with_its_last_day() -> None:
    assert write_period(date(2025, 8, 1), date(2026, 7, 1)) == "1 Aug 2025 – 30 Jun 2026"


def test_a_period_of_one_day_is_that_day() -> None:
    assert write_period(EASTER, date(2026, 4, 4)) == "3 Apr 2026"


def test_a_running_period_says_since_when() -> None:
    assert write_period(EASTER, None) == "since 3 Apr 2026"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 4, 3), "today"),
        (date(2026, 4, 4), "tomorrow"),
        (date(2026, 4, 2), "yesterday"),
        (date(2026, 3, 31), "3 days ago"),
        (date(2026, 4, 13), "in 10 days"),
        (date(2026, 5, 20), "in 7 weeks"),
        (date(2025, 4, 3), "12 months ago"),
    ],
)
def test_a_distance_is_counted_in_days_while_people_would_count_days(day: date, said: str) -> None:
    assert write_distance(day, EASTER) == said


def test_an_instant_is_written_in_the_time_of_the_page() -> None:
    summer_evening = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

    assert write_instant(summer_evening) == "1 Jul 2026 at 00:30"


def test_days_are_counted_in_words() -> None:
    assert (count_days(1), count_days(6)) == ("1 day", "6 days")


def test_a_swedish_stretch_is_counted_in_days_and_not_in_rounds_of_the_clock() -> None:
    with translation.override("sv"):
        assert "dygn" not in write_length(6)
        assert write_length(42) == "6 veckor"
