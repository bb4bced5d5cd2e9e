"""Found, none seen, can't tell: what is said is what the interval says, and what is planted is found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.kernel.effects import (
    Analysis,
    Answer,
    Aspect,
    Basis,
    Because,
    Better,
    Cell,
    Checks,
    Estimate,
    Estimator,
    Kind,
    Outcome,
    Weighting,
    verdict,
)
from stafet.kernel.effects.analyse import analyse, by_subgroup
from stafet.kernel.effects.checks import before_p, placebo
from stafet.kernel.effects.estimate import Method, estimates, ways
from stafet.kernel.effects.grouptime import pairs_of
from stafet.kernel.effects.panel import NEVER, between
from stafet.kernel.effects.verdict import judged
from tests.kernel.effects.rollouts import RollOut, drawn
from tests.kernel.effects.test_design import DESIGN

OUTCOME = Outcome("drop-out/6/1", Kind.SHARE, Better.LOWER, 0.03)
CLEAN = Checks(0.5, None)
QUICK = Method(draws=499)


def estimate(low: float, high: float, *, starting: int = 9, comparing: int = 30) -> Estimate:
    return Estimate(
        (low + high) / 2, low, high, 0.5, Basis.SHUFFLES, None, starting + comparing, starting, 9_000, 0.04
    )


@pytest.mark.parametrize(
    ("found", "checks", "answer", "because"),
    [
        (estimate(-0.05, -0.01), CLEAN, Answer.FOUND, Because.OUTSIDE),
        (estimate(0.01, 0.05), CLEAN, Answer.FOUND, Because.OUTSIDE),
        (estimate(-0.02, 0.01), CLEAN, Answer.NONE_SEEN, Because.TOO_SMALL_TO_MATTER),
        (estimate(-0.04, 0.01), CLEAN, Answer.CANT_TELL, Because.TOO_WIDE),
        (estimate(-0.01, 0.04), CLEAN, Answer.CANT_TELL, Because.TOO_WIDE),
        (estimate(-0.05, -0.01, starting=2), CLEAN, Answer.CANT_TELL, Because.TOO_FEW_UNITS),
        (estimate(-0.05, -0.01, comparing=2), CLEAN, Answer.CANT_TELL, Because.TOO_FEW_UNITS),
        (estimate(-0.05, -0.01), Checks(0.01, None), Answer.CANT_TELL, Because.PARTED_BEFORE),
        (
            estimate(-0.02, 0.01),
            Checks(None, estimate(-0.05, -0.01)),
            Answer.CANT_TELL,
            Because.PARTED_BEFORE,
        ),
    ],
)
def test_what_is_said(found: Estimate, checks: Checks, answer: Answer, because: Because) -> None:
    said = judged(found, checks, OUTCOME)

    assert (said.answer, said.because) == (answer, because)
    assert said.smallest_shown == (0.04 if answer is Answer.CANT_TELL else None)


@given(st.floats(-0.2, 0.2), st.floats(0, 0.2), st.integers(1, 40), st.integers(1, 40))
def test_it_never_says_more_than_the_interval(
    low: float, width: float, starting: int, comparing: int
) -> None:
    found = estimate(low, low + width, starting=starting, comparing=comparing)
    said = judged(found, CLEAN, OUTCOME)

    if said.answer is Answer.FOUND:
        assert found.low > 0 or found.high < 0
        assert said.is_better == (found.high < 0)
    if said.answer is Answer.NONE_SEEN:
        assert found.low <= 0 <= found.high
        assert max(abs(found.low), abs(found.high)) < OUTCOME.matters
    if min(starting, comparing) < 3:
        assert said.answer is Answer.CANT_TELL


def a_town(effect: float, *, schools: int = 47, seed: int = 5) -> tuple[list[Cell], dict[str, int | None]]:
    """A roll-out over vocational schools: nine model schools, later twelve more."""
    starts = [3, 3, 3, 4, 4, 4, 5, 5, 5, *[6] * 12]
    table = drawn(
        RollOut(schools, starts, periods=8, effect=effect, drift=0.005), np.random.default_rng(seed)
    )
    people = np.maximum(table.weights.round(), 1).astype(int)
    cells = [
        Cell(unit, period, int(people[at]), float(round(np.clip(value, 0, 1) * people[at])))
        for at, unit in enumerate(table.units)
        for period, value in enumerate(table.values[at])
    ]
    return cells, {
        unit: int(each) if each < NEVER else None
        for unit, each in zip(table.units, table.starts, strict=True)
    }


def answer_of(effect: float) -> tuple[Analysis, Answer]:
    found = analyse(DESIGN, *a_town(effect))
    return found, verdict(found, DESIGN.outcome).answer


def test_a_planted_effect_is_found_and_none_is_not() -> None:
    found, answer = answer_of(-0.06)
    none, other = answer_of(0.0)

    assert answer is Answer.FOUND
    assert found.headline.low <= -0.06 <= found.headline.high < 0
    assert other in {Answer.NONE_SEEN, Answer.CANT_TELL}
    assert none.headline.low <= 0 <= none.headline.high
    assert {each.aspect for each in found.variations} == {
        Aspect.WINDOW,
        Aspect.COMPARISON,
        Aspect.WEIGHTING,
        Aspect.ESTIMATOR,
        Aspect.WITHOUT_UNIT,
    }
    assert sum(each.aspect is Aspect.WITHOUT_UNIT for each in found.variations) == 47
    assert all(each.effect < 0 for each in found.variations)


def test_the_same_design_and_data_give_the_same_answer_to_the_last_digit() -> None:
    cells, starts = a_town(-0.06, schools=30)

    assert analyse(DESIGN, cells, starts) == analyse(DESIGN, cells[::-1], dict(reversed(starts.items())))


def test_a_group_nobody_named_is_not_looked_into_and_many_groups_need_more() -> None:
    cells, starts = a_town(-0.06, schools=30)
    few = by_subgroup(replace(DESIGN, subgroups=("women",)), {"women": cells, "others": cells}, starts)
    many = by_subgroup(replace(DESIGN, subgroups=("women", "men", "young")), {"women": cells}, starts)

    assert set(few) == {"women"}
    assert many["men"] is None
    one, of_three = few["women"], many["women"]
    assert one is not None
    assert of_three is not None
    assert of_three.low < one.low < one.high < of_three.high


def test_schools_that_went_another_way_before_are_noticed() -> None:
    rng = np.random.default_rng(11)
    parting = drawn(RollOut(30, (8,) * 12, parting=-0.03, drift=0.005), rng)
    steady = drawn(RollOut(30, (8,) * 12, drift=0.005), rng)

    (before, early), (calm, quiet) = (
        (before_p(each, QUICK), placebo(each, QUICK)) for each in (parting, steady)
    )
    assert before is not None
    assert before < 0.05
    assert early is not None
    assert early.excludes_nought
    assert calm is not None
    assert calm > 0.05
    assert quiet is not None
    assert not quiet.excludes_nought


def test_without_time_before_nothing_is_said_of_it() -> None:
    table = drawn(RollOut(12, (1,) * 4, periods=4), np.random.default_rng(1))

    assert (before_p(table, QUICK), placebo(table, QUICK)) == (None, None)


def test_the_old_regression_makes_a_growing_effect_too_small() -> None:
    table = drawn(RollOut(60, (2,) * 20 + (5,) * 20, drift=0.0), np.random.default_rng(2))
    grown = table.values - 0.01 * np.clip(np.arange(12) - table.starts[:, None] + 1, 0, None)
    growing = replace(table, values=grown)
    truth = -0.01 * np.mean([np.arange(1, 11).mean(), np.arange(1, 8).mean()])
    by_time, by_regression = (
        estimates(ways(growing, replace(QUICK, estimator=each)))[0].effect
        for each in (Estimator.GROUP_TIME, Estimator.UNIT_EFFECTS)
    )

    assert by_time == pytest.approx(truth, abs=0.012)
    assert abs(by_regression) < 0.7 * abs(by_time)


def test_a_shorter_window_leaves_out_who_had_started_and_takes_who_starts_later_as_not_started() -> None:
    table = drawn(RollOut(6, (2, 5, 9)), np.random.default_rng(1))
    shorter = between(table, 3, 8)

    assert shorter.units == ("001", "002", "003", "004", "005")
    assert list(shorter.starts) == [2, NEVER, NEVER, NEVER, NEVER]
    assert [pair.start for pair in pairs_of(shorter, comparison=DESIGN.comparison)] == [2] * 4
    assert Weighting.PEOPLE is DESIGN.weighting
