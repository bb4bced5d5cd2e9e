"""The best matching as a flow of least cost, stage by stage, each proven before the next begins.

After a stage only what costs nothing more is left open: arcs whose cost and worth together are the least for their
pupil, and limits with a price stay full (complementary slackness). Every matching that is best so far lies in what is
left, so that the next stage is a flow again, a smaller one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from stafet.kernel.matching.network import Flags, Network, Whole
from stafet.kernel.matching.prices import Flow, NotOptimal, order, worth_of
from stafet.kernel.matching.priorities import Level, Priority
from stafet.kernel.matching.stages import WAYS, Spread, Stage, fits, stage_of

Late = Callable[[], bool]
"""Whether the time is up."""


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """What became of a part. ``chosen``: an arc for each pupil. ``proven``: how many levels are, from the first.

    ``at_least``: a bound of the first level that is not proven. ``prices``: for each proven level the price of each limit,
    where prices prove it.
    """

    chosen: Whole
    proven: int
    at_least: int = 0
    prices: Sequence[Whole] = ()


@dataclass(slots=True)
class _Face:
    """What is still open: ``arcs`` of those who have a choice, pupil after pupil from ``first``.

    ``chosen``: the arc everybody has so far. ``fixed``: limits that must stay full. ``prices``: level by level.
    """

    network: Network
    arcs: Whole
    first: Whole
    chosen: Whole
    fixed: Flags
    prices: list[Whole] = field(default_factory=list)

    @property
    def choosers(self) -> Whole:
        """Who still has a choice."""
        return self.network.arcs.pupil[self.arcs[self.first[:-1]]]


@dataclass(frozen=True, slots=True)
class _Task:
    """Some levels as one cost. ``taken``: how many; ``counted``: those of them in which anything is open.

    ``burdens``: what each open arc adds to each counted level, beyond what its pupil adds anyway.
    """

    taken: int
    counted: Sequence[int]
    burdens: Sequence[Whole]
    stage: Stage


def best_flow(
    network: Network, levels: Sequence[Level], start: Callable[[], Whole], late: Late
) -> PartAnswer:
    """Match everybody of a network whose limits do not cross, each level as small as those above it allow.

    ``start``: an arc for each pupil, asked for when the time is up at once. The time is looked at between
    stages: a stage that has begun is ended.
    """
    every_arc = np.arange(len(network.arcs.node))
    chosen = network.arcs.first[:-1].copy()
    face = _Face(network, every_arc, network.arcs.first, chosen, np.zeros(network.sink, np.bool_))
    if late():
        return PartAnswer(start(), 0, _bound(face, levels[0]))
    _settle(face, every_arc)
    while len(face.prices) < len(levels):
        open_levels = levels[len(face.prices) :]
        if late():
            return PartAnswer(face.chosen, len(face.prices), _bound(face, open_levels[0]), face.prices)
        for way in WAYS:
            if _solve_stage(face, _task(face, open_levels, way)):
                break
        else:
            raise NotOptimal("Weights that can't fail have failed.")
    return PartAnswer(face.chosen, len(levels), prices=face.prices)


def _task(face: _Face, levels: Sequence[Level], way: int | None) -> _Task:
    """As many levels as fit into one cost; those in which nothing is open come along for nothing.

    The lot is drawn in a stage of its own: its numbers are wide, and few arcs are left to draw for.
    """
    nodes = len(face.first) + face.network.sink
    counted: list[int] = []
    burdens: list[Whole] = []
    spreads: list[Spread] = []
    for place, level in enumerate(levels):
        if counted and level.priority is Priority.DRAW:
            return _Task(place, counted, burdens, stage_of(spreads, way))
        burden = _beyond_the_least(face, level)
        spread = _spread(face, burden)
        if not spread.total:
            continue
        stage = stage_of([*spreads, spread], way)
        if counted and not fits(stage, dearest=spreads[0].dearest, nodes=nodes):
            return _Task(place, counted, burdens, stage_of(spreads, way))
        counted.append(place)
        burdens.append(burden)
        spreads.append(spread)
    return _Task(len(levels), counted, burdens, stage_of(spreads or [Spread(0, 0)], way))


def _beyond_the_least(face: _Face, level: Level) -> Whole:
    """What each open arc adds to a level, beyond what its pupil adds anyway."""
    burden = face.network.burden(level, face.arcs)
    if len(burden):
        least = np.minimum.reduceat(burden, face.first[:-1])
        burden -= np.repeat(least, np.diff(face.first))
    return burden


def _spread(face: _Face, burden: Whole) -> Spread:
    if not len(burden):
        return Spread(0, 0)
    most = np.maximum.reduceat(burden, face.first[:-1])
    return Spread(int(most.sum()), int(most.max()))


def _solve_stage(face: _Face, task: _Task) -> bool:
    """Make the levels of a task as small as possible and leave open only what keeps them so.

    Returns false, and changes nothing, when the weights did not keep the levels apart.
    """
    wider = face.network.wider
    prices = [np.zeros(len(wider), np.int64)] * task.taken
    open_arcs = face.arcs
    if task.counted:
        flow = _optimal(face, task.stage.together(task.burdens))
        worths = task.stage.apart(worth_of(flow, task.stage.unreachable))
        differences = [worth[:-1] - worth[wider] for worth in worths]
        of_limits = order(differences)
        of_arcs = order(map(partial(_dearer, flow), task.burdens, worths))
        if not _are_kept_apart(flow, of_limits, of_arcs):
            return False
        face.chosen[face.choosers] = face.arcs[flow.chosen]
        face.fixed |= of_limits > 0
        open_arcs = face.arcs[of_arcs == 0]
        for place, difference in zip(task.counted, differences, strict=True):
            prices[place] = difference
    _settle(face, open_arcs)
    face.prices += prices
    return True


def _dearer(flow: Flow, burden: Whole, worth: Whole) -> Whole:
    """How much more each open arc comes to in a level than the one its pupil has, worths included."""
    cost = burden + worth[flow.node]
    return cost - np.repeat(cost[flow.chosen], np.diff(flow.first))


def _are_kept_apart(flow: Flow, of_limits: Whole, of_arcs: Whole) -> bool:
    """Whether the equilibrium holds level by level, and not only for the weighted sum."""
    has_room = flow.load < flow.at_most
    free = ~flow.fixed
    return not ((of_arcs < 0).any() or (of_limits[free] < 0).any() or (of_limits[free & has_room] > 0).any())


def _settle(face: _Face, open_arcs: Whole) -> None:
    """Whoever has one open arc gets it; the others go on choosing among theirs."""
    owners = face.network.arcs.pupil[open_arcs]
    counts = np.bincount(owners, minlength=len(face.network.pupils))
    is_decided = counts[owners] == 1
    face.chosen[owners[is_decided]] = open_arcs[is_decided]
    face.arcs = open_arcs[~is_decided]
    face.first = np.concatenate([[0], np.cumsum(counts[counts > 1], dtype=np.int64)])


def _optimal(face: _Face, cost: Whole) -> Flow:
    """The solver's flow of least cost through what is open."""
    network = face.network
    node = network.arcs.node[face.arcs]
    settled = np.ones(len(network.pupils), np.bool_)
    settled[face.choosers] = False
    placed = np.bincount(network.arcs.node[face.chosen[settled]], minlength=network.sink + 1)
    chosen = _solved(face, node, cost, placed)
    placed += np.bincount(node[chosen], minlength=network.sink + 1)
    load = _loads(placed, network.wider)
    return Flow(face.first, node, cost, chosen, network.wider, load, network.at_most, face.fixed)


