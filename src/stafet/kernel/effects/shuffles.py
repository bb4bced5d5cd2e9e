"""What would have come out if other units had started: the test that holds with few schools, and its interval.

If the method does nothing, it does not matter which units got which start. So starts are dealt out again among the
units, in every way there is or in as many as the design says, and the real effect is held against those. With two of
twelve schools this is the only one of the tests tried that is wrong as seldom as it says.

The interval holds every constant effect that the same test would not refuse. The estimate is linear in the outcome, so
for each deal the refused effects lie outside two numbers that are worked out, not searched for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from math import factorial, prod

import numpy as np

from stafet.kernel.effects.panel import Floats, Ints, Panel

Linear = Callable[[Floats, Floats, Ints], Floats]
"""Outcome (units × periods), weights (units), starts (draws × units) → effects (draws × averages)."""

_AT_ONCE = 2_000_000
"""How many numbers are held at a time."""


def seed_of(words: str) -> int:
    """A number out of the design's words, the same everywhere."""
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big")


def deals(starts: Ints, *, seed: int, draws: int) -> Ints:
    """Starts dealt out again: draws × units, the real ones first. Every way there is, once each, if these are no more."""
    counts = np.unique(starts, return_counts=True)[1]
    if factorial(len(starts)) // prod(factorial(int(count)) for count in counts) <= draws:
        every = np.array(list(_every_way(sorted(starts.tolist()))), dtype=np.int64)
        return np.vstack([starts[None, :], every[~(every == starts).all(axis=1)]])
    dealt = np.random.default_rng(seed).permuted(np.tile(starts, (draws, 1)), axis=1)
    return np.vstack([starts[None, :], dealt])


def _every_way(left: list[int]) -> Iterator[list[int]]:
    """Each different order of a sorted list."""
    if not left:
        yield []
    for at, value in enumerate(left):
        if at == 0 or value != left[at - 1]:
            for rest in _every_way(left[:at] + left[at + 1 :]):
                yield [value, *rest]


def dealt_effects(table: Panel, values: Floats, dealt: Ints, linear: Linear) -> Floats:
    """The effects for each deal, a bundle of deals at a time: draws × averages."""
    at_once = max(1, _AT_ONCE // values.size)
    bundles = (dealt[first : first + at_once] for first in range(0, len(dealt), at_once))
    return np.vstack([linear(values, table.weights, bundle) for bundle in bundles])


def p_of(effects: Floats) -> float:
    """Among all deals the share with an effect as far from nought as the real one, which is the first."""
    far = np.abs(effects)
    return float((far >= far[0] * (1 - 1e-9)).mean())


def interval(effects: Floats, exposure: Floats, alpha: float) -> tuple[float, float]:
    """Every constant effect that the shuffles do not refuse at ``alpha``: lower and upper end.

    ``effects`` and ``exposure``: what the estimator makes of the outcome and of "has started", for each deal, the
    real one first. For a deal with a and b, |a − τb| ≥ |a₀ − τ| holds between (a − a₀)/(b − 1) and (a + a₀)/(b + 1).
    """
    real = effects[0]
    inside = np.abs(exposure) < 1 - 1e-9
    lower, upper = np.full(len(effects), -np.inf), np.full(len(effects), np.inf)
    ends = np.stack(
        [
            (effects[inside] - real) / (exposure[inside] - 1),
            (effects[inside] + real) / (exposure[inside] + 1),
        ]
    )
    lower[inside], upper[inside] = ends.min(axis=0), ends.max(axis=0)
    allowed = int(np.floor(alpha * len(effects) + 1e-9))
    return float(np.sort(lower)[allowed]), float(-np.sort(-upper)[allowed])


def spread(effects: Floats, exposure: Floats) -> float:
    """The standard deviation of the estimate if the method did what was seen, from the deals.

    The real effect is taken out of the outcome first, else it would count as chance.
    """
    return float(np.sqrt(((effects - effects[0] * exposure)[1:] ** 2).mean())) if len(effects) > 1 else np.inf
