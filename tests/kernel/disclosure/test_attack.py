"""Nobody who adds, subtracts, filters and waits works out a small group; and a careless publisher is found out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from stafet.kernel.disclosure import Cell, PrimaryRule, Table, Why, faults
from stafet.kernel.disclosure.audit import intervals
from stafet.kernel.disclosure.releases import Release, judge
from stafet.kernel.disclosure.suppress import suppress
from tests.goals.record import many, measured
from tests.kernel.disclosure.towns import Attacker, later, some_filters, town

RULE = PrimaryRule(5)
MAY = date(2026, 5, 1)
NEARLY = 1e-6


def derived(attacker: Attacker, k: int = RULE.k) -> Iterator[object]:
    """Finest cells of few people that the attacker knows to be few, on a day or as a change."""
    for day, table in enumerate(attacker.tables):
        for cell, count in table.counts.items():
            if 0 < count < k and attacker.range_of(day, cell)[1] < k - NEARLY:
                yield day, cell
    if len(attacker.tables) > 1:
        for cell in attacker.tables[0].counts:
            change = abs(attacker.tables[1].counts[cell] - attacker.tables[0].counts[cell])
            if 0 < change < k and attacker.change_of(cell)[1] < k - NEARLY:
                yield "change", cell


def filtered(lot: Random) -> Attacker:
    """Three filters, one after the other, of one day's count."""
    table, ledger = town(lot, *lot.choice(((3, 3), (4, 3), (3, 2, 2)))), list[Release]()
    for _filter in range(3):
        judged = judge(table, RULE, asked=some_filters(lot, table), ledger=ledger, on=MAY)
        if judged.suppression is not None:
            ledger.append(Release(MAY, table, frozenset(judged.shown)))
    shown = frozenset().union(*(each.shown for each in ledger))
    return Attacker([table], [{cell: table.values[cell] for cell in shown}])


def waited(lot: Random) -> Attacker:
    """The whole table on two days."""
    tables, ledger = [town(lot, 3, 3)], list[Release]()
    tables.append(later(lot, tables[0]))
    for place, table in enumerate(tables):
        on = MAY + timedelta(days=30 * place)
        judged = judge(table, RULE, asked=frozenset(table.cells), ledger=ledger, on=on)
        ledger.append(Release(on, table, frozenset(judged.shown)))
    return Attacker(tables, [{cell: each.table.values[cell] for cell in each.shown} for each in ledger])


def test_no_sequence_of_filters_and_days_gives_a_hidden_cell_away() -> None:
    tried, found = many(12, 10_000), 0
    for seed in range(tried):
        lot = Random(seed)  # noqa: S311
        attacker = (waited if seed % 4 == 0 else filtered)(lot)
        found += len(list(derived(attacker)))
    measured("filter sequences", tried, "three filters of a day, or two days")
    measured("derived", found)
    assert found == 0


@pytest.mark.parametrize("seed", range(4))
def test_every_hidden_cell_keeps_its_distance(seed: int) -> None:
    table = town(Random(seed), 4, 3, 2, few=12)  # noqa: S311
    found = suppress(table, RULE)
    for cell, (low, high) in intervals(table, found.shown, found.hidden).items():
        count = table.values[cell]
        assert low <= count
        assert high is None or count <= high
        assert high is None or high > low
        if cell in table.finest and 0 < count < RULE.k:
            assert high is None or (high >= RULE.k and high - low >= RULE.k - 1)


def test_a_publisher_who_hides_only_what_is_small_is_found_out() -> None:
    found = suppress(town(Random(3), 4, 3, few=12), RULE)  # noqa: S311
    small = {cell: why for cell, why in found.hidden.items() if why is Why.SMALL}
    careless = replace(found, hidden=small)
    assert len(small) < len(found.hidden)
    assert list(derived(Attacker([careless.table], [careless.shown])))
    assert any("contradicts what is shown" in str(fault) for fault in faults(careless))


def test_a_publisher_who_takes_absent_for_zero_is_found_out_by_whoever_waits() -> None:
    unknown = ("school 0", "status 0")
    drawn = town(Random(5), 3, 3)  # noqa: S311
    whole = Table(drawn.dimensions, dict.fromkeys(drawn.finest, 40) | {unknown: 3})
    before = {cell: count for cell, count in whole.counts.items() if cell != unknown}
    as_zero, honest = Table(whole.dimensions, before | {unknown: 0}), Table(whole.dimensions, before)

    def attack(*shown: Mapping[Cell, int]) -> Attacker:
        return Attacker([as_zero, whole], shown)

    assert list(derived(attack(suppress(as_zero, RULE).shown, suppress(whole, RULE).shown)))
    first = suppress(honest, RULE).shown
    ledger = [Release(MAY, honest, frozenset(first))]
    second = judge(whole, RULE, asked=frozenset(whole.cells), ledger=ledger, on=MAY + timedelta(days=31))
    assert not list(derived(attack(first, second.shown)))
    assert second.shown
    assert unknown not in first


def test_a_change_of_two_people_hides_the_sum_that_would_tell_it() -> None:
    may = Table(town(Random(1), 2, 2).dimensions, dict.fromkeys(town(Random(1), 2, 2).finest, 40))  # noqa: S311
    june = replace(may, counts={**may.counts, may.finest[0]: 42})
    ledger = [Release(MAY, may, frozenset(may.cells))]
    judged = judge(june, RULE, asked=frozenset(june.cells), ledger=ledger, on=MAY + timedelta(days=31))
    assert judged.may_be_released
    assert judged.also_hidden
    assert "whoever subtracts" in str(judged.words)