def _solved(face: _Face, node: Whole, cost: Whole, placed: Whole) -> Whole:
    """The open arc of each chooser. ``placed``: pupils that enter each node and have no choice."""
    network = face.network
    people, sink = len(face.first) - 1, network.sink
    owner = np.repeat(np.arange(people), np.diff(face.first))
    free = np.flatnonzero(~face.fixed)
    supply = np.concatenate([np.ones(people, np.int64), placed])
    full = np.flatnonzero(face.fixed)
    supply[people + full] -= network.at_most[full]
    np.add.at(supply, people + network.wider[full], network.at_most[full])
    supply[people + sink] -= supply.sum()
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([owner, people + free]).astype(np.int32),
        np.concatenate([people + node, people + network.wider[free]]).astype(np.int32),
        np.concatenate([np.ones(len(node), np.int64), network.at_most[free]]),
        np.concatenate([cost, np.zeros(len(free), np.int64)]),
    )
    solver.set_nodes_supplies(np.arange(people + sink + 1, dtype=np.int32), supply)
    status = solver.solve()
    if status != SimpleMinCostFlow.OPTIMAL:
        raise NotOptimal(f"The solver ended with {status.name}.")
    return np.flatnonzero(solver.flows(np.arange(len(node), dtype=np.int32)))


def _loads(placed: Whole, wider: Whole) -> Whole:
    """How many each limit counts, from those who enter it or a narrower one."""
    moving, load = placed[:-1].copy(), placed[:-1].copy()
    while moving.any():
        moving = np.bincount(wider, weights=moving, minlength=len(placed))[:-1].astype(np.int64)
        load += moving
    return load


def _bound(face: _Face, level: Level) -> int:
    """What a level comes to at least: everybody at their least among what is open."""
    network = face.network
    settled = np.ones(len(network.pupils), np.bool_)
    settled[face.choosers] = False
    bound = int(network.burden(level, face.chosen[settled]).sum())
    if len(face.arcs):
        bound += int(np.minimum.reduceat(network.burden(level, face.arcs), face.first[:-1]).sum())
    return bound
