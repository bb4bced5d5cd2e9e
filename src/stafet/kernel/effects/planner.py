"""How many schools, and how long, to see an effect of a given size: worked out before anybody starts.

The estimate is linear in the outcome, so its spread follows from how much a school goes up and down on its own:
chance among few people, which shrinks with their number, and what a school does from period to period, which does not.
The second comes from cells of earlier years (``drift_of``). What follows holds for schools of one size; ``shown_by_history``
takes the real schools instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtrit

from stafet.kernel.effects import shuffles
from stafet.kernel.effects.design import Comparison
from stafet.kernel.effects.estimate import POWER, Method, estimates, ways
from stafet.kernel.effects.panel import NEVER, Floats, Ints, Panel
from stafet.kernel.effects.uniteffects import without_effects


@dataclass(frozen=True, slots=True)
class Plan:
    """A roll-out that is thought about.

    ``starts``: the period in which each school of the roll-out starts; periods are counted from nought and the first start
    needs one before it. ``comparing``: schools that do not start. ``people``: in each school and period. ``variance``: of
    one person's outcome (of a share p: p(1 − p)). ``drift``: standard deviation of what a school does from period to period
    beyond chance; ``stays``: how much of it is left a period later, from 0 to below 1.
    """

    starts: tuple[int, ...]
    comparing: int
    periods: int
    people: int
    variance: float
    drift: float
    stays: float = 0.0

    @property
    def schools(self) -> int:
        """All of them."""
        return len(self.starts) + self.comparing


@dataclass(frozen=True, slots=True)
class Drift:
    """What schools do from period to period beyond chance: standard deviation, and how much stays a period later."""

    spread: float
    stays: float


@dataclass(frozen=True, slots=True)
class Shown:
    """What a plan can show: the spread of the estimate and the smallest effect found in four of five such roll-outs."""

    spread: float
    smallest: float


def drift_of(table: Panel, variance: float) -> Drift:
    """The drift of earlier cells, in which nothing had started; ``table.people`` must be filled.

    The average chance of a cell, ``variance`` over its people, is taken off; what is left below nought counts as none.
    """
    left = without_effects(table.values, table.weights)
    units, periods = left.shape
    whole = (left**2).sum() / ((units - 1) * (periods - 1))
    chance = variance * units * periods / max(table.people, 1)
    kept = max(float(whole) - chance, 0.0)
    next_to = (left[:, 1:] * left[:, :-1]).sum() / ((units - 1) * (periods - 1))
    # Taking out a school's own mean makes neighbours look less alike.
    stays = (next_to + whole / periods) / kept if kept > 0 else 0.0
    return Drift(float(np.sqrt(kept)), float(np.clip(stays, 0.0, 0.95)))


def shown_by(plan: Plan, *, alpha: float = 0.05) -> Shown:
    """What a plan can show: exact for the spread, Student's t with few schools for the rest."""
    each = _covariance(plan)
    parts = _weights(plan)
    spread = float(np.sqrt(sum(part @ each @ part / count for count, part in parts)))
    free = max(plan.schools - len(parts), 1)
    far = float(stdtrit(free, 1 - alpha / 2) + stdtrit(free, POWER))
    return Shown(spread, far * spread)


def _covariance(plan: Plan) -> Floats:
    """Of a school's periods: periods × periods."""
    apart = np.abs(np.subtract.outer(np.arange(plan.periods), np.arange(plan.periods)))
    drift: Floats = plan.drift**2 * plan.stays**apart
    return drift + np.eye(plan.periods) * plan.variance / plan.people


def _weights(plan: Plan) -> list[tuple[int, Floats]]:
    """For each start: how many schools, and how the mean of their outcome in each period enters the estimate."""
    starts, counts = np.unique([*plan.starts, *[NEVER] * plan.comparing], return_counts=True)
    table = Panel(
        tuple(map(str, starts)),
        np.zeros((len(starts), plan.periods)),
        counts.astype(float),
        starts.astype(np.int64),
    )
    way = ways(table, Method(comparison=Comparison.NOT_YET, is_headline_only=True))
    units = np.eye(table.values.size).reshape(-1, *table.values.shape)
    found = np.array([way.linear(unit, table.weights, table.starts[None])[0, 0] for unit in units])
    return list(zip(map(int, counts), found.reshape(table.values.shape), strict=True))


def schools_for(effect: float, plan: Plan, *, most: int = 500) -> int | None:
    """How many schools in all show an effect of this size, the plan's share of them starting as it says.

    ``None``: not even ``most``.
    """
    return _first(
        range(plan.schools, most + 1), lambda count: shown_by(_of_size(plan, count)).smallest <= effect
    )


def _of_size(plan: Plan, schools: int) -> Plan:
    starting = max(1, round(len(plan.starts) * schools / plan.schools))
    starts = tuple(sorted(plan.starts[at % len(plan.starts)] for at in range(starting)))
    return replace(plan, starts=starts, comparing=schools - starting)


def periods_for(effect: float, plan: Plan, *, most: int = 60) -> int | None:
    """How many periods in all show an effect of this size; what is added is added at the end. ``None``: not even ``most``."""
    return _first(
        range(plan.periods, most + 1), lambda count: shown_by(replace(plan, periods=count)).smallest <= effect
    )


def _first(counts: range, is_enough: Callable[[int], bool]) -> int | None:
    """The first count that is enough; more is never worse, so it is looked for by halves."""
    low, high = counts.start, counts.stop
    while low < high:
        middle = (low + high) // 2
        if is_enough(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < counts.stop else None


def shown_by_history(
    table: Panel, starts: Ints, *, seed: int, draws: int = 999, alpha: float = 0.05
) -> Shown:
    """What a roll-out could show in the real schools, from years in which nothing started.

    ``starts``: how many start when, ``NEVER`` for the rest; they are dealt out over the schools of the table.
    """
    way = ways(
        replace(table, starts=starts), Method(is_headline_only=True, seed=seed, draws=draws, alpha=alpha)
    )
    dealt = shuffles.deals(starts, seed=seed, draws=draws)
    found = shuffles.dealt_effects(table, table.values, dealt, way.linear)[:, 0]
    spread = float(np.sqrt((found**2).mean()))
    free = max(len(table.units) - len(np.unique(starts)), 1)
    return Shown(spread, float(stdtrit(free, 1 - alpha / 2) + stdtrit(free, POWER)) * spread)


def power_of(plan: Plan, effect: float, *, seed: int, tries: int = 200, draws: int = 399) -> float:
    """In which share of simulated roll-outs the effect is found, by the test that will be used."""
    rng = np.random.default_rng(seed)
    root = np.linalg.cholesky(_covariance(plan))
    starts = np.array([*plan.starts, *[NEVER] * plan.comparing], dtype=np.int64)
    units = tuple(f"{at:04}" for at in range(plan.schools))
    found = 0
    for turn in range(tries):
        table = Panel(units, np.zeros((plan.schools, plan.periods)), np.ones(plan.schools), starts)
        drawn = rng.standard_normal((plan.schools, plan.periods)) @ root.T + effect * table.exposed
        method = Method(is_headline_only=True, seed=seed + turn, draws=draws)
        found += estimates(ways(replace(table, values=drawn), method))[0].excludes_nought
    return found / tries
