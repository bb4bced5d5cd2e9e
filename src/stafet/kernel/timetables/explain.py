"""Why nothing works: the smallest set of rules that can't hold together, by names a school leader understands.

The same rules, each with a switch. The solver says which switches clash, first of those near: the rules that say something of a
lesson of the class itself. Then every one is turned off in turn, and left off where the rest clash without it; each such question
has its share of the time that is left. What remains is minimal: drop any one of its rules, and there is a week that keeps the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from stafet.kernel.timetables.clock import Clock
from stafet.kernel.timetables.exact import add_row, solver_within
from stafet.kernel.timetables.patterns import Pattern, patterns_of
from stafet.kernel.timetables.problem import Question
from stafet.kernel.timetables.program import Program, program_of
from stafet.kernel.timetables.rules import Rule, RuleKind, rules_of

_SHARE_OF_NEAR = 0.5
_LIGHT = 1
"""Switched rows say little to a relaxation; with all of them in it the search takes twice as long (measured)."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The ``rules`` that can't hold together. ``is_minimal``: none of them can be left out; else the time was too short."""

    rules: tuple[Rule, ...]
    is_minimal: bool


def explain(question: Question, *, seconds: float = 20.0) -> Explanation | None:
    """The rules that clash; ``None`` when they do not, or when it was not found out in the time."""
    clock = Clock(seconds)
    patterns = patterns_of(question)
    program = program_of(question, patterns, tuple(rules_of(question, patterns)), closes=False)
    rules = frozenset(row.rule for row in program.rows if row.rule is not None)
    for some, share in ((_near(question, patterns, program), _SHARE_OF_NEAR), (rules, 1.0)):
        asked = _Switched(program, some)
        clashing = asked.clash(some, seconds=clock.left(share))
        if clashing is not None:
            return _shrunk(_Switched(program, frozenset(clashing)), clashing, clock)
    return None


def _near(question: Question, patterns: Sequence[Pattern], program: Program) -> frozenset[Rule]:
    """The rules that say something of a lesson of a class that has a company day."""
    classes = {each.class_key for each in question.company_days}
    concerned = {
        program.places[place]
        for pattern in patterns
        if any(not classes.isdisjoint(lesson.classes) for lesson in pattern.example)
        for place in pattern.places
    }
    return frozenset(
        row.rule for row in program.rows if row.rule is not None and not concerned.isdisjoint(row.terms)
    )


def _shrunk(few: _Switched, clashing: Sequence[Rule], clock: Clock) -> Explanation:
    """Turn every rule off in turn, the least telling first, and leave off what is not needed for the clash."""
    is_minimal = True
    in_turn = sorted(clashing, key=lambda each: (_TELLING.index(each.kind), each))
    for turn, rule in enumerate(in_turn):
        if rule in clashing:
            rest = [each for each in clashing if each != rule]
            smaller = few.clash(rest, seconds=clock.left(1.0) / (len(in_turn) - turn))
            clashing = clashing if smaller is None else smaller
            is_minimal = is_minimal and few.was_decided
    return Explanation(tuple(sorted(clashing)), is_minimal)


_TELLING = (
    RuleKind.ONE_PLACE,
    RuleKind.FRAME,
    RuleKind.ROOMS,
    RuleKind.PREFERRED,
    RuleKind.SPREAD,
    RuleKind.AVAILABLE,
    RuleKind.FIXED,
    RuleKind.PROTECTED,
)
"""What is tried first to be left out: a leader can do more about a teacher's hours than about being in two places."""


class _Switched:
    """The program with a switch for each of some rules and without the others."""

    def __init__(self, program: Program, rules: frozenset[Rule]) -> None:
        self.was_decided = True
        self.model = cp_model.CpModel()
        self.switches = {rule: self.model.new_bool_var("") for rule in sorted(rules)}
        columns = {column: self.model.new_bool_var("") for column in range(program.columns)}
        for row in program.rows:
            if row.rule is None:
                add_row(self.model, columns, row)
            elif row.rule in self.switches:
                add_row(self.model, columns, row).only_enforce_if(self.switches[row.rule])
        self._rule_of = {switch.index: rule for rule, switch in self.switches.items()}

    def clash(self, rules: Iterable[Rule], *, seconds: float) -> Sequence[Rule] | None:
        """Some of these rules that can't hold together; ``None`` where there is a week that keeps them all, or no time."""
        self.model.clear_assumptions()
        self.model.add_assumptions([self.switches[rule] for rule in rules])
        solver = solver_within(seconds, linearisation=_LIGHT)
        status = solver.solve(self.model)
        self.was_decided = status != cp_model.UNKNOWN
        if status != cp_model.INFEASIBLE:
            return None
        return [self._rule_of[index] for index in solver.sufficient_assumptions_for_infeasibility()]
