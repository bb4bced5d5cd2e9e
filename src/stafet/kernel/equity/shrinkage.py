"""Shares drawn towards the common one: what a unit of few people can be said to have, had it been looked at for long."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import betaincinv

from stafet.kernel.equity.counts import Counted
from stafet.kernel.equity.funnel import common_share
from stafet.kernel.equity.results import Interval, Shrunken


def weight_of_all(units: Sequence[Counted]) -> float:
    """How many people the knowledge of all units is worth: the beta-binomial's α + β, by moments.

    Infinite where units vary no more than chance lets them: then each is given the common share.
    """
    share = common_share(units)
    people = np.array([unit.people for unit in units if unit.people], dtype=float)
    cases = np.array([unit.cases for unit in units if unit.people], dtype=float)
    whole, count = people.sum(), len(people)
    if count < 2 or share in {0.0, 1.0}:
        return float("inf")
    seen = (people * (cases / people - share) ** 2).sum()
    chance = share * (1 - share)
    between = (seen - (count - 1) * chance) / (whole - (people**2).sum() / whole - (count - 1))
    return float(chance / between - 1) if 0 < between < chance else float("inf") if between <= 0 else 0.0


def shrunken(units: Sequence[Counted], *, level: int = 95) -> tuple[Shrunken, ...]:
    """Each unit's share with an interval, in the order in which units were given."""
    share, weight = common_share(units), weight_of_all(units)
    return tuple(_drawn(unit, share, weight, level) for unit in units)


def _drawn(unit: Counted, share: float, weight: float, level: int) -> Shrunken:
    if np.isinf(weight):
        return Shrunken(unit, share, Interval(share, share), 0.0)
    cases, others = share * weight + unit.cases, (1 - share) * weight + unit.people - unit.cases
    tail = (1 - level / 100) / 2
    ends = (
        (float(betaincinv(cases, others, each)) for each in (tail, 1 - tail))
        if cases > 0 and others > 0
        else (0.0, 1.0)
    )
    own = unit.people / (unit.people + weight) if unit.people + weight else 0.0
    middle = cases / (cases + others) if cases + others else share
    return Shrunken(unit, middle, Interval(*ends), own)
