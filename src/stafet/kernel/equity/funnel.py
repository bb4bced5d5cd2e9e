"""Funnel limits (Spiegelhalter 2005): how far from the common share chance alone takes a unit of a given size."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from scipy.special import bdtr, bdtrc, bdtrik

from stafet.kernel.equity.counts import Counted
from stafet.kernel.equity.results import Band, Interval, Position, Statement

INNER, OUTER = 0.05, 0.002
"""The share of units that chance puts outside each pair of limits, half on either side."""

POWER = 0.8


def common_share(units: Sequence[Counted]) -> float:
    """All cases over all people. With nobody at all it is nought."""
    people = sum(unit.people for unit in units)
    return sum(unit.cases for unit in units) / people if people else 0.0


def limits(share: float, people: int, outside: float) -> tuple[int, int]:
    """The fewest and the most cases that lie within: exact binomial quantiles, both counts inside.

    Below, and above, lies chance at most ``outside`` / 2 each.
    """
    if people == 0 or share in {0.0, 1.0}:
        return int(share * people), int(share * people)
    return _quantile(outside / 2, people, share), _quantile(1 - outside / 2, people, share)


def _quantile(probability: float, people: int, share: float) -> int:
    """The smallest count with at least so much chance up to it."""
    count = max(int(np.ceil(bdtrik(probability, people, share) - 1e-9)), 0)
    while count > 0 and bdtr(count - 1, people, share) >= probability:
        count -= 1
    while bdtr(count, people, share) < probability:
        count += 1
    return count


def band(share: float, people: int, *, dispersion: float = 1.0) -> Band:
    """The limits for units of a size. ``dispersion`` above 1 draws them wider, by its root, around the common share."""
    return Band(
        people,
        *(_wider(share, people, limits(share, people, each), dispersion) for each in (INNER, OUTER)),
    )


def _wider(share: float, people: int, counts: tuple[int, int], dispersion: float) -> Interval:
    if people == 0:
        return Interval(0.0, 1.0)
    low, high = (share + (count / people - share) * float(np.sqrt(dispersion)) for count in counts)
    return Interval(max(low, 0.0), min(high, 1.0))


def dispersion_of(units: Sequence[Counted], *, trimmed: float = 0.1) -> float:
    """By how much units vary more than chance lets them, as a factor of variances; 1 where they do not.

    The outermost tenth on each side is drawn in first, so that the few it is about do not hide themselves.
    """
    share = common_share(units)
    these = [unit for unit in units if unit.people]
    if not these or share in {0.0, 1.0}:
        return 1.0
    far = np.array([(unit.cases - unit.people * share) / _spread(unit.people, share) for unit in these])
    low, high = np.quantile(far, [trimmed, 1 - trimmed])
    return max(1.0, float((np.clip(far, low, high) ** 2).mean()))


def _spread(people: int, share: float) -> float:
    return float(np.sqrt(people * share * (1 - share)))


def funnel(units: Sequence[Counted], *, is_dispersed: bool = False) -> tuple[Position, ...]:
    """Each unit's place in the funnel, in the order in which units were given.

    ``is_dispersed``: limits are drawn wider by how much units vary altogether.
    """
    share = common_share(units)
    dispersion = dispersion_of(units) if is_dispersed else 1.0
    return tuple(_position(unit, share, dispersion) for unit in units)


def _position(unit: Counted, share: float, dispersion: float) -> Position:
    its = band(share, unit.people, dispersion=dispersion)
    return Position(unit, its, _statement(unit, its), detectable(share, unit.people))


def _statement(unit: Counted, its: Band) -> Statement:
    if unit.people == 0 or (its.inner.low <= 0.0 and its.inner.high >= 1.0):
        return Statement.TOO_FEW
    own = unit.cases / unit.people
    if _is_outside(own, its.outer):
        return Statement.UNLIKELY_CHANCE
    return Statement.WORTH_A_LOOK if _is_outside(own, its.inner) else Statement.AS_EXPECTED


def _is_outside(share: float, limit: Interval) -> bool:
    return share < limit.low - 1e-12 or share > limit.high + 1e-12


def chance_below(share: float, people: int, difference: float, *, outside: float = INNER) -> float:
    """How likely a unit whose true share lies ``difference`` below lands under the lower limit."""
    lowest = limits(share, people, outside)[0]
    return float(bdtr(lowest - 1, people, share - difference)) if lowest > 0 else 0.0


def chance_above(share: float, people: int, difference: float, *, outside: float = INNER) -> float:
    """How likely a unit whose true share lies ``difference`` above lands over the upper limit."""
    highest = limits(share, people, outside)[1]
    return float(bdtrc(highest, people, min(share + difference, 1.0))) if highest < people else 0.0


def detectable(share: float, people: int, *, outside: float = INNER, power: float = POWER) -> float | None:
    """The smallest difference, up or down, that a unit of this size would show in four of five years.

    In thousandths. ``None``: not even the largest there can be.
    """
    found = [_smallest(share, people, outside, power, side) for side in (share, 1 - share)]
    known = [each for each in found if each is not None]
    return max(known) if len(known) == len(found) else None


def _smallest(share: float, people: int, outside: float, power: float, most: float) -> float | None:
    """The further away, the likelier it shows: so the first of the thousandths that does is looked for by halving."""
    chance = chance_below if most == share else chance_above
    thousandths = range(1, int(most * 1000) + 1)
    first = bisect_left(
        thousandths, power, key=lambda each: chance(share, people, each / 1000, outside=outside)
    )
    return thousandths[first] / 1000 if first < len(thousandths) else None


def years_until_known(
    share: float, people_a_year: int, difference: float, *, most: int = 20, outside: float = INNER
) -> int | None:
    """How many years must be put together until a unit that lies so far below would show it. ``None``: over ``most``."""
    for years in range(1, most + 1):
        if chance_below(share, people_a_year * years, difference, outside=outside) >= POWER:
            return years
    return None
