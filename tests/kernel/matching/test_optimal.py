"""The matching is the best there is, priority by priority, and can prove it."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stafet.kernel.matching.check import check
from stafet.kernel.matching.priorities import AFTER_A_CHANGE, Level, Policy, Priority
from stafet.kernel.matching.problem import Problem
from stafet.kernel.matching.result import Proof, Result
from stafet.kernel.matching.solve import match
from tests.kernel.matching.cases import (
    FEWER,
    POLICY,
    best_by_trying_everything,
    company,
    course,
    load,
    policies,
    problem,
    problems,
    pupil,
    quota,
)


def value(result: Result, priority: Priority, rank: int = 0) -> int:
    return next(each.value for each in result.values if each.level == Level(priority, rank))


@given(problems(), policies())
@FEWER
def test_nothing_is_better_in_any_priority_than_what_trying_everything_finds(
    town: Problem, policy: Policy
) -> None:
    result = match(town, policy)
    verdict = check(town, policy, result)

    assert tuple(each.value for each in result.values) == best_by_trying_everything(town, policy)
    assert verdict.faults == ()
    assert result.proof is Proof.PRICES
    assert verdict.proven == len(result.values)


@given(problems(), st.randoms(use_true_random=False))
@FEWER
def test_the_order_of_the_lists_changes_nothing(town: Problem, shuffler: random.Random) -> None:
    pupils, places = list(town.pupils), list(town.places)
    shuffler.shuffle(pupils)
    shuffler.shuffle(places)
    shuffled = replace(town, pupils=tuple(pupils), places=tuple(places), limits=town.limits[::-1])

    assert match(shuffled, POLICY) == match(town, POLICY)


def test_somebody_takes_a_lower_wish_so_that_nobody_is_left_without() -> None:
    town = problem(
        [pupil("anna", "joiner", "baker"), pupil("bo", "joiner")], [company("joiner"), company("baker")]
    )

    assert match(town, POLICY).placed == {"anna": "baker", "bo": "joiner"}


def test_a_company_comes_before_a_course_even_when_the_course_is_wished_for() -> None:
    town = problem([pupil("anna", "workshop", "joiner")], [course("workshop"), company("joiner")])

    assert match(town, POLICY).placed == {"anna": "joiner"}
    course_first = Policy("seed", (Priority.PLACED, Priority.WORST_OFF, Priority.COMPANY))
    assert match(town, course_first).placed == {"anna": "workshop"}


def test_nobody_far_down_outweighs_a_better_sum_and_a_policy_may_say_otherwise() -> None:
    pupils = [pupil("anna", "a", "b"), pupil("bo", "b", "c"), pupil("carl", "x", "y", "a", "d")]
    town = problem(pupils, [company(key) for key in "abcd"] + [company("x", 0), company("y", 0)])

    assert match(town, POLICY).placed == {"anna": "b", "bo": "c", "carl": "a"}
    sum_first = replace(POLICY, order=(Priority.PLACED, Priority.TOTAL_RANK, Priority.WORST_OFF))
    assert match(town, sum_first).placed == {"anna": "a", "bo": "b", "carl": "d"}
    down_to_four_is_good = replace(POLICY, good_ranks=4)
    assert match(town, down_to_four_is_good).placed == {"anna": "a", "bo": "b", "carl": "d"}


def test_the_shorter_way_decides_between_equal_wishes() -> None:
    far = pupil("anna", "joiner", travel={"joiner": 31})
    near = pupil("bo", "joiner", travel={"joiner": 30})

    assert match(problem([far, near], [company("joiner")]), POLICY).placed == {"bo": "joiner"}


def test_an_unknown_way_counts_as_the_policy_says() -> None:
    unknown, known = pupil("anna", "joiner"), pupil("bo", "joiner", travel={"joiner": 45})
    town = problem([unknown, known], [company("joiner")])

    assert match(town, replace(POLICY, unknown_minutes=46)).placed == {"bo": "joiner"}
    assert match(town, replace(POLICY, unknown_minutes=44)).placed == {"anna": "joiner"}


def test_a_contact_person_looks_after_no_more_than_they_can_over_all_their_places() -> None:
    town = problem(
        [pupil("anna", "saw"), pupil("bo", "paint"), pupil("carl", "saw", "oven")],
        [company("saw", 2), company("paint", 2), company("oven", 2)],
        load("mrs h", 2, "saw", "paint"),
    )
    result = match(town, POLICY)

    assert result.placed == {"anna": "saw", "bo": "paint", "carl": "oven"}
    assert result.proof is Proof.PRICES


def test_a_course_gives_each_municipality_its_share() -> None:
    pupils = [pupil(f"ishoj {n}", "metal") for n in range(3)] + [
        pupil(f"greve {n}", "metal", municipality="greve") for n in range(3)
    ]
    town = problem(
        pupils,
        [course("metal", 4)],
        quota("ishoj's", 3, "metal", of="ishoj"),
        quota("greve's", 1, "metal", of="greve"),
    )
    placed = match(town, POLICY).placed

    assert len(placed) == 4
    assert sum(key.startswith("greve") for key in placed) == 1


def test_whoever_is_locked_stays_and_the_others_arrange_themselves() -> None:
    town = problem(
        [pupil("anna", "joiner"), pupil("bo", "joiner", "baker")],
        [company("joiner"), company("baker")],
        locked={"bo": "joiner"},
    )
    assert match(town, POLICY).placed == {"bo": "joiner"}


def test_after_a_change_as_few_as_possible_are_moved() -> None:
    pupils = [pupil("anna", "a", "b"), pupil("bo", "b", "a"), pupil("carl", "c", "a")]
    before = {"anna": "b", "bo": "a", "carl": "c"}
    town = problem(pupils, [company("a", 1), company("b", 1), company("d", 1)], earlier=before)
    town = replace(town, pupils=(pupils[0], pupils[1], pupil("carl", "d")))
    rerun = match(town, replace(POLICY, order=AFTER_A_CHANGE))

    assert rerun.placed == {"anna": "b", "bo": "a", "carl": "d"}
    assert value(rerun, Priority.CHANGES) == 1
    assert match(town, POLICY).placed == {"anna": "a", "bo": "b", "carl": "d"}


def test_many_separate_towns_are_matched_part_by_part() -> None:
    towns = 300
    pupils = [
        pupil(f"{who} {n:03}", f"a {n:03}", f"b {n:03}") for n in range(towns) for who in ("anna", "bo")
    ]
    places = [company(f"{key} {n:03}") for n in range(towns) for key in "ab"]
    result = match(problem(pupils, places), POLICY)

    assert value(result, Priority.WORST_OFF, 2) == towns
    assert value(result, Priority.PLACED) == 0
    assert check(problem(pupils, places), POLICY, result).proven == len(result.values)


def test_nobody_and_nothing_is_matched_at_once() -> None:
    result = match(problem([], [company("joiner")]), POLICY)

    assert result.placed == {}
    assert result.is_proven
    assert check(problem([], [company("joiner")]), POLICY, result).is_sound


def test_a_long_row_moves_up_by_one_so_that_nobody_is_left_without() -> None:
    """One place for one pupil costs 130 first wishes: more than the short weights that are tried first can tell apart."""
    row = 130
    pupils = [pupil(f"{n:03}", f"place {n:03}", f"place {n + 1:03}") for n in range(row)]
    town = problem([*pupils, pupil("last", "place 000")], [company(f"place {n:03}") for n in range(row + 1)])
    result = match(town, POLICY)

    assert value(result, Priority.PLACED) == 0
    assert value(result, Priority.WORST_OFF, 2) == row
    assert check(town, POLICY, result).proven == len(result.values)
