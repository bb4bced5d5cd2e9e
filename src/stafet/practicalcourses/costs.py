"""What a course costs whom: seats × price, split by the towns' key to the last minor unit, and what it would be at other uptakes.

Amounts are whole minor units (øre, öre). Rests go to the largest remainders, and among equals to whoever stands first, so
that the parts of all towns are exactly the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stafet.practicalcourses.states import CostKey, PaidFor

UPTAKES = (25, 50, 75, 100)
"""Per cent of every town's quota, in the scenarios."""
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Party:
    """One town: its quota, the seats it has used, its fixed part (minor units)."""

    town: UUID
    quota: int
    used: int
    fixed_part: int


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
    """What a settlement is reckoned by: seats of the course, price of one, what is paid for, and the key."""

    seats: int
    price: int
    paid_for: PaidFor
    split: CostKey


def settle(terms: Terms, parties: Sequence[Party]) -> Settlement:
    """Split the price of a course among its towns. The amounts add up to the total."""
    counted = terms.seats if terms.paid_for is PaidFor.EVERY_SEAT else sum(party.used for party in parties)
    total = counted * terms.price
    by_use = terms.split is CostKey.USE and any(party.used for party in parties)
    bases = [party.used if by_use else party.quota for party in parties]
    fixed = _fixed(total, parties) if terms.split is CostKey.FIXED else [0] * len(parties)
    rests = shares_of(total - sum(fixed), bases)
    bills = tuple(
        Bill(party.town, part + rest, base, sum(bases))
        for party, part, rest, base in zip(parties, fixed, rests, bases, strict=True)
    )
    return Settlement(total, counted, bills)


def at_uptake(parties: Sequence[Party], percent: int) -> tuple[Party, ...]:
    """The towns as they would be if each used so many per cent of its quota; half a seat is a seat."""
    return tuple(
        Party(party.town, party.quota, (party.quota * percent + _HUNDRED // 2) // _HUNDRED, party.fixed_part)
        for party in parties
    )


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


def _fixed(total: int, parties: Sequence[Party]) -> list[int]:
    """The fixed parts; when they are more than the course costs, they are cut in proportion."""
    parts = [party.fixed_part for party in parties]
    return parts if sum(parts) <= total else shares_of(total, parts)
