"""What a course costs whom: seats × weeks × price, split by the towns' key to the last minor unit.

Amounts are whole minor units (øre, öre). Rests go to the largest remainders, and among equals to whoever stands first, so
that the parts of all towns are exactly the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stafet.practicalcourses.states import CostKey, PaidFor


@dataclass(frozen=True, slots=True)
class Party:
    """One town: its quota, and the seats it has used."""

    town: UUID
    quota: int
    used: int


@dataclass(frozen=True, slots=True)
class Bill:
    """What one town pays, and the base it was reckoned from: so many seats of so many."""

    town: UUID
    amount: int
    seats: int
    of_seats: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """A course's whole price and every town's part of it; ``counted`` seats are paid for."""

    total: int
    counted: int
    bills: tuple[Bill, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a settlement is reckoned by: seats, weeks, the price of a seat and a week, what is paid for, and the key."""

    seats: int
    weeks: int
    week_price: int
    paid_for: PaidFor
    split: CostKey


def settle(terms: Terms, parties: Sequence[Party]) -> Settlement:
    """Split the price of a course among its towns. The amounts add up to the total."""
    counted = terms.seats if terms.paid_for is PaidFor.EVERY_SEAT else sum(party.used for party in parties)
    total = counted * terms.weeks * terms.week_price
    by_use = terms.split is CostKey.USE and any(party.used for party in parties)
    bases = [party.used if by_use else party.quota for party in parties]
    bills = tuple(
        Bill(party.town, amount, base, sum(bases))
        for party, amount, base in zip(parties, shares_of(total, bases), bases, strict=True)
    )
    return Settlement(total, counted, bills)


def shares_of(total: int, bases: Sequence[int]) -> list[int]:
    """Whole parts of a total in the proportion of some bases; equal parts when every base is nothing."""
    if not bases:
        return []
    weights = list(bases) if sum(bases) else [1] * len(bases)
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
