"""What a part measured is kept on its own: a stop loses nothing, and a part that is run again replaces only its own."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.goals.elsewhere import ELSEWHERE
from tests.goals.goals import GOALS
from tests.goals.kept import Kept, all_lines, keep, read_kept, reduced
from tests.goals.page import page
from tests.goals.parts import COUNTRY, EVERY, PARTS, ROOT, Size, asked_by, command, run
from tests.goals.record import FILE, Line, figures_of

RACES: Line = {"goal": "races", "figure": 50, "base": ""}


def a_run(*lines: Line, whole: bool = True) -> Kept:
    return Kept("2026-09-01", "python -m tests.goals", 3, whole, failed=False, lines=list(lines))


def test_a_part_that_is_run_again_replaces_its_own_figures_and_nobody_elses(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    keep(file, "races", a_run(RACES))
    keep(file, "matrix", a_run({"goal": "leaks", "figure": 0, "base": ""}))
    every = keep(file, "races", a_run({**RACES, "figure": 70}))
    assert read_kept(file) == every
    found = figures_of(all_lines(every))
    assert (found["races"].value, found["leaks"].value) == (70, 0)


def test_the_page_says_of_each_part_whether_it_was_run_whole_or_not_at_all() -> None:
    text = page({"races": a_run(RACES, whole=False)})
    assert "| races | 2026-09-01 | 3 | reduced | well |" in text
    assert "| matrix | – | – | – | not run | |" in text
    assert re.search(r"Races \| 50 \| ≥ 10,000 \| a slice", text)


def test_what_was_measured_before_a_stop_is_kept_and_said_to_be_less_than_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, env: dict[str, str], **__: object) -> None:
        Path(env[FILE]).write_text(f"{json.dumps(RACES)}\n", encoding="utf-8")
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", stopped)
    kept = run("races", Size(), on=date(2026, 9, 1))
    assert (kept.stopped, kept.whole, kept.lines) == (True, False, [RACES])
    assert "| races | 2026-09-01 | 0 | reduced | stopped before its end |" in page({"races": kept})


def test_what_was_reduced_is_a_slice_only_where_it_did_not_reach_the_goal() -> None:
    few, enough = (a_run({**RACES, "figure": figure}, whole=False) for figure in (50, 10_000))
    assert reduced({"races": few}) == {"races"}
    assert "| 50 | ≥ 10,000 | a slice |" in page({"races": few})
    assert "| 10,000 | ≥ 10,000 | reached |" in page({"races": enough})


@pytest.mark.parametrize("part", PARTS)
def test_the_files_of_a_part_are_there(part: str) -> None:
    assert all((ROOT / path.removeprefix("--ignore=")).exists() for path in PARTS[part])


def test_every_goal_is_measured_by_a_part_that_can_be_run_alone() -> None:
    told = set()
    for part in PARTS.values():
        ignored = [path.removeprefix("--ignore=") for path in part if path.startswith("--ignore=")]
        for path in (ROOT / each for each in part if not each.startswith("--")):
            for file in path.rglob("*.py") if path.is_dir() else [path]:
                if str(file.relative_to(ROOT)) not in ignored:
                    told |= set(re.findall(r'measured(?:_share)?\(\s*"([a-z ]+)"', file.read_text()))
    told |= set(
        re.findall(r'measured(?:_share)?\(\s*"([a-z ]+)"', (ROOT / "tests/simulation/apart.py").read_text())
    )
    assert set(GOALS) - told == {"outbound"}, "the whole run measures it, whatever part it is"


def test_every_number_of_the_trust_goals_stands_in_the_table_or_says_where_it_stands() -> None:
    named = {number for goal in GOALS.values() for number in re.findall(r"G\d+", goal.number)}
    assert named | set(ELSEWHERE) == {f"G{number}" for number in range(1, 39)}
    assert not named & set(ELSEWHERE)


def test_the_command_that_is_written_down_is_the_one_that_runs() -> None:
    assert asked_by("races", Size(share=0.05)) == "python -m tests.goals --only races --share 0.05"
    assert {"--people", "500", "--days", "9"} <= set(command(COUNTRY, Size(people=500, days=9)))
    assert not Size(people=500).is_whole(COUNTRY)
    assert not Size(share=0.05).is_whole("races")


def test_what_is_committed_can_be_read() -> None:
    every = read_kept(ROOT / "tests" / "goals" / "kept.json")
    assert set(every) <= set(EVERY)
    assert {str(line["goal"]) for run in every.values() for line in run.lines} <= set(GOALS)
    assert json.dumps([run.lines for run in every.values()])
