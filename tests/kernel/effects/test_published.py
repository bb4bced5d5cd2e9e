"""The published tables come out: R's ``did`` on its own panel, a castle law regression, curves of a library."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stafet.kernel.effects.averages import OVERALL, Average, Of
from stafet.kernel.effects.design import Comparison, Estimator
from stafet.kernel.effects.errors import influence_on, influences, standard_error, standard_error_by
from stafet.kernel.effects.estimate import Method, ways
from stafet.kernel.effects.grouptime import effects, pairs_of
from stafet.kernel.effects.panel import panel_of
from stafet.kernel.effects.timing import Day, left_by, share_on, still_there
from stafet.kernel.effects.uniteffects import coefficient, coefficients, wild_bootstrap_p
from tests.kernel.effects.published import counties, states, told

CELLS, STARTS = counties()
TABLE = panel_of(CELLS, STARTS, periods=5)
PAIRS = pairs_of(TABLE, comparison=Comparison.NEVER)
PUBLISHED = told("mpdta.json")
R = PUBLISHED["mpdta_att_gt"]


def on(asked: Average, comparison: Comparison = Comparison.NEVER) -> tuple[float, float, float]:
    """Effect, its error by county and by state."""
    pairs = pairs_of(TABLE, comparison=comparison)
    effect, influence = influence_on(asked, TABLE, pairs, comparison=comparison)
    by_state = np.array([int(unit) // 1000 for unit in TABLE.units])
    return effect, standard_error(influence), standard_error_by(influence, by_state)


def test_the_twelve_effects_of_each_start_and_year_are_those_of_r() -> None:
    found = effects(
        TABLE.values, TABLE.weights, TABLE.starts[None], PAIRS, comparison=Comparison.NEVER, anticipation=0
    )
    moved = influences(TABLE, PAIRS, comparison=Comparison.NEVER)
    names = [f"{pair.start + 2003}-{pair.period + 2003}" for pair in PAIRS]

    assert dict(zip(names, found[0], strict=True)) == pytest.approx(R["att"], abs=0.00005)
    # R prints bootstrapped errors, which differ in the third decimal.
    errors = {name: standard_error(moved[:, at]) for at, name in enumerate(names)}
    assert errors == pytest.approx(R["se_bootstrap"], abs=0.004)


@pytest.mark.parametrize(("since", "effect"), [(int(key), value) for key, value in R["dynamic"].items()])
def test_the_years_since_the_start_are_those_of_r(since: int, effect: float) -> None:
    assert on(Average(Of.EVENT, since))[0] == pytest.approx(effect, abs=0.00005)


@pytest.mark.parametrize(("start", "effect"), [(int(key), value) for key, value in R["group"].items()])
def test_the_starts_are_those_of_r(start: int, effect: float) -> None:
    assert on(Average(Of.START, start - 2003))[0] == pytest.approx(effect, abs=0.00005)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (Average(Of.EVERY_PERIOD), "simple"),
        (Average(Of.SINCE_START), "dynamic_overall"),
        (OVERALL, "group_overall"),
    ],
)
def test_the_averages_and_their_errors_are_those_of_three_libraries(asked: Average, name: str) -> None:
    assert on(asked)[:2] == pytest.approx(PUBLISHED["mpdta_analytic_measured"][name], abs=1e-12)


@pytest.mark.parametrize(
    ("comparison", "effect", "by_county", "by_state"),
    [
        (Comparison.NEVER, -0.03995127515517632, 0.012034012770185423, 0.015427788411270285),
        (Comparison.NOT_YET, -0.039763625623043676, 0.012052424787341894, 0.01573261577466361),
    ],
)
def test_both_comparisons_and_errors_by_state_are_those_of_the_library(
    comparison: Comparison, effect: float, by_county: float, by_state: float
) -> None:
    assert on(Average(Of.EVERY_PERIOD), comparison) == pytest.approx((effect, by_county, by_state), abs=1e-12)


def test_a_wrong_base_period_would_be_noticed() -> None:
    """The planted fault: everything compared with the year before, also after the start."""
    wrong = tuple(replace(pair, base=pair.period - 1) for pair in PAIRS)
    found = effects(
        TABLE.values, TABLE.weights, TABLE.starts[None], wrong, comparison=Comparison.NEVER, anticipation=0
    )[0]

    assert list(found) != pytest.approx(list(R["att"].values()), abs=0.00005)


def test_what_is_linear_is_the_same_as_what_has_errors() -> None:
    way = ways(TABLE, Method(comparison=Comparison.NOT_YET))
    found = way.linear(TABLE.values, TABLE.weights, TABLE.starts[None])[0]

    assert list(found) == pytest.approx([on(each, Comparison.NOT_YET)[0] for each in way.averages], abs=1e-12)


def test_the_castle_law_regression_is_the_published_one() -> None:
    weighted, plain = coefficient(states(weighted=True)), coefficient(states(weighted=False))

    assert (weighted.effect, weighted.se) == pytest.approx((0.0755, 0.0332), abs=0.00005)
    assert (plain.effect, plain.se) == pytest.approx((0.06939842928390813, 0.055807793360020924), abs=1e-7)
    assert plain.se_without_each > plain.se


def test_the_coefficient_for_many_starts_at_once_is_that_of_the_regression() -> None:
    table = states(weighted=True)
    shifted = np.stack([table.starts, np.roll(table.starts, 7)])

    assert list(coefficients(table.values, table.weights, shifted)) == pytest.approx(
        [coefficient(replace(table, starts=starts)).effect for starts in shifted], abs=1e-12
    )


def test_the_wild_bootstrap_over_all_signs_is_that_of_the_library() -> None:
    # The library counts only what is farther; what was seen, and its mirror image, count here.
    assert wild_bootstrap_p(states(weighted=False, first=12), seed=1) == 0.8251953125 + 2 / 4_096
    assert wild_bootstrap_p(states(weighted=False), seed=1, draws=2_000) == pytest.approx(0.25, abs=0.1)


def test_who_is_still_there_is_what_the_library_says() -> None:
    days = [Day(week, {"arrest": left}, unknown) for week, left, unknown in told("timing.json")["rossi_days"]]
    points = {str(point.day): (point.share, point.low, point.high) for point in still_there(days)}

    for week, expected in told("timing.json")["rossi_km"].items():
        assert points[week] == pytest.approx(expected, abs=1e-9), week


@pytest.mark.parametrize(("way", "name"), [("one", "two_ways_cif"), ("two", "two_ways_cif2")])
def test_who_left_in_which_way_is_what_the_library_says(way: str, name: str) -> None:
    days = [
        Day(day, {"one": one, "two": two}, lost) for day, one, two, lost in told("timing.json")["two_ways"]
    ]
    points = {point.day: point for point in left_by(days, way)}

    for day, (share, error) in told("timing.json")[name].items():
        point = points[int(day)]
        assert point.share == pytest.approx(share, abs=1e-12)
        reach = 1.959963984540054 * error / abs(share * np.log(share)) if share else 0.0
        assert point.low == pytest.approx(share ** np.exp(reach) if share else 0.0, abs=1e-9)


def test_all_ways_to_leave_and_who_is_still_there_are_everybody() -> None:
    days = [
        Day(day, {"one": one, "two": two}, lost) for day, one, two, lost in told("timing.json")["two_ways"]
    ]
    parts = [left_by(days, "one"), left_by(days, "two"), still_there(days)]

    for together in zip(*parts, strict=True):
        assert sum(point.share for point in together) == pytest.approx(1.0)
    assert share_on(parts[2], 0, at_first=1.0) == 1.0
    assert share_on(parts[0], 6, at_first=0.0) == parts[0][5].share
    assert left_by(days, "another")[-1].share == 0.0


def test_before_and_after_is_the_difference_of_two_differences() -> None:
    table = replace(TABLE, starts=np.where(TABLE.starts == 3, 3, 1_000_000))
    way = ways(table, Method(estimator=Estimator.BEFORE_AFTER, comparison=Comparison.NEVER))
    found = way.linear(way.table.values, way.table.weights, way.table.starts[None])[0, 0]
    change = TABLE.values[:, 3:].mean(axis=1) - TABLE.values[:, :3].mean(axis=1)
    begins = TABLE.starts == 3

    assert found == pytest.approx(change[begins].mean() - change[~begins].mean())
