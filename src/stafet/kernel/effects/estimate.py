"""From a table to an estimate with its interval: which method, which basis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from scipy.special import stdtr, stdtrit

from stafet.kernel.effects import shuffles
from stafet.kernel.effects.averages import OVERALL, Average
from stafet.kernel.effects.design import Comparison, Design, Estimator
from stafet.kernel.effects.errors import cautious, influence_on, standard_error
from stafet.kernel.effects.grouptime import (
    Pair,
    average,
    averages_of,
    blocks_of,
    effects,
    pairs_of,
    shares,
)
from stafet.kernel.effects.panel import Floats, Ints, Panel, before_and_after
from stafet.kernel.effects.results import Basis, Estimate
from stafet.kernel.effects.uniteffects import coefficient, coefficients

POWER = 0.8
"""The share of roll-outs in which "the smallest effect it could have shown" is found."""

_FAR = NormalDist().inv_cdf(POWER)

ENOUGH_UNITS, ENOUGH_EACH = 50, 10
"""From so many units, and so many that start and that do not, standard errors are as good as shuffles (measured)."""


@dataclass(frozen=True, slots=True)
class Method:
    """The choices of a design that make an estimate; ``alpha``: the share of intervals that may miss."""

    estimator: Estimator = Estimator.GROUP_TIME
    comparison: Comparison = Comparison.NOT_YET
    anticipation: int = 0
    seed: int = 0
    draws: int = 9_999
    alpha: float = 0.05
    basis: Basis | None = None
    """``None``: shuffles unless there are many units."""
    is_headline_only: bool = False


def method_of(design: Design) -> Method:
    """The method a design asks for."""
    return Method(
        design.estimator,
        design.comparison,
        design.anticipation,
        shuffles.seed_of(design.seed),
        design.draws,
        design.alpha,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """A table and a method put together: what is averaged, and how outcome and starts become effects."""

    table: Panel
    method: Method
    pairs: tuple[Pair, ...]
    averages: tuple[Average, ...]

    def linear(self, values: Floats, weights: Floats, starts: Ints) -> Floats:
        """Effects for each row of starts: draws × averages."""
        if self.method.estimator is Estimator.UNIT_EFFECTS:
            return coefficients(values, weights, starts)[:, None]
        found = effects(
            values,
            weights,
            starts,
            self.pairs,
            comparison=self.method.comparison,
            anticipation=self.method.anticipation,
        )
        share = shares(weights, starts, self.pairs)
        return np.column_stack([average(found, share, blocks_of(each, self.pairs)) for each in self.averages])


def ways(table: Panel, method: Method) -> Ways:
    """How this table is worked out. ``averages`` is empty where nobody can be compared with anybody."""
    if method.estimator is Estimator.BEFORE_AFTER and table.starting:
        table = before_and_after(table, anticipation=method.anticipation)
        method = replace(method, anticipation=0)
    pairs = pairs_of(table, comparison=method.comparison, anticipation=method.anticipation)
    averages = averages_of(pairs)
    if averages and (method.estimator is Estimator.UNIT_EFFECTS or method.is_headline_only):
        averages = (OVERALL,)
    if method.is_headline_only:
        pairs = tuple(pair for pair in pairs if pair.since >= 0)
    return Ways(table, method, pairs, averages)


def estimates(way: Ways) -> tuple[Estimate, ...]:
    """The estimate of each average, all with the same shuffles."""
    errors = [_errors(way, each) for each in way.averages]
    if errors and _basis(way) is Basis.ERRORS and all(errors):
        effects_now = way.linear(way.table.values, way.table.weights, way.table.starts[None, :])[0]
        return tuple(
            _by_errors(way, float(effect), error)
            for effect, error in zip(effects_now, errors, strict=True)
            if error
        )
    return _by_shuffles(way, [error[0] if error else None for error in errors]) if errors else ()


def _by_errors(way: Ways, effect: float, errors: tuple[float, float, float]) -> Estimate:
    se, mended, free = errors
    reach = float(stdtrit(free, 1 - way.method.alpha / 2)) * mended
    return Estimate(
        effect=effect,
        low=effect - reach,
        high=effect + reach,
        p=float(2 * stdtr(free, -abs(effect) / mended)),
        basis=Basis.ERRORS,
        se=se,
        units=len(way.table.units),
        starting=way.table.starting,
        people=way.table.people,
        smallest_shown=reach + _FAR * mended,
    )


def _by_shuffles(way: Ways, errors: list[float | None]) -> tuple[Estimate, ...]:
    table, method = way.table, way.method
    dealt = shuffles.deals(table.starts, seed=method.seed, draws=method.draws)
    found = shuffles.dealt_effects(table, table.values, dealt, way.linear)
    exposure = shuffles.dealt_effects(table, table.exposed, dealt, way.linear)
    return tuple(_shuffled(way, found[:, at], exposure[:, at], se) for at, se in enumerate(errors))


def _shuffled(way: Ways, found: Floats, exposure: Floats, se: float | None) -> Estimate:
    low, high = shuffles.interval(found, exposure, way.method.alpha)
    return Estimate(
        effect=float(found[0]),
        low=low,
        high=high,
        p=shuffles.p_of(found),
        basis=Basis.SHUFFLES,
        se=se,
        units=len(way.table.units),
        starting=way.table.starting,
        people=way.table.people,
        smallest_shown=(high - low) / 2 + _FAR * shuffles.spread(found, exposure),
    )


def _basis(way: Ways) -> Basis:
    if way.method.basis is not None:
        return way.method.basis
    table = way.table
    is_enough = len(table.units) >= ENOUGH_UNITS and min(table.starting, table.comparing) >= ENOUGH_EACH
    return Basis.ERRORS if is_enough else Basis.SHUFFLES


def _errors(way: Ways, asked: Average) -> tuple[float, float, float] | None:
    """Standard error as published, the cautious one, and its degrees of freedom; ``None`` where there is none."""
    table = way.table
    if way.method.estimator is Estimator.UNIT_EFFECTS:
        regression = coefficient(table)
        return regression.se, regression.se_without_each, float(len(table.units) - 1)
    influence = influence_on(
        asked,
        table,
        way.pairs,
        comparison=way.method.comparison,
        anticipation=way.method.anticipation,
    )[1]
    mended = cautious(influence, table.starts)
    return (standard_error(influence), *mended) if mended else None
