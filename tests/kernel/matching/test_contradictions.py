"""A problem that contradicts itself is refused with a sentence that says how to mend it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafet.kernel.matching.priorities import Policy, Priority
from stafet.kernel.matching.problem import Problem
from stafet.kernel.matching.solve import match
from stafet.kernel.matching.validation import ContradictoryProblem, faults_of
from tests.kernel.matching.cases import POLICY, THURSDAY, company, load, problem, pupil

ANNA, JOINER = pupil("anna", "joiner"), company("joiner")


@pytest.mark.parametrize(
    ("town", "said"),
    [
        (problem([ANNA, ANNA], [JOINER]), "Pupil anna stands in the list twice"),
        (problem([ANNA], [JOINER, JOINER]), "Two places or limits are called joiner"),
        (problem([ANNA], [JOINER], load("joiner", 1, "joiner")), "Two places or limits are called joiner"),
        (problem([ANNA], [JOINER, company("")]), "A place has an empty key"),
        (problem([pupil("anna", "gone")], [JOINER]), "a wish for or a journey to gone"),
        (problem([pupil("anna", travel={"gone": 3})], [JOINER]), "a wish for or a journey to gone"),
        (problem([ANNA], [JOINER], load("mrs h", 1, "gone")), "The limit mrs h counts gone"),
        (problem([ANNA], [JOINER], locked={"bo": "joiner"}), "Pupil bo is locked to joiner, but one of them"),
        (problem([ANNA], [JOINER], locked={"anna": "gone"}), "Pupil anna is locked to gone, but one of them"),
        (problem([pupil("anna", "joiner", "joiner")], [JOINER]), "wishes for joiner twice"),
        (problem([pupil("anna", travel={"joiner": -1})], [JOINER]), "a journey of less than no minutes"),
        (problem([pupil("anna", weekdays=frozenset({0}))], [JOINER]), "a day that is no weekday"),
        (problem([pupil("anna", days=2)], [JOINER]), "needs 2 days a week and may be away on 1"),
        (problem([pupil("anna", days=0)], [JOINER]), "needs 0 days a week"),
        (problem([ANNA], [company("joiner", -1)]), "fewer than no seats"),
        (problem([ANNA], [company("joiner", weekdays=frozenset({8}))]), "a day that is no weekday"),
        (problem([ANNA], [company("joiner", youngest=16, oldest=15)]), "at least 16 and at most 15"),
        (problem([ANNA], [JOINER], load("mrs h", -1, "joiner")), "The limit mrs h is below zero"),
        (
            problem([ANNA], [company("joiner", youngest=15)], locked={"anna": "joiner"}),
            "which a rule forbids: too_young",
        ),
        (
            problem([ANNA], [company("joiner", weekdays=frozenset({THURSDAY}))], locked={"anna": "joiner"}),
            "which a rule forbids: weekdays",
        ),
        (
            problem([ANNA], [JOINER], locked={"anna": "joiner"}, refused=frozenset({("anna", "joiner")})),
            "which a rule forbids: refused",
        ),
        (
            problem([ANNA, pupil("bo")], [JOINER], locked={"anna": "joiner", "bo": "joiner"}),
            "2 pupils are locked to what joiner counts, which allows 1",
        ),
    ],
)
def test_a_contradiction_is_said(town: Problem, said: str) -> None:
    with pytest.raises(ContradictoryProblem, match=said):
        match(town, POLICY)


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (Policy(""), "needs a seed"),
        (Policy("x", (Priority.TRAVEL, Priority.PLACED)), "The first priority must be"),
        (Policy("x", (Priority.PLACED, Priority.TRAVEL, Priority.TRAVEL)), "travel is named twice"),
        (Policy("x", (Priority.PLACED, Priority.DRAW)), "The lot comes last by itself"),
        (Policy("x", nearest=-1), "can't be negative"),
    ],
)
def test_a_policy_that_can_not_be_followed_is_said(policy: Policy, said: str) -> None:
    with pytest.raises(ContradictoryProblem, match=said):
        match(problem([ANNA], [JOINER]), policy)


def test_all_faults_are_told_at_once() -> None:
    town = problem([pupil("anna", days=2)], [company("joiner", -1)])
    with pytest.raises(ContradictoryProblem) as caught:
        match(town, POLICY)
    assert len(caught.value.faults) == 2


def test_a_person_may_lock_somebody_to_what_is_far_or_of_another_branch() -> None:
    anna = pupil("anna", branches=frozenset({"food"}), travel={"joiner": 90}, longest_travel=10)
    town = problem([anna], [JOINER], locked={"anna": "joiner"})

    assert match(town, POLICY).placed == {"anna": "joiner"}


def test_an_earlier_place_may_be_gone() -> None:
    town = problem([ANNA], [JOINER], earlier={"anna": "gone", "moved away": "joiner"})

    assert faults_of(town, POLICY) == ()
    assert match(town, POLICY).placed == {"anna": "joiner"}
    assert faults_of(replace(town, earlier={}), POLICY) == ()
