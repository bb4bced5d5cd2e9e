"""Deferred acceptance: stable, the best stable one for pupils, and the same as the reference library's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from matching.games import HospitalResident

from stafet.kernel.matching.check import check
from stafet.kernel.matching.claims import Claims
from stafet.kernel.matching.deferred import CrossingLimits, deferred_acceptance
from stafet.kernel.matching.explain import Difference, differences
from stafet.kernel.matching.problem import Problem
from stafet.kernel.matching.result import Method
from stafet.kernel.matching.solve import match
from stafet.kernel.matching.stability import blocking_pairs
from tests.kernel.matching.cases import FEWER, POLICY, company, load, problem, problems, pupil, quota


def by_the_reference(town: Problem) -> dict[str, str]:
    """What PyPI's ``matching`` makes of the same orders; places with no seat or nobody asking are not told to it."""
    claims = Claims(town, POLICY)
    seats = {place.key: place.seats for place in town.places if place.seats}
    wanted = {
        each.key: [option.place for option in claims.wanted(each) if option.place in seats]
        for each in town.pupils
    }
    asking = {key: these for key, these in wanted.items() if these}
    by_key = {each.key: each for each in town.pupils}
    orders: dict[str, list[str]] = {}
    for place in seats:
        these = [key for key in asking if place in asking[key]]
        if these:
            orders[place] = sorted(these, key=lambda key: claims.claim(by_key[key], place))
    capacities = {place: seats[place] for place in orders}
    if not asking:
        return {}
    game = HospitalResident.create_from_dictionaries(asking, orders, capacities)
    return {each.name: place.name for place, kept in game.solve().items() for each in kept}


@given(problems())
@FEWER
def test_it_is_what_the_reference_library_finds(town: Problem) -> None:
    plain = replace(town, limits=())

    assert deferred_acceptance(plain, POLICY).placed == by_the_reference(plain)


@given(problems())
@FEWER
def test_it_is_stable_within_limits_too(town: Problem) -> None:
    result = deferred_acceptance(town, POLICY)

    assert result.method is Method.DEFERRED_ACCEPTANCE
    assert list(blocking_pairs(town, POLICY, result.placed)) == []
    assert check(town, POLICY, result).is_sound


@given(problems())
@FEWER
def test_the_priorities_never_do_worse_by_their_own_order(town: Problem) -> None:
    stable, best = deferred_acceptance(town, POLICY), match(town, POLICY)

    assert [value.value for value in best.values] <= [value.value for value in stable.values]


def test_a_place_gets_whom_it_has_asked_for() -> None:
    pupils = [pupil("anna", "joiner", travel={"joiner": 1}), pupil("bo", "joiner", travel={"joiner": 9})]

    assert deferred_acceptance(problem(pupils, [company("joiner")]), POLICY).placed == {"anna": "joiner"}
    asked = problem(pupils, [company("joiner", prefers=("bo",))])
    assert deferred_acceptance(asked, POLICY).placed == {"bo": "joiner"}


def test_whoever_is_locked_comes_first() -> None:
    pupils = [pupil("anna", "joiner", travel={"joiner": 1}), pupil("bo", travel={"joiner": 9})]
    town = problem(pupils, [company("joiner")], locked={"bo": "joiner"})

    assert deferred_acceptance(town, POLICY).placed == {"bo": "joiner"}


def test_what_differs_from_the_priorities_is_told_pupil_by_pupil() -> None:
    town = problem(
        [pupil("anna", "joiner", "baker", travel={"joiner": 1}), pupil("bo", "joiner", travel={"joiner": 9})],
        [company("joiner"), company("baker")],
    )
    found = differences(match(town, POLICY), deferred_acceptance(town, POLICY))

    assert found == (Difference("anna", "baker", "joiner"), Difference("bo", "joiner", ""))


def test_an_unstable_matching_is_found() -> None:
    town = problem([pupil("anna", "joiner", "baker")], [company("joiner"), company("baker")])
    stable = deferred_acceptance(town, POLICY)
    moved = replace(stable, placed={"anna": "baker"})

    assert "anna and joiner would rather have each other" in str(check(town, POLICY, moved).faults[-1])


def test_limits_that_cross_allow_no_stable_matching_and_that_is_said() -> None:
    town = problem(
        [pupil("anna", "saw"), pupil("bo", "oven", municipality="greve")],
        [company("saw"), company("oven")],
        quota("ishoj's", 1, "saw", "oven", of="ishoj"),
    )
    with pytest.raises(CrossingLimits, match=r"saw and ishoj's cross|ishoj's and saw cross"):
        deferred_acceptance(town, POLICY)
    assert deferred_acceptance(replace(town, limits=(load("mrs h", 2, "saw", "oven"),)), POLICY).placed == {
        "anna": "saw",
        "bo": "oven",
    }
