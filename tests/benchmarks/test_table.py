"""The table's own arithmetic: a figure above its limit is told, a peer's is not a limit, a ratio is a ratio."""

from __future__ import annotations

import json
from math import nan

import pytest

from tests.benchmarks.table import Against, Kind, Report, Row, Section, middle, percentile, written


def a_row(figure: float, *against: Against, why: str = "") -> Row:
    return Row(Section.PAGES, "Somewhere", figure, "ms", "30 runs", against, why)


def report(*rows: Row) -> Report:
    return Report("2026-09-01", "make bench", ["2 cores"], rows)


@pytest.mark.parametrize(("figure", "verdict"), [(7.9, "kept"), (8.0, "kept"), (8.1, "**missed**")])
def test_a_limit_is_missed_above_it_only(figure: float, verdict: str) -> None:
    assert a_row(figure, Against("budget", 8), why="SQL").verdict == verdict


@pytest.mark.parametrize("kind", [Kind.PEER, Kind.SAME_RUN])
def test_nobody_misses_a_peer_or_a_baseline(kind: Kind) -> None:
    row = a_row(100, Against("theirs", 1, kind))
    assert not row.is_missed
    assert row.verdict == ""


def test_one_missed_limit_of_two_is_missed() -> None:
    assert a_row(6, Against("wide", 8), Against("narrow", 5)).is_missed


@pytest.mark.parametrize(("value", "ratio"), [(4.0, 2.5), (20.0, 0.5), (0.0, None)])
def test_the_ratio_is_the_figure_by_the_limit(value: float, ratio: float | None) -> None:
    assert Against("budget", value).ratio(10) == ratio


@pytest.mark.parametrize(("share", "found"), [(0.5, 5), (0.95, 10), (0.9, 9), (0.0, 1), (1.0, 10)])
def test_percentiles_are_values_that_were_measured(share: float, found: float) -> None:
    assert percentile([3, 1, 2, 10, 9, 8, 7, 6, 5, 4], share) == found


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_the_median_of_two_lies_between_them() -> None:
    assert middle([1, 2]) == 1.5


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0023, "0.0023"),
        (nan, "?"),
        (0.123, "0.12"),
        (9.876, "9.88"),
        (-14.22, "-14.2"),
        (16.0, "16"),
        (123.4, "123"),
        (12345.6, "12,346"),
    ],
)
def test_numbers_are_written_no_finer_than_they_are_known(number: float, text: str) -> None:
    assert written(number) == text


def test_the_page_tells_what_was_kept_and_what_was_missed() -> None:
    page = report(a_row(9, Against("budget", 8), why="SQL"), a_row(4, Against("budget", 8))).to_markdown()
    assert "2 figures; aims kept 1, missed 1." in page
    assert "| Somewhere | 9 ms | 30 runs | ≤ 8 budget | 1.12 | **missed** |" in page
    assert "* Somewhere: SQL" in page
    assert "2 cores" in page


def test_where_it_goes_is_not_told_of_an_aim_that_was_kept() -> None:
    page = report(a_row(4, Against("budget", 8), why="SQL")).to_markdown()
    assert "SQL" not in page


def test_a_ratio_to_nothing_is_a_dash() -> None:
    assert "| ≤ 0 rows | – | kept |" in report(a_row(0, Against("rows", 0))).to_markdown()


def test_a_line_in_a_cell_does_not_break_the_table() -> None:
    page = report(a_row(9, Against("a | b", 8))).to_markdown()
    assert "a / b" in page


def test_a_section_without_rows_is_not_printed() -> None:
    page = report(a_row(1)).to_markdown()
    assert page.count("\n## ") == 1


def test_measuring_that_was_stopped_says_so() -> None:
    page = Report("2026-09-01", "make bench", [], [a_row(1)], "pages: nobody answers").to_markdown()
    assert "**Stopped before its end.** pages: nobody answers" in page
    assert "| Somewhere |" in page


def test_a_machine_can_read_the_same_figures() -> None:
    data = json.loads(
        json.dumps(report(a_row(9, Against("budget", 8), Against("no-op", 3, Kind.SAME_RUN))).to_data())
    )
    (row,) = data["rows"]
    assert row["figure"] == 9
    assert row["ratios"] == [1.125, 3.0]
    assert row["verdict"] == "**missed**"
