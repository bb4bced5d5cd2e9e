"""How many priorities fit into one flow of whole numbers, with weights that keep them apart.

A solver adds 64-bit numbers. With a weight greater than anything the levels below can add up to along any way through the
network, comparing sums is comparing level by level; such weights are long, and few levels fit. Ways are short,
though, whatever they might be, so that shorter weights nearly always do, and more levels fit. Whether they did is
seen afterwards: a sum of worths can be taken apart into levels again, and then every comparison is made level by
level. Where one fails, the stage is solved again with weights that can't.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stafet.kernel.matching.network import Whole

_ROOM = 2**61
"""Below the largest whole number of 64 bits, with room for adding two."""

WAYS = (10, 100, None)
"""What is tried in turn: how many more pupils a way makes worse off in one level than better, or the other way round.
``None``: as many as there are, which is certain."""


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


@dataclass(frozen=True, slots=True)
class Spread:
    """How much a level can differ.

    ``total``: the sum over pupils of the largest less the smallest burden; a way through the network passes each
    pupil once, so it adds up to no more. ``dearest``: the largest such difference of one pupil.
    """

    total: int
    dearest: int

    def bound(self, way: int | None) -> int:
        """How large this level's part of a worth or of a comparison of worths is taken to be."""
        certain = 6 * self.total + 6
        return certain if way is None else min(certain, way * self.dearest)


def stage_of(spreads: Sequence[Spread], way: int | None) -> Stage:
    """The stage of these levels, whether it fits or not. ``way``: one of ``WAYS``; a number must be looked at afterwards."""
    weights = [1]
    for spread in reversed(spreads[1:]):
        weights.append(weights[-1] * (2 * spread.bound(way) + 1))
    weights.reverse()
    unreachable = 1 + sum(weight * spread.total for weight, spread in zip(weights, spreads, strict=True))
    return Stage(tuple(weights), 6 * unreachable, unreachable)


def fits(stage: Stage, *, dearest: int, nodes: int) -> bool:
    """Whether 64 bits are enough: for sums of costs, and for the solver, which multiplies costs by the number of nodes.

    ``dearest``: the largest burden of the first level.
    """
    return stage.largest < _ROOM and stage.weights[0] * (dearest + 1) * (nodes + 2) < _ROOM
