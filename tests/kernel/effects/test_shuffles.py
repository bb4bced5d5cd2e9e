"""Shuffles: every way once, the interval is the test turned round, and both are wrong as seldom as they say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stafet.kernel.effects.design import Estimator
from stafet.kernel.effects.estimate import Method, estimates, ways
from stafet.kernel.effects.panel import NEVER
from stafet.kernel.effects.planner import (
    Drift,
    Plan,
    drift_of,
    periods_for,
    power_of,
    schools_for,
    shown_by,
    shown_by_history,
)
from stafet.kernel.effects.results import Basis
from stafet.kernel.effects.shuffles import deals, p_of, seed_of
from tests.goals.record import CAMPAIGN, many, measured
from tests.kernel.effects.rollouts import RollOut, drawn


def test_every_way_to_deal_is_there_once_and_the_real_one_first() -> None:
    starts = np.array([3, NEVER, 5, NEVER, 3, NEVER])
    dealt = deals(starts, seed=1, draws=999)

    assert len(dealt) == len({tuple(row) for row in dealt}) == 60
    assert list(dealt[0]) == list(starts)
    assert all(sorted(row) == sorted(starts) for row in dealt)


def test_too_many_ways_are_drawn_with_the_seed() -> None:
    starts = np.array([3] * 9 + [NEVER] * 31)
    one, same, other = (deals(starts, seed=seed_of(words), draws=99) for words in ("a", "a", "b"))

    assert len(one) == 100
    assert (one == same).all()
    assert not (one == other).all()
    assert list(one[0]) == list(starts)


@pytest.mark.parametrize("estimator", [Estimator.GROUP_TIME, Estimator.UNIT_EFFECTS])
def test_the_interval_holds_what_the_test_does_not_refuse(estimator: Estimator) -> None:
    table = drawn(RollOut(9, (4, 6, 6), effect=-0.05), np.random.default_rng(3))
    table = replace(table, weights=np.ones(9))
    method = Method(estimator=estimator, draws=999, is_headline_only=True)
    found = estimates(ways(table, method))[0]

    def p_if(effect: float) -> float:
        return estimates(ways(replace(table, values=table.values - effect * table.exposed), method))[0].p

    hair = 1e-6
    assert p_if(found.low - hair) <= 0.05 < p_if(found.low + hair)
    assert p_if(found.high + hair) <= 0.05 < p_if(found.high - hair)


def test_where_there_are_hardly_any_ways_the_interval_has_no_end() -> None:
    table = drawn(RollOut(8, (4,), effect=-0.5), np.random.default_rng(3))

    found = estimates(ways(table, Method(is_headline_only=True)))[0]

    assert (found.low, found.high, found.p) == (-np.inf, np.inf, 1 / 8)


def covered(of: RollOut, tries: int, *, method: Method, seed: int = 7) -> float:
    """In how many of a hundred roll-outs the interval holds the true effect."""
    rng = np.random.default_rng(seed)
    found = [estimates(ways(drawn(of, rng), replace(method, seed=at)))[0] for at in range(tries)]
    return 100 * float(np.mean([each.low <= of.effect <= each.high for each in found]))


FEW = Method(draws=199, is_headline_only=True)
SOME = [
    (8, (4, 5, 6)),
    (12, (6, 6)),
    (12, (5, 6, 7)),
    (20, (6, 6, 6)),
    (40, (4, 4, 4, 6, 6, 6, 8, 8, 8)),
    (40, (4, 6, 8, 10) * 5),
]


@pytest.mark.parametrize(("schools", "starts"), SOME if CAMPAIGN else SOME[2:4])
@pytest.mark.parametrize("unequal", [False, True] if CAMPAIGN else [True])
def test_an_interval_of_95_percent_holds_the_truth_as_often_as_it_says(
    schools: int, starts: tuple[int, ...], unequal: bool
) -> None:
    tries = many(60, 2_000)
    of = RollOut(schools, starts, effect=-0.03, unequal=unequal)
    share = covered(of, tries, method=replace(FEW, draws=499 if CAMPAIGN else 199))

    if CAMPAIGN:
        measured("coverage low", share, f"{schools} schools, {len(starts)} start")
        measured("coverage high", share, "")
    # Of sixty, 57 are awaited; fewer than 51 is one chance in five hundred.
    assert 93 <= share <= 97 if tries >= 2_000 else share >= 85


def test_plain_errors_with_three_of_twelve_would_be_noticed() -> None:
    """The planted fault: standard errors as published, without what few schools need. They miss three times as often."""
    rng = np.random.default_rng(7)
    missed = 0
    for _ in range(100):
        table = drawn(RollOut(12, (6, 6, 6), unequal=False), rng)
        found = estimates(ways(table, Method(draws=199, basis=Basis.ERRORS, is_headline_only=True)))[0]
        assert found.se is not None
        missed += abs(found.effect) > 1.96 * found.se

    assert missed >= 9


def test_many_schools_are_left_to_standard_errors_and_few_are_not() -> None:
    rng = np.random.default_rng(1)
    kinds = [
        estimates(ways(drawn(RollOut(schools, (6,) * starting), rng), FEW))[0]
        for schools, starting in ((100, 50), (100, 9), (40, 20))
    ]

    assert [each.basis for each in kinds] == [Basis.ERRORS, Basis.SHUFFLES, Basis.SHUFFLES]
    many_schools = kinds[0]
    assert many_schools.se is not None
    assert many_schools.high - many_schools.low == pytest.approx(2 * 1.96 * many_schools.se, rel=0.06)


PLAN = Plan(starts=(6,) * 9, comparing=31, periods=12, people=100, variance=0.16, drift=0.02, stays=0.3)


def test_a_plan_shows_what_it_says_in_four_of_five() -> None:
    shown = shown_by(PLAN)
    power = power_of(PLAN, shown.smallest, seed=3, tries=many(60, 1_000), draws=199)

    assert power == pytest.approx(0.8, abs=0.05 if CAMPAIGN else 0.16)
    assert power_of(PLAN, 0.0, seed=3, tries=60, draws=199) < 0.2


def test_more_schools_and_more_time_show_smaller_effects() -> None:
    smallest = shown_by(PLAN).smallest
    schools, periods = schools_for(smallest * 0.8, PLAN), periods_for(smallest * 0.95, PLAN)

    assert schools is not None

    assert schools > PLAN.schools
    assert periods is not None
    assert periods > PLAN.periods
    assert schools_for(0.0001, PLAN) is None
    assert periods_for(0.0001, PLAN) is None
    assert schools_for(1.0, PLAN) == PLAN.schools


def test_what_schools_do_on_their_own_is_learnt_from_earlier_years() -> None:
    before = drawn(RollOut(200, (), periods=16, unequal=False), np.random.default_rng(4))
    drift = drift_of(before, 0.16)
    starts = np.array([6] * 50 + [NEVER] * 150)
    plan = replace(PLAN, starts=(6,) * 50, comparing=150, periods=16)

    assert drift.spread == pytest.approx(0.02, abs=0.004)
    assert 0.1 < drift.stays < 0.6
    real = shown_by_history(before, starts, seed=1, draws=199)
    assert real.smallest == pytest.approx(shown_by(plan).smallest, rel=0.2)
    calm = replace(before, values=np.tile(np.arange(16.0), (200, 1)))
    assert drift_of(calm, 0.16) == Drift(0.0, 0.0)


def test_a_p_counts_what_is_as_far_from_nought() -> None:
    assert p_of(np.array([0.5, -0.5, 0.4, 0.6])) == 0.75
