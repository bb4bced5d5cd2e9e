"""Roll-outs made up with a seed: schools that differ, that go up and down on their own, and an effect that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stafet.kernel.effects.panel import NEVER, Floats, Panel


@dataclass(frozen=True)
class RollOut:
    """``starts``: of the schools that start; ``sizes``: whether schools have 20 to 400 young people or all 100."""

    schools: int
    starts: Sequence[int]
    periods: int = 12
    effect: float = 0.0
    unequal: bool = True
    drift: float = 0.02
    stays: float = 0.3
    parting: float = 0.0
    """How much more than others the schools that start change each period, whatever the method does."""


def drawn(of: RollOut, rng: np.random.Generator) -> Panel:
    """One such roll-out. The share without the method is about a fifth."""
    people = (
        np.exp(rng.uniform(np.log(20), np.log(400), of.schools)) if of.unequal else np.full(of.schools, 100.0)
    )
    starts = np.array([*of.starts, *[NEVER] * (of.schools - len(of.starts))], dtype=np.int64)
    apart = np.abs(np.subtract.outer(np.arange(of.periods), np.arange(of.periods)))
    root = np.linalg.cholesky(of.stays**apart + 1e-9 * np.eye(of.periods))
    own = of.drift * rng.standard_normal((of.schools, of.periods)) @ root.T
    chance = rng.standard_normal((of.schools, of.periods)) * np.sqrt(0.16 / people)[:, None]
    level = 0.2 + 0.05 * rng.standard_normal((of.schools, 1)) - 0.002 * np.arange(of.periods)
    empty = Panel(
        tuple(f"{at:03}" for at in range(of.schools)),
        np.zeros((of.schools, of.periods)),
        people,
        starts,
        people=int(people.sum() * of.periods),
    )
    parting = of.parting * np.arange(of.periods) * (starts < NEVER)[:, None]
    values: Floats = level + own + chance + of.effect * empty.exposed + parting
    return Panel(empty.units, values, people, starts, empty.people)
