"""What is hidden, why, what readers are told, and that a wrong table is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from stafet.kernel.disclosure import (
    ALL,
    Audience,
    Cell,
    Dimension,
    ImpossibleTable,
    PrimaryRule,
    State,
    Table,
    TooSmallAThreshold,
    Why,
    faults,
    rule_for,
)
from stafet.kernel.disclosure.releases import Release, judge
from stafet.kernel.disclosure.suppress import CannotBeProtected, suppress
from tests.kernel.disclosure.towns import town

RULE = PrimaryRule(5)
DAY = date(2026, 5, 1)
SCHOOL = Dimension("school", ("north", "south", "west"), {"by the sea": frozenset({"north", "west"})})
STATUS = Dimension("status", ("school", "work", "neither"))


def table(*rows: tuple[int, int, int]) -> Table:
    counts: dict[Cell, int] = {
        (s, a): n
        for s, row in zip(SCHOOL.codes, rows, strict=True)
        for a, n in zip(STATUS.codes, row, strict=True)
    }
    return Table((SCHOOL, STATUS), counts)


def test_a_small_cell_is_hidden_with_three_others_and_no_sum() -> None:
    plain = Table((replace(SCHOOL, groups={}), STATUS), table((30, 20, 3), (40, 25, 9), (33, 21, 12)).counts)
    found = suppress(plain, RULE)
    assert found.hidden["north", "neither"] is Why.SMALL
    assert sorted(found.hidden.values()) == [Why.COMPLEMENTARY] * 3 + [Why.SMALL]
    assert all(ALL not in cell for cell in found.hidden)


def test_readers_are_not_told_which_cell_is_the_small_one() -> None:
    found = suppress(table((30, 20, 3), (40, 25, 9), (33, 21, 12)), RULE)
    assert len({str(found.words(cell)) for cell in found.hidden}) == 1
    assert len({str(found.explain(cell)) for cell in found.hidden}) == 2


def test_absent_is_never_a_zero_and_neither_are_its_sums() -> None:
    some = table((30, 20, 10), (40, 25, 9), (33, 21, 12))
    found = suppress(
        replace(some, counts={c: n for c, n in some.counts.items() if c != ("south", "work")}), RULE
    )
    for cell in (("south", "work"), ("south", ALL), (ALL, "work"), (ALL, ALL)):
        assert found.state(cell) is State.ABSENT
        assert str(found.words(cell)) == "Not known"
    assert found.words(("by the sea", "work")).values == {"count": 41}


def test_a_zero_is_shown() -> None:
    found = suppress(table((30, 20, 0), (40, 25, 9), (33, 21, 12)), RULE)
    assert found.hidden == {}
    assert str(found.words(("north", "neither"))) == "0 people"
    assert str(found.explain(("north", "neither"))) == "0 people"


def test_that_everybody_gave_one_answer_is_hidden_where_it_is_sensitive() -> None:
    all_one = table((30, 0, 0), (40, 25, 9), (33, 21, 12))
    assert suppress(all_one, RULE).hidden == {}
    found = suppress(all_one, PrimaryRule(5, hides_everybody_in="status"))
    assert found.hidden["north", "school"] is Why.EVERYBODY
    assert "everybody" in str(found.explain(("north", "school")))
    assert {("north", "work"), ("north", "neither")} & set(found.hidden)


def test_only_what_is_asked_for_is_shown_and_tables_that_share_sums_are_safe_together() -> None:
    some = town(Random(2), 3, 3, 2, few=12)  # noqa: S311
    asked = some.view("school", "status") | some.view("school", "sex")
    found = suppress(some, RULE, asked=asked)
    assert set(found.shown) <= asked
    assert faults(found) == ()
    assert str(found.words(some.finest[0])) == "Not part of this table"


def test_what_is_out_can_not_be_called_back() -> None:
    some = table((30, 20, 3), (40, 25, 9), (33, 21, 12))
    every = frozenset(some.cells) - {("north", "neither")}
    with pytest.raises(CannotBeProtected, match="given away together with what has been released earlier"):
        suppress(some, RULE, earlier=every)
    judged = judge(some, RULE, asked=every, ledger=[Release(DAY, some, every)], on=DAY)
    assert not judged.may_be_released


def test_releases_that_count_by_other_things_are_not_compared() -> None:
    some = table((30, 20, 3), (40, 25, 9), (33, 21, 12))
    other = town(Random(1), 2, 2)  # noqa: S311
    with pytest.raises(ImpossibleTable, match="counts by other things"):
        judge(some, RULE, asked=frozenset(some.cells), ledger=[Release(DAY, other, frozenset())], on=DAY)


def test_a_release_that_nothing_contradicts_says_so() -> None:
    some = table((30, 20, 10), (40, 25, 9), (33, 21, 12))
    judged = judge(some, RULE, asked=frozenset(some.cells), ledger=[], on=DAY)
    assert judged.may_be_released
    assert "give nothing away" in str(judged.words)


def test_the_threshold_is_the_rule_of_the_day_and_stricter_for_the_public() -> None:
    assert rule_for(Audience.INSIDE, on=DAY, is_sensitive=False).k == 5
    assert rule_for(Audience.PUBLIC, on=DAY, is_sensitive=False).k == 10
    assert rule_for(Audience.INSIDE, on=DAY, is_sensitive=True).k == 10
    with pytest.raises(TooSmallAThreshold, match="hides nobody"):
        PrimaryRule(1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: Table((STATUS,), {("gone",): 1}), "does not know"),
        (lambda: Table((STATUS,), {("work",): -1}), "can't hold -1"),
        (lambda: Table((STATUS,), {("work",): 1}, frozenset({("work",)})), "can't hold 1"),
        (lambda: Table((Dimension("status", ("a", "a")),), {}), "has a code twice"),
        (lambda: Table((Dimension("status", ("a",), {"b": frozenset({"c"})}),), {}), "has a code twice"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(wrong: object, said: str) -> None:
    with pytest.raises(ImpossibleTable, match=said):
        wrong()  # type: ignore[operator]


def test_a_wrong_proof_is_seen() -> None:
    found = suppress(table((30, 20, 3), (40, 25, 9), (33, 21, 12)), RULE)
    assert any("too closely" in str(fault) for fault in faults(replace(found, proof=())))
    assert any("all the same" in str(fault) for fault in faults(replace(found, proof=())))
    below = replace(found, proof=({("north", "work"): -100},))
    assert any("contradicts" in str(fault) for fault in faults(below))
    shown = replace(found, hidden={})
    assert any("is shown and must not be" in str(fault) for fault in faults(shown))
