"""What is left when an aim, a relaxation or an explanation does not come to its end: the same answer by another way, or less said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings

from stafet.kernel.timetables import explain as explaining
from stafet.kernel.timetables import solve as solving
from stafet.kernel.timetables.check import faults
from stafet.kernel.timetables.clock import Clock
from stafet.kernel.timetables.exact import Found, How, Search, Searched, search
from stafet.kernel.timetables.patterns import patterns_of
from stafet.kernel.timetables.problem import Frame, Question
from stafet.kernel.timetables.program import Program, program_of
from stafet.kernel.timetables.proposal import Cost, Outcome
from stafet.kernel.timetables.relaxation import relax
from stafet.kernel.timetables.rules import Rule, rules_of
from stafet.kernel.timetables.solve import solve
from tests.kernel.timetables.test_best import tiny_questions
from tests.kernel.timetables.weeks import lesson, question, week

SCHOOL = week(
    *(
        lesson(subject, start, of=of, by=f"{subject}-{number}")
        for number, of in enumerate(("8a", "8b"))
        for start, subject in enumerate(("maths", "danish", "english", "art", "music", "craft"))
    ),
)


def no_aim(program: Program, asked: Search) -> Searched:
    """A machine so slow that no aim is ever decided."""
    if asked.how is How.DECIDE:
        return Searched(Found.TIME_UP, frozenset(), -program.lessons, 0.0)
    return search(program, asked)


def bent(asked: Question) -> Program:
    patterns = patterns_of(asked)
    return program_of(asked, patterns, tuple(rules_of(asked, patterns)), bends=True)


@given(asked=tiny_questions())
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_no_aim_decides_is_closed_in_to_the_same_answer(
    asked: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_aims = solve(asked)
    with monkeypatch.context() as slow:
        slow.setattr(solving, "search", no_aim)
        closed_in = solve(asked)

    assert closed_in.cost == by_aims.cost
    assert closed_in.bound <= by_aims.bound
    if by_aims.cost is not None:
        assert closed_in.outcome is Outcome.PROVEN
        assert faults(asked, closed_in.starts, closed_in.rooms) == []


@pytest.mark.parametrize("frame", Frame)
def test_without_a_relaxation_there_is_a_week_all_the_same(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = question(SCHOOL, frame=frame)
    monkeypatch.setattr(solving, "relax", lambda *_, **__: None)

    found = solve(asked)

    assert found.cost is not None
    assert found.bound <= found.cost == Cost(0, 4)
    assert faults(asked, found.starts, found.rooms) == []


def test_the_time_counts_the_relaxation_and_keeps_some_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    monkeypatch.setattr(solving, "relax", lambda *_, seconds: told.append(seconds))

    solve(question(SCHOOL), seconds=3.0)

    assert told
    assert all(0 <= seconds <= 1.5 for seconds in told)


def test_no_time_is_no_time_for_the_relaxation_either() -> None:
    program = bent(question(SCHOOL))

    assert relax(program, {}, seconds=0.0) is None


def test_a_week_in_which_a_protected_lesson_stays_is_never_shown() -> None:
    program = bent(question(SCHOOL))
    known = solving._Solving(program, Clock(1.0))

    known.note(Searched(Found.SOME, frozenset(program.now), 0.0, 0.0))

    assert program.hard
    assert known.best is None


@pytest.mark.parametrize("frame", Frame)
def test_the_schools_own_week_is_where_improving_begins(frame: Frame) -> None:
    program = bent(question(SCHOOL, frame=frame))

    for row in program.rows:
        taken = sum(count for column, count in row.terms.items() if column in program.now)
        assert row.least <= taken <= row.most


def test_a_dearer_week_never_takes_the_place_of_the_best_known() -> None:
    asked = question(SCHOOL)
    program = bent(asked)
    price = {column: -kept for column, kept in program.kept.items()}
    known = solving._Solving(program, Clock(5.0))
    rows = known.nothing_protected_stays
    best = search(program, Search(price, more=rows))
    worst = search(program, Search({column: -cost for column, cost in price.items()}, more=rows))

    known.note(best)
    known.note(worst)

    assert known.best == best.taken != worst.taken


def test_a_clash_that_is_not_shrunk_to_its_end_is_not_called_the_smallest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = question(week(lesson("maths", 0), lesson("maths", 1), lesson("art", 3, by="Bo")))
    whole = explaining._Switched.clash
    calls: list[int] = []

    def slow(self: explaining._Switched, rules: Sequence[Rule], *, seconds: float) -> Sequence[Rule] | None:
        calls.append(1)
        if len(calls) == 1:
            return whole(self, rules, seconds=seconds)
        self.was_decided = False
        return None

    smallest = explaining.explain(asked)
    monkeypatch.setattr(explaining._Switched, "clash", slow)
    told = explaining.explain(asked)

    assert smallest is not None
    assert told is not None
    assert smallest.is_minimal
    assert not told.is_minimal
    assert set(smallest.rules) <= set(told.rules)
