"""Regression with an effect for each unit (school) and each period, and its standard errors with few units.

The table is whole and weights do not change over time, so that both effects go out by subtracting means. The
coefficient is that of "has started". Standard errors are by unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stafet.kernel.effects.panel import Floats, Ints, Panel

MOST_SIGNS = 4_096
"""Up to so many patterns of signs all are tried; beyond, as many are drawn."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """``effect``; ``se``: by unit, with the usual small factor; ``se_without_each``: leaving out one unit at a time
    (CRV3), which is the safer one with few units."""

    effect: float
    se: float
    se_without_each: float


def without_effects(values: Floats, weights: Floats) -> Floats:
    """What is left when the effects of units and periods are out. The last two dimensions are units × periods."""
    inner = values - values.mean(axis=-1, keepdims=True)
    over_time = (inner * weights[..., :, None]).sum(axis=-2, keepdims=True)
    left: Floats = inner - over_time / weights.sum(axis=-1)[..., None, None]
    return left


def coefficients(values: Floats, weights: Floats, starts: Ints) -> Floats:
    """The coefficient for each row of ``starts`` (draws × units), with a row of weights each or one for all: draws."""
    periods = values.shape[1]
    after = np.clip(periods - starts, 0, periods)
    whole = np.broadcast_to(weights, starts.shape).sum(axis=1)
    exposed = np.column_stack([(weights * (starts <= period)).sum(axis=1) for period in range(periods)])
    squares = (
        (weights * after * (1 - after / periods)).sum(axis=1)
        - (exposed**2).sum(axis=1) / whole
        + exposed.sum(axis=1) ** 2 / (periods * whole)
    )
    inner = values - values.mean(axis=1, keepdims=True)
    tails = np.column_stack([inner[:, ::-1].cumsum(axis=1)[:, ::-1], np.zeros(len(inner))])
    own = tails[np.arange(len(inner)), np.minimum(starts, periods)]
    over_time = np.broadcast_to(weights, starts.shape) @ inner / whole[:, None]
    product = (weights * own).sum(axis=1) - (exposed * over_time).sum(axis=1)
    found: Floats = product / squares
    return found


def coefficient(table: Panel) -> Coefficient:
    """The regression of a table."""
    units, periods = table.values.shape
    exposed = without_effects(table.exposed, table.weights)
    outcome = without_effects(table.values, table.weights)
    bread = (table.weights[:, None] * exposed**2).sum()
    effect = float((table.weights[:, None] * exposed * outcome).sum() / bread)
    moved = table.weights * (exposed * (outcome - effect * exposed)).sum(axis=1)
    factor = units / (units - 1) * (units * periods - 1) / (units * periods - periods)
    one_less = np.where(np.eye(units, dtype=bool), 0.0, table.weights)
    without = coefficients(table.values, one_less, np.tile(table.starts, (units, 1)))
    return Coefficient(
        effect,
        float(np.sqrt(factor * (moved**2).sum()) / bread),
        float(np.sqrt((units - 1) / units * ((without - effect) ** 2).sum())),
    )


def wild_bootstrap_p(table: Panel, *, seed: int, draws: int = 9_999) -> float:
    """The p of "no effect" by the restricted wild bootstrap by unit (Cameron, Gelbach and Miller 2008).

    Signs of whole units' outcomes are turned, all patterns where there are few. With fewer than three units that
    start it hardly ever rejects anything; shuffles then are the better answer.
    """
    units = len(table.units)
    exposed = without_effects(table.exposed, table.weights)
    outcome = without_effects(table.values, table.weights)
    within, squares = (exposed * outcome).sum(axis=1), (exposed**2).sum(axis=1)
    signs = _signs(units, seed, draws)
    means = (signs * table.weights) @ outcome / table.weights.sum()
    turned = signs * within
    effect = (turned @ table.weights) / (squares @ table.weights)
    moved = table.weights * (turned - means @ exposed.T - effect[:, None] * squares)
    ratio = np.abs(effect) / np.sqrt((moved**2).sum(axis=1))
    return float((ratio >= ratio[0] * (1 - 1e-9)).mean())


def _signs(units: int, seed: int, draws: int) -> Floats:
    """Rows of −1 and 1, the first one all 1: what was seen."""
    if 2**units <= MOST_SIGNS:
        bits = (np.arange(2**units)[:, None] >> np.arange(units)) & 1
        return np.where(bits == 1, -1.0, 1.0).astype(np.float64)
    bits = np.random.default_rng(seed).integers(0, 2, size=(draws + 1, units))
    drawn = np.where(bits == 1, -1.0, 1.0).astype(np.float64)
    drawn[0] = 1.0
    return drawn
