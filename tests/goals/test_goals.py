"""The table of goals does not flatter: what is missed is missed, and what nobody measured is not reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.goals.goals import GOALS
from tests.goals.record import FILE, Figure, figures, measured, measured_share
from tests.goals.table import Verdict, is_reached, rows, to_markdown, verdict

ALL_REACHED = {name: Figure(goal.target, "") for name, goal in GOALS.items()}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "goals.jsonl"
    monkeypatch.setenv(FILE, str(path))
    return path


def test_parts_are_added_and_of_shares_and_worst_cases_the_worst_counts(file: Path) -> None:
    for races, seconds, share in ((50, 0.2, 100), (70, 1.4, 98)):
        measured("races", races, "two accept one offer")
        measured("bomb seconds", seconds)
        measured("told", share)
    found = figures(file)
    assert found["races"] == Figure(120, "two accept one offer")
    assert (found["bomb seconds"].value, found["told"].value) == (1.4, 98)


def test_a_share_of_which_several_parts_counted_some_is_of_all_they_counted(file: Path) -> None:
    for part, whole in ((99, 100), (900, 900)):
        measured_share("logged", part, whole, "answers")
    assert figures(file)["logged"] == Figure(99.9, "1,000 answers")
    assert verdict(GOALS["logged"], figures(file)["logged"], whole=False) is Verdict.MISSED


def test_a_share_of_nothing_is_not_reached(file: Path) -> None:
    measured_share("logged", 0, 0, "answers")
    assert verdict(GOALS["logged"], figures(file)["logged"], whole=False) is Verdict.MISSED


def test_a_goal_nobody_knows_is_refused(file: Path) -> None:
    with pytest.raises(KeyError, match="no goal"):
        measured("happiness", 1)


def test_one_leak_is_a_miss(file: Path) -> None:
    measured("leaks", 1)
    assert verdict(GOALS["leaks"], figures(file)["leaks"], whole=False) is Verdict.MISSED
    assert not is_reached(figures(file), whole=False)


def test_in_a_slice_how_much_was_tried_is_not_judged_and_in_a_campaign_it_is() -> None:
    few = Figure(50, "")
    assert verdict(GOALS["races"], few, whole=False) is Verdict.SLICE
    assert verdict(GOALS["races"], few, whole=True) is Verdict.MISSED


def test_what_a_campaign_did_not_measure_is_not_reached() -> None:
    assert is_reached(ALL_REACHED, whole=True)
    for missing in GOALS:
        left = {name: figure for name, figure in ALL_REACHED.items() if name != missing}
        assert not is_reached(left, whole=True), missing
    assert [row[-1] for row in rows({}, whole=True)] == [Verdict.NOT_MEASURED] * len(GOALS)


def test_the_table_has_a_line_for_each_goal() -> None:
    assert len(to_markdown(ALL_REACHED, whole=True).splitlines()) == len(GOALS) + 2
