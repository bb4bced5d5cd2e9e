"""The program solved exactly by CP-SAT, as a whole or with some columns left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum, auto
from math import inf

from ortools.sat.python import cp_model

from stafet.kernel.timetables.narrowing import Contradiction, narrow
from stafet.kernel.timetables.program import Program, Row

_FULL_LINEARISATION = 2
"""Every clash in the solver's own relaxation: that is what makes its bounds as tight as they are here (measured)."""


class Found(Enum):
    """What a search came to."""

    BEST = auto()
    SOME = auto()
    NONE = auto()
    TIME_UP = auto()


@dataclass(frozen=True, slots=True)
class Searched:
    """``taken`` are the columns of the answer; ``bound``: no answer of this search costs less."""

    found: Found
    taken: frozenset[int]
    bound: float
    seconds: float


class How(Enum):
    """What a search is good at.

    ``DECIDE``: whether there is an answer, where little is left open. ``IMPROVE``: better answers than a known one, by searching
    anew around it; it raises no bound. ``RISE``: the bound from below, by a tree of relaxations.
    """

    DECIDE = auto()
    IMPROVE = auto()
    RISE = auto()


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for: the cheapest answer, in what time, without ``unused`` columns and with all ``used`` ones.

    ``least``: it is known that nothing costs less. ``begin``: all columns of a week to begin from; else what stays is a hint.
    """

    price: Mapping[int, int]
    seconds: float = 10.0
    more: Sequence[Row] = ()
    unused: Iterable[int] = ()
    used: Iterable[int] = ()
    least: int | None = None
    begin: Set[int] | None = None
    how: How = How.DECIDE


_FOUND = {
    cp_model.OPTIMAL: Found.BEST,
    cp_model.FEASIBLE: Found.SOME,
    cp_model.INFEASIBLE: Found.NONE,
    cp_model.UNKNOWN: Found.TIME_UP,
}


def search(program: Program, asked: Search) -> Searched:
    """The cheapest answer of a program, or as far as the time goes."""
    try:
        narrowed = narrow((*program.rows, *asked.more), used=asked.used, unused=asked.unused)
    except Contradiction:
        return Searched(Found.NONE, frozenset(), inf, 0.0)
    model = cp_model.CpModel()
    columns = {
        column: model.new_bool_var("") for column in range(program.columns) if column not in narrowed.settled
    }
    for row in narrowed.rows:
        add_row(model, columns, row)
    sure = sum(cost for column, cost in asked.price.items() if column in narrowed.taken)
    shift = _minimise(model, columns, asked, sure)
    _hint(model, columns, program, asked.begin)
    solver = solver_within(asked.seconds)
    if asked.how is How.RISE:
        solver.parameters.optimize_with_lb_tree_search = True
    elif asked.how is How.IMPROVE:
        solver.parameters.interleave_search = True
        solver.parameters.subsolvers.extend(["lb_tree_search"])
        solver.parameters.ignore_subsolvers.extend(["fj", "ls"])
    found = _FOUND[solver.solve(model)]
    taken = narrowed.taken
    if found in {Found.BEST, Found.SOME}:
        taken |= {column for column, each in columns.items() if solver.boolean_value(each)}
    return Searched(found, taken, sure - shift + solver.best_objective_bound, solver.wall_time)


def _hint(
    model: cp_model.CpModel, columns: Mapping[int, cp_model.IntVar], program: Program, begin: Set[int] | None
) -> None:
    """Where to begin: at a whole week, or with nothing moved."""
    for column, each in columns.items():
        if begin is not None:
            model.add_hint(each, column in begin)
        elif column in program.kept:
            model.add_hint(each, 1)


def _minimise(
    model: cp_model.CpModel, columns: Mapping[int, cp_model.IntVar], asked: Search, sure: int
) -> int:
    """Tell the price. Returns by how much it is shifted: the solver's bound is 0 until it knows better, so nothing may cost less."""
    price = {column: cost for column, cost in asked.price.items() if column in columns}
    shift = -sum(cost for cost in price.values() if cost < 0)
    if price:
        model.minimize(sum(cost * columns[column] for column, cost in price.items()) + shift)
        if asked.least is not None:
            most = sum(cost for cost in price.values() if cost > 0)
            model.proto.objective.domain.extend([min(asked.least - sure, most), most])
    return shift


def add_row(model: cp_model.CpModel, columns: Mapping[int, cp_model.IntVar], row: Row) -> cp_model.Constraint:
    """A row as the constraint that says it most plainly."""
    counts = set(row.terms.values())
    among = [columns[column] for column in row.terms]
    if counts == {1} and row.most == 1 and row.least in {0, 1} and row.rule is None:
        return model.add_exactly_one(among) if row.least else model.add_at_most_one(among)
    total = sum(count * columns[column] for column, count in row.terms.items())
    return model.add_linear_constraint(total, row.least, row.most)


def solver_within(seconds: float, *, linearisation: int = _FULL_LINEARISATION) -> cp_model.CpSolver:
    """A solver that gives the same answer every time it is given the same time."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = linearisation
    solver.parameters.symmetry_level = 0
    solver.parameters.random_seed = 1
    return solver
