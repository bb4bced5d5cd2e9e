"""The program with halves allowed: a bound nobody can beat, and what each column would cost beside it.

Lessons that swap places fit together so tightly that the bound is nearly the answer; and where a column costs more than what is
left between the bound and an aim, no answer within the aim uses it (reduced-cost fixing: Dantzig, Fulkerson and Johnson 1954).
Solved by OR-tools' GLOP with the dual simplex: moving nothing is where it starts, and it takes one step per clash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, inf

from ortools.linear_solver import pywraplp

from stafet.kernel.timetables.program import Program

_SLACK = 1e-4
"""What a bound in floating point may be wrong by."""
_SHORTEST = 0.01
"""The solver takes less for no limit at all."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """``bound``: no answer costs less. ``extra``: what using a column costs beside it (negative: what not using it costs)."""

    bound: float
    extra: tuple[float, ...]

    @property
    def least(self) -> int:
        """The smallest whole number that is not below the bound."""
        return ceil(self.bound - _SLACK)

    @property
    def is_impossible(self) -> bool:
        """Whether not even halves help."""
        return self.bound == inf

    def unused(self, aim: int) -> list[int]:
        """Columns that no answer uses which costs at most ``aim``."""
        return [column for column, extra in enumerate(self.extra) if self.bound + extra > aim + _SLACK]

    def used(self, aim: int) -> list[int]:
        """Columns that every answer uses which costs at most ``aim``."""
        return [column for column, extra in enumerate(self.extra) if self.bound - extra > aim + _SLACK]


def relax(program: Program, price: Mapping[int, int], *, seconds: float) -> Relaxed | None:
    """The cheapest answer with halves allowed; ``None`` when the time was too short. Where there is none, it costs infinity."""
    if seconds < _SHORTEST:
        return None
    solver = pywraplp.Solver.CreateSolver("GLOP")
    solver.SetSolverSpecificParametersAsString("use_dual_simplex: true")
    solver.SetTimeLimit(int(1000 * seconds))
    columns = [solver.NumVar(0, 1, "") for _ in range(program.columns)]
    for row in program.rows:
        bounds = solver.Constraint(
            row.least if row.least > row.lowest else -inf, row.most if row.most < row.highest else inf
        )
        for column, count in row.terms.items():
            bounds.SetCoefficient(columns[column], count)
    objective = solver.Objective()
    for column, cost in price.items():
        objective.SetCoefficient(columns[column], cost)
    objective.SetMinimization()
    status = solver.Solve()
    if status == pywraplp.Solver.INFEASIBLE:
        return Relaxed(inf, ())
    if status != pywraplp.Solver.OPTIMAL:
        return None
    extra = tuple(column.reduced_cost() for column in columns)
    return Relaxed(objective.Value(), extra)
