"""Periods of days: half-open, shown inclusive, decided once."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stafet.kernel.periods import (
    Period,
    PeriodEndsTooSoon,
    age_on,
    birthday,
    gaps,
    merged,
    months_after,
    overlapping_pairs,
    school_year,
    school_year_of,
)

AUGUST = Period(date(2026, 8, 1), date(2026, 9, 1))
FIRST = date(2026, 1, 1)


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


EVERY_DAY = [day(n) for n in range(72)]


@st.composite
def a_period(draw: st.DrawFn) -> Period:
    start = draw(st.integers(0, 50))
    length = draw(st.none() | st.integers(1, 20))
    return Period(day(start), None if length is None else day(start + length))


some_periods = st.lists(a_period(), max_size=6)


def held_by(periods: list[Period] | tuple[Period, ...]) -> set[date]:
    """The days, one by one, that any of the periods holds: what the functions must agree with."""
    return {one_day for one_day in EVERY_DAY if any(period.covers(one_day) for period in periods)}


def test_a_period_holds_on_its_first_day_and_no_longer_on_the_day_it_ends() -> None:
    assert AUGUST.covers(date(2026, 8, 1))
    assert AUGUST.covers(date(2026, 8, 31))
    assert not AUGUST.covers(date(2026, 9, 1))
    assert not AUGUST.covers(date(2026, 7, 31))


def test_people_are_shown_the_last_day_it_held() -> None:
    assert AUGUST.last_day == date(2026, 8, 31)
    assert AUGUST.days == 31


def test_a_running_period_has_no_last_day_and_no_length() -> None:
    running = Period(FIRST)

    assert running.is_open
    assert not AUGUST.is_open
    assert running.last_day is None
    assert running.days is None
    assert running.covers(date(2099, 1, 1))


@pytest.mark.parametrize("ends_on", [FIRST, FIRST - timedelta(days=1)])
def test_a_period_that_would_hold_on_no_day_is_refused_with_a_sentence(ends_on: date) -> None:
    with pytest.raises(PeriodEndsTooSoon, match="must hold for at least one day") as refusal:
        Period(FIRST, ends_on)

    assert refusal.value.field == "ends_on"


def test_two_periods_meet_when_one_starts_the_day_the_other_ends() -> None:
    september = Period(date(2026, 9, 1))

    assert AUGUST.meets(september)
    assert not AUGUST.overlaps(september)
    assert not september.meets(AUGUST)
    assert AUGUST.intersection(september) is None


def test_the_gap_between_school_and_the_next_step_is_found() -> None:
    school = Period(date(2025, 8, 1), date(2026, 6, 27))
    vocational = Period(date(2026, 8, 10))
    year = Period(date(2026, 1, 1), date(2027, 1, 1))

    assert gaps([vocational, school], year) == (Period(date(2026, 6, 27), date(2026, 8, 10)),)


def test_with_nothing_known_the_whole_time_is_a_gap() -> None:
    assert gaps([], AUGUST) == (AUGUST,)
    assert gaps([], Period(FIRST)) == (Period(FIRST),)


@given(a_period(), a_period())
def test_overlapping_means_sharing_a_day_and_works_both_ways(one: Period, other: Period) -> None:
    shared = held_by([one]) & held_by([other])

    assert one.overlaps(other) == other.overlaps(one) == bool(shared)


@given(a_period(), a_period())
def test_the_intersection_holds_exactly_the_shared_days(one: Period, other: Period) -> None:
    common = one.intersection(other)

    assert common == other.intersection(one)
    assert held_by([one]) & held_by([other]) == (set() if common is None else held_by([common]))


@given(a_period(), a_period())
def test_containing_means_that_no_day_of_the_other_is_missing(one: Period, other: Period) -> None:
    assume(one.ends_on is None or other.ends_on is not None)

    assert one.contains(other) == (held_by([other]) <= held_by([one]))


def test_an_ended_period_never_contains_a_running_one() -> None:
    assert not AUGUST.contains(Period(date(2026, 8, 5)))
    assert Period(date(2026, 7, 1)).contains(AUGUST)


@given(some_periods)
def test_merging_keeps_every_day_and_leaves_nothing_to_merge(periods: list[Period]) -> None:
    joined = merged(periods)

    assert held_by(joined) == held_by(periods)
    assert merged(joined) == joined
    assert all(a.ends_on is not None and a.ends_on < b.starts_on for a, b in pairwise(joined))


@given(some_periods, a_period())
def test_a_day_within_is_either_held_or_in_a_gap(periods: list[Period], within: Period) -> None:
    missing = gaps(periods, within)

    assert held_by(missing) == held_by([within]) - held_by(periods)
    assert merged(missing) == missing


@given(some_periods)
def test_overlapping_pairs_are_all_pairs_that_share_a_day(periods: list[Period]) -> None:
    expected = sum(one.overlaps(other) for n, one in enumerate(periods) for other in periods[n + 1 :])

    pairs = overlapping_pairs(periods)

    assert len(pairs) == expected
    assert all(one.overlaps(other) and one.starts_on <= other.starts_on for one, other in pairs)


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 7, 31), "2025/26"),
        (date(2026, 8, 1), "2026/27"),
        (date(2026, 12, 31), "2026/27"),
        (date(2027, 1, 1), "2026/27"),
        (date(2027, 7, 1), "2026/27"),
        (date(1999, 8, 1), "1999/00"),
    ],
)
def test_a_school_year_turns_on_the_first_of_august(day: date, label: str) -> None:
    assert school_year_of(day).label == label
    assert school_year_of(day).period.covers(day)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_day_is_in_exactly_one_school_year(day: date) -> None:
    years = [school_year(day.year + n) for n in (-2, -1, 0, 1)]

    assert [year for year in years if year.period.covers(day)] == [school_year_of(day)]


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 24), 3, date(2027, 2, 24)),
        (date(2026, 6, 30), 15, date(2027, 9, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_month_s_last(start: date, months: int, expected: date) -> None:
    assert months_after(start, months) == expected


def test_a_leap_day_child_comes_of_age_on_the_last_of_february() -> None:
    born_on = date(2008, 2, 29)

    assert birthday(born_on, 18) == date(2026, 2, 28)
    assert age_on(born_on, date(2026, 2, 27)) == 17
    assert age_on(born_on, date(2026, 2, 28)) == 18
    assert birthday(born_on, 20) == date(2028, 2, 29)


@given(st.dates(date(1990, 1, 1), date(2020, 1, 1)), st.integers(0, 40))
def test_an_age_is_reached_on_the_birthday_and_not_the_day_before(born_on: date, age: int) -> None:
    reached_on = birthday(born_on, age)

    assert age_on(born_on, reached_on) == age
    assert age_on(born_on, reached_on - timedelta(days=1)) == age - 1
