"""What a search says when the time is short, what a proposal means for people, and that it is the same every time."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from stafet.kernel.timetables.changes import (
    collisions,
    moves,
    proposed_week,
    soft_left,
    touched,
)
from stafet.kernel.timetables.check import faults
from stafet.kernel.timetables.exact import Found, Search, search
from stafet.kernel.timetables.narrowing import Contradiction, narrow
from stafet.kernel.timetables.patterns import patterns_of
from stafet.kernel.timetables.problem import Frame, Question
from stafet.kernel.timetables.program import Row, program_of
from stafet.kernel.timetables.proposal import Cost, Outcome, Proposal
from stafet.kernel.timetables.relaxation import relax
from stafet.kernel.timetables.rules import rules_of
from stafet.kernel.timetables.solve import solve
from stafet.kernel.timetables.weekdays import weekdays
from tests.kernel.timetables.weeks import lesson, question, week

SCHOOL = week(
    *(
        lesson(subject, start, of=of, by=f"{subject}-{number}")
        for number, of in enumerate(("8a", "8b", "9a"))
        for start, subject in enumerate(("maths", "danish", "english", "art", "music", "craft"))
    ),
)


def test_a_whole_search_that_runs_out_of_time_tells_the_bound_and_claims_nothing() -> None:
    asked = question(SCHOOL)
    patterns = patterns_of(asked)
    program = program_of(asked, patterns, tuple(rules_of(asked, patterns)))
    price = {column: -kept for column, kept in program.kept.items()}

    found = search(program, Search(price, seconds=0.0))

    assert found.found is not Found.NONE
    assert program.lessons + found.bound <= 4


def test_a_gap_is_only_told_where_moves_can_be_compared() -> None:
    known = Proposal(Outcome.FEASIBLE, bound=Cost(1, 15), seconds=10, cost=Cost(1, 17))

    assert known.gap == 2
    assert replace(known, cost=Cost(2, 3)).gap is None
    assert replace(known, cost=None).gap is None


def test_the_relaxation_never_says_more_than_the_best_answer() -> None:
    asked = question(SCHOOL, hard=["maths", "danish"])
    patterns = patterns_of(asked)
    program = program_of(asked, patterns, tuple(rules_of(asked, patterns)))

    relaxed = relax(program, {column: -kept for column, kept in program.kept.items()}, seconds=5)
    found = solve(asked)

    assert relaxed is not None
    assert found.cost is not None
    assert program.lessons + relaxed.least <= found.cost.moved
    assert relaxed.unused(relaxed.least)


def test_the_same_question_has_the_same_answer_every_time() -> None:
    asked = question(SCHOOL, hard=["maths", "danish"], frame=Frame.GAP)

    assert replace(solve(asked), seconds=0.0) == replace(solve(asked), seconds=0.0)


def test_interchangeable_lessons_are_one_pattern() -> None:
    base = week(lesson("maths", 0), lesson("maths", 1), lesson("maths", 3, is_fixed=True), lesson("art", 4))

    assert [len(each.blocks) for each in patterns_of(question(base))] == [2, 1, 1]


def test_what_follows_from_settled_columns() -> None:
    one_of_two = Row({0: 1, 1: 1}, 1, 1)
    both_or_none = Row({1: 1, 2: -1}, 0, 0)

    assert narrow([one_of_two, both_or_none], used=[0], unused=[]).settled == {0: True, 1: False, 2: False}
    assert narrow([one_of_two], used=[], unused=[]).rows == [one_of_two]
    for used, unused in product(([0, 1], [0]), ([2],)):
        try:
            settled = narrow([one_of_two, both_or_none], used=used, unused=unused).settled
        except Contradiction:
            assert used == [0, 1]
        else:
            assert settled[1] is False


def test_a_proposal_says_what_moves_and_whom_it_touches() -> None:
    asked = question(SCHOOL, soft=[])
    found = solve(asked)

    told = moves(SCHOOL, found)
    assert found.cost is not None
    assert len(told) == found.cost.moved == 2
    assert all(move.is_in_time for move in told)
    parties = touched(SCHOOL, found)
    assert {each.party.id.key for each in parties} == {
        "8a",
        *(key for move in told for key in move.before.teachers),
    }
    eighth = next(each for each in parties if each.party.id.key == "8a")
    assert eighth.moves == 2
    assert sorted(eighth.before) == sorted(eighth.after) == [0, 1, 2, 3, 4, 5]


def test_a_proposed_week_can_be_asked_again_and_needs_nothing_more() -> None:
    asked = question(SCHOOL, hard=["maths"], soft=["english"])
    after = replace(asked, week=proposed_week(SCHOOL, solve(asked)))

    assert solve(after).cost == Cost(0, 0)
    assert collisions(after).hard == ()


def test_english_that_stays_is_told() -> None:
    base = week(lesson("maths", 0), lesson("english", 1), lesson("art", 3, by="Bo"))
    asked = question(base)

    assert [each.key for each in soft_left(asked, solve(asked))] == ["8a-english-1"]
    assert [each.key for each in collisions(asked).soft] == ["8a-english-1"]


def test_every_weekday_is_looked_at_as_a_company_day() -> None:
    asked = Question(SCHOOL, (), frozenset({"maths", "danish"}), frozenset({"english"}))

    looks = {look.day: look for look in weekdays(asked, "8a")}

    assert [(len(look.collisions.hard), len(look.collisions.soft)) for look in looks.values()] == [
        (2, 1),
        (0, 0),
    ]
    assert looks["mon"].proposal.cost == Cost(0, 6)
    assert looks["tue"].proposal.cost == Cost(0, 0)
    for look in looks.values():
        assert look.proposal.outcome is Outcome.PROVEN
        assert (
            faults(question(SCHOOL, day=look.day, hard=["maths", "danish"]), look.proposal.starts, {}) == []
        )
