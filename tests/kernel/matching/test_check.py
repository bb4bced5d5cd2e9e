"""The check finds whatever is wrong with a result, without any solver."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafet.kernel.matching.check import check
from stafet.kernel.matching.result import Proof, Result
from stafet.kernel.matching.solve import match
from tests.kernel.matching.cases import POLICY, company, course, load, problem, pupil

TOWN = problem(
    [
        pupil("anna", "joiner", "baker", travel={"baker": 5}),
        pupil("bo", "joiner", "painter"),
        pupil("carl", "joiner", "baker", age=13),
        pupil("dora", "joiner"),
    ],
    [company("joiner", 1), company("baker", 1), company("painter", youngest=14), course("metal", 1)],
    load("mrs h", 2, "baker", "painter"),
    locked={"dora": "joiner"},
)
GOOD = match(TOWN, POLICY)


def faults(result: Result) -> str:
    return " ".join(map(str, check(TOWN, POLICY, result).faults))


def given(**placed: str) -> Result:
    """The good result with other places."""
    return replace(GOOD, placed={**GOOD.placed, **placed}, proof=Proof.NONE)


def test_a_good_result_is_sound_and_proven() -> None:
    verdict = check(TOWN, POLICY, GOOD)

    assert GOOD.placed == {"anna": "baker", "bo": "painter", "carl": "metal", "dora": "joiner"}
    assert verdict.is_sound
    assert verdict.proven == len(GOOD.values)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (given(nobody="baker"), "gives baker to nobody, and one of them does not exist"),
        (given(anna="nowhere"), "gives nowhere to anna, and one of them does not exist"),
        (given(dora="baker"), "dora is locked to joiner and did not get it"),
        (given(carl="painter"), "carl got painter, which a rule excludes: too_young"),
        (given(carl="baker"), "baker allows 1 and got 2"),
        (given(carl="baker", anna="metal"), "for travel|for total_rank|for worst_off"),
        (replace(GOOD, values=GOOD.values[1:]), "counts other priorities"),
        (
            replace(GOOD, values=(replace(GOOD.values[0], value=1), *GOOD.values[1:])),
            "says 1 for placed, and it comes to 0",
        ),
        (replace(GOOD, prices={}), "would rather have something else"),
        (replace(GOOD, prices={**GOOD.prices, "nobody": (1,)}), "nobody has a price that it can't have"),
        (
            replace(GOOD, prices={key: tuple(-part for part in price) for key, price in GOOD.prices.items()}),
            "has a price that it can't have",
        ),
    ],
)
def test_a_planted_fault_is_found(result: Result, said: str) -> None:
    assert any(part in faults(result) for part in said.split("|"))
    assert check(TOWN, POLICY, result).proven == 0


def test_the_load_of_a_contact_person_is_counted_over_all_their_places() -> None:
    town = problem(
        [pupil("anna", "saw"), pupil("bo", "oven")],
        [company("saw"), company("oven")],
        load("mrs h", 1, "saw", "oven"),
    )
    both = replace(match(town, POLICY), placed={"anna": "saw", "bo": "oven"})

    assert "mrs h allows 1 and got 2" in " ".join(map(str, check(town, POLICY, both).faults))


def test_a_worse_matching_with_honest_values_is_not_proven_by_any_price_at_hand() -> None:
    town = problem([pupil("anna", "joiner", "baker")], [company("joiner"), company("baker")])
    best = match(town, POLICY)
    worse = replace(best, placed={"anna": "baker"})
    honest = replace(worse, prices={}, values=match(replace(town, locked={"anna": "baker"}), POLICY).values)

    assert [str(fault) for fault in check(town, POLICY, honest).faults] == [
        "At the prices of the result anna would rather have something else, so that it is not proven to be the best."
    ]
