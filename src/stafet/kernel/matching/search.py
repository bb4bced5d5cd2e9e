"""The best matching where limits cross: no flow, so a search with bounds (CP-SAT), level by level.

Loaded only when limits cross: the solver behind it is large.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from ortools.sat.python import cp_model

from stafet.kernel.matching.flows import PartAnswer
from stafet.kernel.matching.network import Network, Whole
from stafet.kernel.matching.priorities import Level

Left = Callable[[], float]
"""How many seconds are left."""

_WORKERS = 1
"""One counts with linear programs throughout; several share the work among others that do not."""

_EVERYTHING_LINEAR = 2
"""Counting pupils and seats is what linear programs are good at and clauses are not."""

_ALMOST = 1e-6
"""The solver's bounds are floating-point numbers of whole numbers."""


@dataclass(slots=True)
class _Search:
    """The model, which arcs are taken in the best answer so far, and the network it stands for."""

    network: Network
    model: cp_model.CpModel
    takes: Sequence[cp_model.IntVar]
    chosen: Whole


def best_search(network: Network, levels: Sequence[Level], start: Whole, left: Left) -> PartAnswer:
    """Match everybody of a network whose limits cross. ``start``: an arc for each pupil, to begin from."""
    search = _Search(network, *_model(network), start)
    every_arc = np.arange(len(network.arcs.node))
    for proven, level in enumerate(levels):
        burden = network.burden(level, every_arc)
        bound = _minimised(search, burden, left())
        value = int(burden[search.chosen].sum())
        if bound < value:
            return PartAnswer(search.chosen, proven, bound)
        search.model.add(cp_model.LinearExpr.weighted_sum(search.takes, burden.tolist()) <= value)
    return PartAnswer(search.chosen, len(levels))


def _model(network: Network) -> tuple[cp_model.CpModel, Sequence[cp_model.IntVar]]:
    """Everybody takes one arc, and no limit counts more than it allows."""
    model = cp_model.CpModel()
    takes = [model.new_bool_var("") for _ in network.arcs.node]
    for begin, end in zip(network.arcs.first[:-1], network.arcs.first[1:], strict=True):
        model.add_exactly_one(takes[begin:end])
    for limit, counted in _counted(network).items():
        at_most = int(network.at_most[network.limits.index(limit)])
        model.add(cp_model.LinearExpr.sum([takes[arc] for arc in counted]) <= at_most)
    return model, takes


def _counted(network: Network) -> Mapping[str, list[int]]:
    counted: dict[str, list[int]] = {}
    for arc, chain in enumerate(network.chains):
        for limit in chain:
            counted.setdefault(limit, []).append(arc)
    return counted


def _minimised(search: _Search, burden: Whole, seconds: float) -> int:
    """Make a sum as small as it gets in the time; returns what it is at least."""
    least = int(np.minimum.reduceat(burden, search.network.arcs.first[:-1]).sum())
    if least == int(burden[search.chosen].sum()):
        return least
    if seconds <= 0:
        return least
    taken = np.zeros(len(burden), np.bool_)
    taken[search.chosen] = True
    search.model.clear_hints()  # type: ignore[no-untyped-call]
    for take, is_taken in zip(search.takes, taken, strict=True):
        search.model.add_hint(take, bool(is_taken))
    search.model.minimize(cp_model.LinearExpr.weighted_sum(search.takes, burden.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = _WORKERS
    solver.parameters.linearization_level = _EVERYTHING_LINEAR
    status = solver.solve(search.model)
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        search.chosen = np.flatnonzero(np.asarray(solver.values(search.takes)))
    return max(least, ceil(solver.best_objective_bound - _ALMOST))
