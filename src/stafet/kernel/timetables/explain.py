"""Why nothing works: the smallest set of rules that can't hold together, by names a school leader understands.

The same rules, each with a switch. The solver says which switches clash; then every one is turned off in turn, and left off where
the rest clash without it. What remains is minimal: drop any one of its rules, and there is a week that keeps the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from stafet.kernel.timetables.exact import add_row, solver_within
from stafet.kernel.timetables.patterns import patterns_of
from stafet.kernel.timetables.problem import Question
from stafet.kernel.timetables.program import Program, program_of
from stafet.kernel.timetables.rules import Rule, rules_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """The ``rules`` that can't hold together. ``is_minimal``: none of them can be left out; else the time was too short."""

    rules: tuple[Rule, ...]
    is_minimal: bool


def explain(question: Question, *, seconds: float = 10.0) -> Explanation | None:
    """The rules that clash; ``None`` when they do not, or when it was not found out in the time."""
    patterns = patterns_of(question)
    said = tuple(rules_of(question, patterns))
    switched = _Switched(program_of(question, patterns, said, closes=False), seconds)
    clashing = switched.clash(switched.rules)
    if clashing is None:
        return None
    is_minimal = True
    for rule in _least_telling_first(clashing):
        others = [each for each in clashing if each != rule]
        if rule not in clashing:
            continue
        smaller = switched.clash(others)
        if smaller is not None:
            clashing = smaller
        is_minimal = is_minimal and switched.was_decided
    return Explanation(tuple(sorted(clashing)), is_minimal)


_TELLING = ("one_place", "frame", "rooms", "preferred", "spread", "available", "fixed", "protected")
"""What is tried first to be left out: a leader can do more about a teacher's hours than about being in two places."""


def _least_telling_first(rules: Iterable[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: (_TELLING.index(rule.kind), rule))


class _Switched:
    """The program with a switch for each rule. ``was_decided``: the last question was answered in the time."""

    def __init__(self, program: Program, seconds: float) -> None:
        self.seconds, self.was_decided = seconds, True
        self.model = cp_model.CpModel()
        columns = {column: self.model.new_bool_var("") for column in range(program.columns)}
        self.switches: dict[Rule, cp_model.IntVar] = {}
        for row in program.rows:
            constraint = add_row(self.model, columns, row)
            if row.rule is not None:
                if row.rule not in self.switches:
                    self.switches[row.rule] = self.model.new_bool_var("")
                constraint.only_enforce_if(self.switches[row.rule])
        self._by_index = {switch.index: rule for rule, switch in self.switches.items()}

    @property
    def rules(self) -> Sequence[Rule]:
        """Every rule there is a switch for."""
        return tuple(self.switches)

    def clash(self, rules: Iterable[Rule]) -> list[Rule] | None:
        """Some of these rules that can't hold together; ``None`` where there is a week that keeps them all, or no time."""
        self.model.clear_assumptions()
        self.model.add_assumptions([self.switches[rule] for rule in rules])
        solver = solver_within(self.seconds, 1)
        status = solver.solve(self.model)
        self.seconds -= solver.wall_time
        self.was_decided = status != cp_model.UNKNOWN
        if status != cp_model.INFEASIBLE:
            return None
        return [self._by_index[index] for index in solver.sufficient_assumptions_for_infeasibility()]
