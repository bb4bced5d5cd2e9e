"""What the seats are worth at an optimal flow: the dual side, worked out afterwards from the flow alone.

``worth[node]`` is the length of the shortest way from a node to the sink through the residual network: what it costs
everybody together to take in one more there. The price of a limit is its worth less that of the next wider one.
Bellman and Ford's algorithm, which looks again only at pupils whose possibilities have become cheaper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from stafet.kernel.matching.network import Flags, Whole


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow of one part in one stage, optimal for ``cost``.

    Pupils' arcs lie pupil after pupil from ``first``; ``node`` is the limit an arc enters (the number of limits = sink),
    ``chosen`` the arc each pupil has. ``load`` counts pupils per limit, those without a choice too. ``fixed``: limits
    that earlier stages have decided to be full.
    """

    first: Whole
    node: Whole
    cost: Whole
    chosen: Whole
    wider: Whole
    load: Whole
    at_most: Whole
    fixed: Flags


class NotOptimal(RuntimeError):
    """The solver returned a flow that can be improved; no price belongs to it."""


def worth_of(flow: Flow, unreachable: int) -> Whole:
    """The worth of each limit, and of the sink, which is 0; ``unreachable`` where nothing leads to the sink.

    Raises
    ------
    NotOptimal
        When the flow is not optimal, so that shortest ways do not exist.
    """
    sink = len(flow.wider)
    worth = np.full(sink + 1, unreachable, np.int64)
    worth[sink] = 0
    by_node = np.argsort(flow.node, kind="stable")
    begin = np.searchsorted(flow.node[by_node], np.arange(sink + 2))
    owner = np.repeat(np.arange(len(flow.chosen)), np.diff(flow.first))
    stays_at = flow.node[flow.chosen]
    look_at = np.flatnonzero(stays_at < sink)
    for _ in range(2 * sink + 2):
        before = worth.copy()
        _let_pupils_move(flow, worth, look_at, stays_at)
        _let_limits_move(flow, worth)
        cheaper = np.flatnonzero(worth < before)
        if not len(cheaper):
            return worth
        arcs = by_node[_ranges(begin[cheaper], begin[cheaper + 1])]
        look_at = np.unique(owner[arcs])
        look_at = look_at[stays_at[look_at] < sink]
    raise NotOptimal("The flow can be improved, so there are no prices.")


def order(levels: Iterable[Whole]) -> Whole:
    """Rows of numbers compared with zero, the first level first: −1, 0 or 1 for each place of the arrays."""
    found: Whole | None = None
    for level in levels:
        sign = np.sign(level)
        found = sign if found is None else np.where(found == 0, sign, found)
    return np.zeros(0, np.int64) if found is None else found


def _let_pupils_move(flow: Flow, worth: Whole, pupils: Whole, stays_at: Whole) -> None:
    """Taking one more in where a pupil is costs at most what moving that pupil elsewhere costs."""
    if not len(pupils):
        return
    begin, end = flow.first[pupils], flow.first[pupils + 1]
    arcs = _ranges(begin, end)
    offsets = np.concatenate([[0], np.cumsum(end - begin)[:-1]])
    best = np.minimum.reduceat(flow.cost[arcs] + worth[flow.node[arcs]], offsets)
    np.minimum.at(worth, stays_at[pupils], best - flow.cost[flow.chosen[pupils]])


def _let_limits_move(flow: Flow, worth: Whole) -> None:
    """Where there is room, one more costs what it costs in the wider limit; what is used may be given back."""
    up = np.flatnonzero((flow.load < flow.at_most) & ~flow.fixed)
    worth[up] = np.minimum(worth[up], worth[flow.wider[up]])
    down = np.flatnonzero((flow.load > 0) & ~flow.fixed)
    np.minimum.at(worth, flow.wider[down], worth[down])


def _ranges(begin: Whole, end: Whole) -> Whole:
    """The numbers from each beginning up to its end, one after the other."""
    lengths = end - begin
    shift = np.repeat(begin - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
    return shift + np.arange(int(lengths.sum()))
