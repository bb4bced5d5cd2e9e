"""No bare percentage, and nobody given away by a small number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.kernel.sentences import sentence
from stafet.kernel.shares import ImpossibleShare, Share, protected_counts

WINDOW = sentence("15 months after 9th grade, leavers of 2024/25")


def share(count: int, base: int, k: int = 5) -> Share:
    return Share(count, base, WINDOW, k)


def test_a_share_is_shown_with_its_base() -> None:
    assert str(share(91, 100).shown) == "91 of 100 (91.0 %)"
    assert share(91, 100).window is WINDOW


def test_half_a_tenth_is_rounded_up_as_people_do() -> None:
    assert share(1, 16, k=1).percent == Decimal("6.3")


@pytest.mark.parametrize(("count", "base"), [(4, 100), (96, 100), (0, 100), (100, 100), (2, 4), (0, 1)])
def test_a_small_group_or_its_counterpart_hides_the_share(count: int, base: int) -> None:
    hidden = share(count, base)

    assert hidden.is_suppressed
    assert hidden.percent is None
    assert str(hidden.shown) == "Not shown: fewer than 5 in one of the groups"


@pytest.mark.parametrize(("count", "base"), [(5, 10), (5, 100), (95, 100)])
def test_groups_of_k_on_both_sides_are_shown(count: int, base: int) -> None:
    assert not share(count, base).is_suppressed


def test_nobody_to_count_is_said_and_is_not_zero_percent() -> None:
    assert share(0, 0).percent is None
    assert not share(0, 0).is_suppressed
    assert str(share(0, 0).shown) == "Nobody to count"


@pytest.mark.parametrize(("count", "base"), [(5, 4), (-1, 4)])
def test_more_counted_than_there_are_is_refused(count: int, base: int) -> None:
    with pytest.raises(ImpossibleShare, match=f"{count} of {base} is no share"):
        share(count, base)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 20))
def test_a_share_and_its_counterpart_are_hidden_together(count: int, others: int, k: int) -> None:
    base = count + others

    assert share(count, base, k).is_suppressed == share(others, base, k).is_suppressed


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 20))
def test_what_is_shown_stands_on_at_least_k_people_either_way(count: int, others: int, k: int) -> None:
    if share(count, count + others, k).percent is not None:
        assert count >= k
        assert others >= k


def test_two_small_numbers_that_are_one_each_take_a_third_with_them() -> None:
    assert list(protected_counts([1, 1, 50, 9], k=5)) == [None, None, 50, None]
    assert list(protected_counts([3, 4, 50], k=5)) == [None, None, 50]
    assert list(protected_counts([4, 50, 60], k=5)) == [None, None, 60]
    assert list(protected_counts([2, 0], k=5)) == [None, 0]
    assert list(protected_counts([], k=5)) == []
