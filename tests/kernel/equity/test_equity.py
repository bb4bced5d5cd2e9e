"""Between units: the tables of the guide come out, chance is told from difference, and nothing is ever an order."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import bdtr

from stafet.kernel import equity
from stafet.kernel.equity import Counted, Interval, Shrunken, Statement, Unestimable, Year, pooled
from stafet.kernel.equity.counts import ImpossibleCount
from stafet.kernel.equity.differences import difference, exact, wilson
from stafet.kernel.equity.funnel import (
    INNER,
    OUTER,
    chance_above,
    chance_below,
    detectable,
    dispersion_of,
    funnel,
    limits,
    years_until_known,
)
from stafet.kernel.equity.shrinkage import shrunken, weight_of_all
from stafet.kernel.equity.variation import Between, Moments, icc, squares
from tests.goals.record import many

POWER_TABLE = {
    25: [(0.01, 0.00), (0.05, 0.01), (0.15, 0.03), (0.32, 0.10)],
    60: [(0.01, 0.00), (0.13, 0.02), (0.43, 0.15), (0.76, 0.44)],
    100: [(0.02, 0.00), (0.26, 0.03), (0.71, 0.28), (0.95, 0.70)],
    180: [(0.02, 0.00), (0.38, 0.08), (0.90, 0.60), (1.00, 0.96)],
    300: [(0.02, 0.00), (0.64, 0.21), (0.99, 0.90), (1.00, 1.00)],
}
"""How likely a unit lands under the 95 % and the 99.8 % limit when its true share lies 0, 5, 10, 15 points under 85 %."""

UNITS = st.lists(
    st.integers(0, 400).flatmap(lambda people: st.tuples(st.integers(0, people), st.just(people))),
    max_size=12,
).map(lambda rows: tuple(Counted(f"u{at}", *row) for at, row in enumerate(rows)))


@pytest.mark.parametrize("people", POWER_TABLE)
def test_the_power_of_the_funnel_is_that_of_the_table(people: int) -> None:
    found = [
        tuple(chance_below(0.85, people, points / 100, outside=outside) for outside in (INNER, OUTER))
        for points in (0, 5, 10, 15)
    ]

    assert np.allclose(found, POWER_TABLE[people], atol=0.0051)


def test_limits_one_case_narrower_would_be_noticed() -> None:
    """The planted fault: the quantile without the case it stands on."""
    lowest = limits(0.85, 60, INNER)[0] + 1

    assert bdtr(lowest - 1, 60, 0.75) > POWER_TABLE[60][2][0] + 0.05


@given(st.integers(1, 500), st.floats(0.01, 0.99), st.sampled_from([INNER, OUTER]))
def test_chance_alone_is_outside_as_seldom_as_the_limits_say(
    people: int, share: float, outside: float
) -> None:
    low, high = limits(share, people, outside)

    assert 0 <= low <= high <= people
    assert chance_below(share, people, 0.0, outside=outside) <= outside / 2 + 1e-9
    assert chance_above(share, people, 0.0, outside=outside) <= outside / 2 + 1e-9
    assert bdtr(low, people, share) >= outside / 2 - 1e-9


@pytest.mark.parametrize(
    ("people", "wald", "by_wilson", "by_exact"),
    [(5, 0.40, 0.92, 0.99), (10, 0.65, 0.93, 0.99), (20, 0.88, 0.96, 0.99)],
)
def test_intervals_cover_what_the_table_says(
    people: int, wald: float, by_wilson: float, by_exact: float
) -> None:
    chance = np.diff([0.0, *bdtr(np.arange(people + 1), people, 0.1)])
    these = [Counted("u", cases, people) for cases in range(people + 1)]

    def covered(intervals: list[Interval]) -> float:
        return float(
            sum(p for p, each in zip(chance, intervals, strict=True) if each.low <= 0.1 <= each.high)
        )

    naive = [
        Interval(p - 1.96 * np.sqrt(p * (1 - p) / people), p + 1.96 * np.sqrt(p * (1 - p) / people))
        for p in np.arange(people + 1) / people
    ]
    assert covered([wilson(each) for each in these]) == pytest.approx(by_wilson, abs=0.006)
    assert covered([exact(each) for each in these]) == pytest.approx(by_exact, abs=0.011)
    assert covered(naive) == pytest.approx(wald, abs=0.012)


def test_three_years_know_what_one_does_not() -> None:
    assert chance_below(0.85, 60, 0.10) < 0.5 < 0.9 < chance_below(0.85, 180, 0.10)
    assert years_until_known(0.85, 60, 0.10) == 3
    assert years_until_known(0.85, 60, 0.01) is None
    smallest = [detectable(0.85, people) for people in (25, 60, 180)]
    assert smallest == sorted(smallest, key=lambda each: -(each or 0))
    assert detectable(0.5, 3) is None


def test_three_years_are_put_together_and_the_last_is_told_apart() -> None:
    rows = [
        Year(2021, Counted("b", 1, 2)),
        Year(2022, Counted("b", 3, 10)),
        Year(2024, Counted("a", 5, 20)),
        Year(2024, Counted("b", 4, 10)),
        Year(2025, Counted("b", 9, 9)),
    ]
    b, a = pooled(rows, last=2024)

    assert (b.together, b.last, b.years) == (Counted("b", 7, 20), Counted("b", 4, 10), (2022, 2024))
    assert (a.together, a.last, a.years) == (Counted("a", 5, 20), Counted("a", 5, 20), (2024,))
    assert pooled(rows[:2], last=2024)[0].last is None


def test_a_unit_far_out_is_told_apart_from_one_that_may_be_chance() -> None:
    units = [
        *(Counted(f"u{at}", 85, 100) for at in range(20)),
        Counted("look", 74, 100),
        Counted("far", 55, 100),
    ]
    statements = {each.counted.unit: each.statement for each in funnel((*units, Counted("few", 1, 1)))}

    assert statements["look"] is Statement.WORTH_A_LOOK
    assert statements["far"] is Statement.UNLIKELY_CHANCE
    assert statements["u3"] is Statement.AS_EXPECTED
    assert statements["few"] is Statement.TOO_FEW


def test_where_all_units_vary_more_the_limits_are_wider() -> None:
    rng = np.random.default_rng(2)
    even = [Counted(f"u{at}", int(rng.binomial(100, 0.8)), 100) for at in range(80)]
    spread = [Counted(f"u{at}", int(rng.binomial(100, rng.beta(16, 4))), 100) for at in range(80)]

    assert dispersion_of(even) < 1.3 < 2 < dispersion_of(spread)
    outside = [
        sum(each.statement is not Statement.AS_EXPECTED for each in funnel(spread, is_dispersed=wider))
        for wider in (False, True)
    ]
    assert outside[1] < outside[0] / 2


@given(UNITS, st.randoms(use_true_random=False))
def test_units_keep_their_order_and_their_figures_whatever_the_order(
    units: tuple[Counted, ...], lot: object
) -> None:
    shuffled = list(units)
    lot.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random

    for work in (funnel, shrunken):
        found, again = work(units), work(shuffled)
        assert [each.counted for each in found] == list(units)
        assert [each.counted for each in again] == shuffled
    assert {each.counted.unit: each.statement for each in funnel(units)} == {
        each.counted.unit: each.statement for each in funnel(shuffled)
    }


def orderings() -> list[str]:
    """Names in the package with which units could be put in an order."""
    found = []
    for module in pkgutil.iter_modules(equity.__path__):
        loaded = importlib.import_module(f"{equity.__name__}.{module.name}")
        for name, what in vars(loaded).items():
            if isinstance(what, type) and dataclasses.is_dataclass(what):
                found += [f"{name}.{order}" for order in ("__lt__", "__gt__") if order in vars(what)]
                words = ("rank", "place", "best", "worst", "quality")
                found += [
                    each.name for each in dataclasses.fields(what) if any(w in each.name for w in words)
                ]
    return found


def test_nothing_in_the_package_can_be_put_in_an_order(monkeypatch: pytest.MonkeyPatch) -> None:
    assert orderings() == []
    monkeypatch.setattr(Counted, "__lt__", lambda *_: True, raising=False)
    assert "Counted.__lt__" in orderings()


def test_shares_of_few_people_are_drawn_in_and_are_nearer_the_truth() -> None:
    rng = np.random.default_rng(6)
    truth = rng.beta(0.8 * 60, 0.2 * 60, 300)
    people = rng.integers(5, 250, 300)
    units = [
        Counted(f"u{at}", int(rng.binomial(n, p)), int(n))
        for at, (n, p) in enumerate(zip(people, truth, strict=True))
    ]
    found = shrunken(units)

    assert weight_of_all(units) == pytest.approx(60, rel=0.4)
    drawn = np.sqrt(np.mean([(each.share - p) ** 2 for each, p in zip(found, truth, strict=True)]))
    raw = np.sqrt(
        np.mean([(unit.cases / unit.people - p) ** 2 for unit, p in zip(units, truth, strict=True)])
    )
    assert drawn < 0.85 * raw
    held = np.mean(
        [each.interval.low <= p <= each.interval.high for each, p in zip(found, truth, strict=True)]
    )
    assert 0.92 <= held <= 0.98


def test_where_units_vary_by_chance_only_they_share_one_figure() -> None:
    units = [Counted("a", 10, 100), Counted("b", 20, 200), Counted("none", 0, 0)]

    assert [each.share for each in shrunken(units)] == [pytest.approx(0.1)] * 3
    apart = shrunken([Counted("a", 0, 50), Counted("b", 50, 50)])
    assert [type(each) for each in apart] == [Shrunken] * 2
    assert apart[0].share < 0.1 < 0.9 < apart[1].share


DYESTUFF = [
    [1545, 1440, 1440, 1520, 1580],
    [1540, 1555, 1490, 1560, 1495],
    [1595, 1550, 1605, 1510, 1560],
    [1445, 1440, 1595, 1465, 1545],
    [1595, 1630, 1515, 1635, 1625],
    [1520, 1455, 1450, 1480, 1445],
]
"""Yields of six batches (Davies 1947), the example of lme4."""


def test_variance_between_is_that_of_the_textbook() -> None:
    moments = Moments(
        [5] * 6, [float(np.mean(row)) for row in DYESTUFF], [float(np.var(row, ddof=1)) for row in DYESTUFF]
    )
    between, within, size = squares(moments)

    assert (float(np.sqrt((between - within) / size)), float(np.sqrt(within))) == pytest.approx(
        (42.00, 49.51), abs=0.005
    )


def towns(units: int, people: int, true_icc: float, tries: int) -> list[list[Counted]]:
    rng = np.random.default_rng(9)
    weight = 1 / true_icc - 1 if true_icc else 0.0
    shares = (
        rng.beta(0.85 * weight, 0.15 * weight, (tries, units)) if true_icc else np.full((tries, units), 0.85)
    )
    cases = rng.binomial(people, shares)
    return [[Counted(f"u{at}", int(each), people) for at, each in enumerate(row)] for row in cases]


@pytest.mark.parametrize(
    ("true_icc", "lowest", "highest", "at_most_none"),
    [(0.0, -0.011, 0.013, 0.55), (0.02, 0.006, 0.037, 0.0), (0.05, 0.024, 0.084, 0.0)],
)
def test_the_icc_of_thirty_units_is_as_sure_as_the_table_says(
    true_icc: float, lowest: float, highest: float, at_most_none: float
) -> None:
    tries = many(150, 4_000)
    found = [each for each in map(icc, towns(30, 60, true_icc, tries)) if isinstance(each, Between)]

    assert len(found) == tries
    assert np.quantile([each.icc for each in found], [0.05, 0.95]) == pytest.approx(
        [lowest, highest], abs=0.012
    )
    assert np.mean([each.icc <= 0 for each in found]) == pytest.approx(at_most_none, abs=0.12)
    assert np.mean([each.interval.low <= true_icc <= each.interval.high for each in found]) >= 0.89


def test_from_eight_units_there_is_no_icc() -> None:
    assert icc(towns(8, 60, 0.02, 1)[0]) == Unestimable(8, 15)
    alike = icc([Counted(f"u{at}", 0, 10) for at in range(20)])
    assert isinstance(alike, Between)
    assert (alike.icc, alike.interval) == (0.0, Interval(0.0, 1.0))


def test_two_groups_are_held_against_each_other_with_their_base() -> None:
    found = difference(Counted("boys", 56, 70), Counted("girls", 48, 80))

    assert found is not None
    # Newcombe 1998, table II, method 10: 56/70 against 48/80.
    assert (found.difference, found.interval.low, found.interval.high) == pytest.approx(
        (0.2, 0.0524, 0.3339), abs=0.00005
    )
    assert not found.could_be_chance
    assert found.is_enough
    few = difference(Counted("a", 3, 15), Counted("b", 0, 15))
    assert few is not None
    assert (few.is_enough, few.ratio) == (False, None)
    assert few.ratio_interval.low < 1 < few.ratio_interval.high
    assert difference(Counted("a", 0, 0), Counted("b", 1, 2)) is None


@pytest.mark.parametrize(("people", "misfires"), [(15, 0.32), (30, 0.26), (60, 0.19), (150, 0.10)])
def test_a_ratio_raises_a_false_alarm_as_often_as_the_table_says_and_its_interval_does_not(
    people: int, misfires: float
) -> None:
    """Adverse outcome 12 %, two groups alike. By "at least one and a half", half a case added; by "lower end over one"."""
    chance = np.diff([0.0, *bdtr(np.arange(people + 1), people, 0.12)])
    by_ratio = by_interval = 0.0
    for a, b in product(range(people + 1), repeat=2):
        weight = float(chance[a] * chance[b])
        if weight > 1e-9:
            found = difference(Counted("a", a, people), Counted("b", b, people))
            assert found is not None
            by_ratio += weight * ((a + 0.5) / (b + 0.5) >= 1.5)
            by_interval += weight * (found.ratio_interval.low > 1)
    assert by_ratio == pytest.approx(misfires, abs=0.01)
    assert by_interval <= 0.025


def test_more_cases_than_people_are_refused() -> None:
    with pytest.raises(ImpossibleCount, match="3 of 2 is no share"):
        Counted("a", 3, 2)
    assert Counted("a", 0, 0).share is None
    assert wilson(Counted("a", 0, 0)) == Interval(0.0, 1.0)
    assert {each.statement for each in funnel([Counted("a", 0, 0)])} == {Statement.TOO_FEW}
