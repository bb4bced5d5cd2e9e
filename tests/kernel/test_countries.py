"""Which day it is where: the clock cases of both countries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.kernel.countries import Country, InstantWithoutZone, local_day, time_zone
from stafet.kernel.periods import school_year_of
from tests.goals.record import measured

ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize("country", Country)
@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2026, 1, 14, 22, 59, tzinfo=UTC), date(2026, 1, 14)),
        (datetime(2026, 1, 14, 23, 0, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 7, 14, 21, 59, tzinfo=UTC), date(2026, 7, 14)),
        (datetime(2026, 7, 14, 22, 0, tzinfo=UTC), date(2026, 7, 15)),
        # The clocks go forward on 29 March and back on 25 October 2026, at 1:00 UTC.
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2028, 2, 28, 23, 30, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 7, 31, 22, 0, tzinfo=UTC), date(2026, 8, 1)),
    ],
)
def test_a_day_begins_at_midnight_where_the_people_are(
    country: Country, instant: datetime, expected: date
) -> None:
    assert local_day(country, instant) == expected


def last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


@pytest.mark.parametrize("country", Country)
@pytest.mark.parametrize("year", range(2024, 2036))
def test_midnight_moves_by_an_hour_on_the_last_sundays_of_march_and_october(
    country: Country, year: int
) -> None:
    """Directive 2000/84/EC: summer time from 1:00 UTC to 1:00 UTC on those Sundays."""
    summer, winter = last_sunday(year, 3), last_sunday(year, 10)
    for day, hours_before in ((summer, 1), (summer + ONE_DAY, 2), (winter, 2), (winter + ONE_DAY, 1)):
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=hours_before)

        assert local_day(country, midnight) == day
        assert local_day(country, midnight - timedelta(seconds=1)) == day - ONE_DAY
    measured("clocks", 8, "seconds around midnight, when the clocks move")
    measured("wrong clocks", 0)


@pytest.mark.parametrize("country", Country)
def test_the_school_year_turns_at_midnight_where_the_people_are(country: Country) -> None:
    before, after = datetime(2026, 7, 31, 21, 59, tzinfo=UTC), datetime(2026, 7, 31, 22, 0, tzinfo=UTC)

    assert school_year_of(local_day(country, before)).label == "2025/26"
    assert school_year_of(local_day(country, after)).label == "2026/27"


@given(st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_denmark_and_sweden_share_every_day(instant: datetime) -> None:
    assert local_day(Country.DK, instant) == local_day(Country.SE, instant)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(Country),
)
def test_the_same_instant_told_in_another_zone_is_the_same_day(instant: datetime, country: Country) -> None:
    assert local_day(country, instant.astimezone(time_zone(country))) == local_day(country, instant)


def test_a_moment_without_a_zone_falls_on_no_certain_day() -> None:
    with pytest.raises(InstantWithoutZone):
        local_day(Country.DK, datetime(2026, 11, 24, 12))  # noqa: DTZ001
