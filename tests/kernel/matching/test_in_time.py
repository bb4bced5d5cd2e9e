"""When the time is up there is an answer, with how much better it might be; where limits cross, it is searched for."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from stafet.kernel.matching.check import check
from stafet.kernel.matching.priorities import Policy, Priority
from stafet.kernel.matching.problem import Problem
from stafet.kernel.matching.result import Proof
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

CROSSING = problem(
    [pupil("anna", "metal", "wood"), pupil("bo", "wood"), pupil("carl", "wood", municipality="greve")],
    [course("metal", 1), course("wood", 2)],
    quota("ishoj's", 2, "metal", "wood", of="ishoj"),
    load("mrs h", 2, "wood"),
)


def test_without_any_time_everybody_takes_the_best_that_is_free_and_the_gap_is_told() -> None:
    pupils = [pupil("anna", "a", "b"), pupil("bo", "a")]
    town = problem(pupils, [company("a"), company("b")], locked={"anna": "a"})
    result = match(town, POLICY, seconds=0)

    assert result.placed == {"anna": "a"}
    assert result.proof is Proof.NONE
    assert not result.is_proven
    assert (result.values[0].value, result.values[0].at_least, result.values[0].gap) == (1, 0, 1)
    assert result.values[1].gap is None
    assert check(town, POLICY, result).is_sound


@given(problems(), policies())
@FEWER
def test_without_any_time_the_answer_keeps_every_rule_and_its_bound_holds(
    town: Problem, policy: Policy
) -> None:
    result = match(town, policy, seconds=0)

    assert check(town, policy, result).is_sound
    assert (result.values[0].at_least or 0) <= best_by_trying_everything(town, policy)[0]


def test_a_share_over_two_courses_crosses_their_seats_and_is_kept() -> None:
    result = match(CROSSING, POLICY)

    assert result.placed == {"anna": "metal", "bo": "wood", "carl": "wood"}
    assert result.proof is Proof.SEARCH
    assert result.is_proven
    assert check(CROSSING, POLICY, result).is_sound


@given(problems(crossing=True))
@settings(max_examples=max(settings().max_examples // 10, 1))
def test_what_is_searched_for_is_as_good_as_trying_everything(town: Problem) -> None:
    result = match(town, POLICY)

    assert tuple(value.value for value in result.values) == best_by_trying_everything(town, POLICY)
    assert check(town, POLICY, result).is_sound


def test_a_search_without_time_tells_its_gap() -> None:
    result = match(replace(CROSSING, locked={"anna": "wood"}), POLICY, seconds=0)

    assert result.values[0].level.priority is Priority.PLACED
    assert result.proof in {Proof.NONE, Proof.SEARCH}
    assert check(replace(CROSSING, locked={"anna": "wood"}), POLICY, result).is_sound
    assert any(value.at_least is None or value.gap for value in result.values)


def test_that_more_come_than_there_are_seats_is_counted_and_not_tried_out() -> None:
    pupils = [pupil(f"{n:02}", "saw", "oven", "metal", "wood") for n in range(16)]
    places = [company("saw", 3), company("oven", 3), course("metal", 5), course("wood", 5)]
    town = problem(pupils, places, quota("ishoj's", 9, "metal", "wood", of="ishoj"))
    result = match(town, POLICY, seconds=20)

    assert result.is_proven
    assert [value.value for value in result.values[:2]] == [1, 9]


def test_towns_that_share_nothing_are_matched_each_as_if_it_were_alone() -> None:
    apart = problem(
        [pupil("dora", "joiner", "baker"), pupil("egon", "joiner", municipality="greve")],
        [company("joiner"), company("baker")],
        load("mr p", 2, "joiner", "baker"),
    )
    together = problem(
        [*CROSSING.pupils, *apart.pupils],
        [*CROSSING.places, *apart.places],
        *CROSSING.limits,
        *apart.limits,
    )
    result = match(together, POLICY)

    assert result.placed == {**match(CROSSING, POLICY).placed, **match(apart, POLICY).placed}
    assert result.is_proven
    assert check(together, POLICY, result).is_sound
