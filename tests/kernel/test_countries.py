"""Which day it is where: the clock cases of both countries."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.kernel.countries import Country, InstantWithoutZone, local_day, time_zone


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
