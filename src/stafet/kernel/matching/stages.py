"""How many priorities fit into one flow of whole numbers, with weights that keep them apart exactly.

A solver adds 64-bit numbers. Each level gets a weight greater than anything the levels below it can add up to along
any way through the network, so that comparing sums is comparing level by level, and a sum can be taken apart again.
What does not fit is solved in a later stage, on what the earlier ones leave open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stafet.kernel.matching.network import Whole

_ROOM = 2**61
"""Below the largest whole number of 64 bits, with room for adding two."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Levels solved together: their weights, the largest sum of costs, and a cost above that of every way."""

    weights: tuple[int, ...]
    largest: int
    unreachable: int

    def together(self, burdens: Sequence[Whole]) -> Whole:
        """One cost for each arc."""
        return sum(
            (weight * burden for weight, burden in zip(self.weights, burdens, strict=True)),
            np.zeros(len(burdens[0]), np.int64),
        )

    def apart(self, sums: Whole) -> list[Whole]:
        """A sum of costs taken apart into its levels, the first one first."""
        parts = []
        for weight in self.weights:
            part = (sums + (weight // 2)) // weight
            parts.append(part)
            sums = sums - part * weight
        return parts


def stage_of(spreads: Sequence[int]) -> Stage:
    """The stage of these levels, whether it fits or not.

    ``spreads``: for each level, how much it can differ in all: the sum over pupils of the largest less the smallest
    burden. A way through the network passes each pupil once, so it adds up to no more than that.
    """
    bounds = [6 * spread + 6 for spread in spreads]
    weights = [1]
    for bound in reversed(bounds[1:]):
        weights.append(weights[-1] * (2 * bound + 1))
    weights.reverse()
    return Stage(tuple(weights), weights[0] * bounds[0], weights[0] * (spreads[0] + 1))


def fits(stage: Stage, *, dearest: int, nodes: int) -> bool:
    """Whether 64 bits are enough: for sums of costs, and for the solver, which multiplies costs by the number of nodes.

    ``dearest``: the largest burden of the first level.
    """
    return stage.largest < _ROOM and stage.weights[0] * (dearest + 1) * (nodes + 2) < _ROOM
