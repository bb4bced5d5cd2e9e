"""What a course costs whom: the parts of all towns are the whole, to the last minor unit."""

from __future__ import annotations

from uuid import UUID

import pytest

from stafet.practicalcourses.costs import Party, Terms, settle, shares_of
from stafet.practicalcourses.states import CostKey, PaidFor

A, B, C = (UUID(int=number) for number in (1, 2, 3))
PARTIES = (Party(A, 5, 4), Party(B, 3, 0), Party(C, 2, 2))


@pytest.mark.parametrize("split", CostKey)
@pytest.mark.parametrize("paid_for", PaidFor)
@pytest.mark.parametrize("price", [0, 1, 333, 1_250_001])
def test_the_parts_of_all_towns_are_the_whole(split: CostKey, paid_for: PaidFor, price: int) -> None:
    found = settle(Terms(10, 7, price, paid_for, split), PARTIES)
    assert sum(bill.amount for bill in found.bills) == found.total == found.counted * 7 * price
    assert all(bill.amount >= 0 for bill in found.bills)


def test_by_use_a_town_without_pupils_pays_nothing_and_by_quota_it_does() -> None:
    used = settle(Terms(10, 1, 100, PaidFor.USED_SEATS, CostKey.USE), PARTIES)
    quota = settle(Terms(10, 1, 100, PaidFor.EVERY_SEAT, CostKey.QUOTA), PARTIES)
    assert [(bill.amount, bill.seats, bill.of_seats) for bill in used.bills] == [
        (400, 4, 6),
        (0, 0, 6),
        (200, 2, 6),
    ]
    assert [bill.amount for bill in quota.bills] == [500, 300, 200]


def test_when_nobody_has_used_a_seat_the_quota_is_the_base() -> None:
    nobody = [Party(party.town, party.quota, 0) for party in PARTIES]
    found = settle(Terms(10, 1, 100, PaidFor.EVERY_SEAT, CostKey.USE), nobody)
    assert [bill.amount for bill in found.bills] == [500, 300, 200]


def test_a_rest_goes_to_the_largest_remainder() -> None:
    assert shares_of(10, [1, 1, 1]) == [4, 3, 3]
    assert shares_of(5, [0, 0]) == [3, 2]
    assert shares_of(5, []) == []
