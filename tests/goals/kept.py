"""What the parts of the campaign measured, kept part by part: a part that is run again replaces only its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.goals.record import Line, lines, put_together, together


@dataclass(frozen=True, slots=True)
class Kept:
    """One run of one part: when, by which command, how long, whether it was the whole part, and its figures."""

    day: str
    command: str
    seconds: int
    whole: bool
    failed: bool
    lines: list[Line]
    stopped: bool = False

    @property
    def ended(self) -> str:
        """How it ended, in words. What was measured before a stop was measured."""
        if self.stopped:
            return "stopped before its end"
        return "with failures" if self.failed else "well"


def as_run(
    path: Path, *, day: str, command: str, seconds: int, whole: bool, failed: bool, stopped: bool = False
) -> Kept:
    """A run and the figures it left in a file."""
    return Kept(
        day, command, seconds, whole and not stopped, failed, put_together(lines(path)), stopped=stopped
    )


def read_kept(file: Path) -> dict[str, Kept]:
    """Every part's last run, by its name."""
    if not file.exists():
        return {}
    found: dict[str, dict[str, object]] = json.loads(file.read_text(encoding="utf-8"))
    return {part: Kept(**values) for part, values in found.items()}  # type: ignore[arg-type]


def keep(file: Path, part: str, run: Kept) -> dict[str, Kept]:
    """Keep a run in place of the part's last one; returns all there are."""
    every = {**read_kept(file), part: run}
    text = json.dumps(
        {name: asdict(each) for name, each in sorted(every.items())}, indent=1, ensure_ascii=False
    )
    beside = file.with_suffix(".new")
    beside.write_text(f"{text}\n", encoding="utf-8")
    beside.replace(file)
    return every


def all_lines(every: Mapping[str, Kept]) -> dict[str, list[Line]]:
    """The lines of all parts by their goal."""
    return together(line for run in every.values() for line in run.lines)


def reduced(every: Mapping[str, Kept]) -> frozenset[str]:
    """The goals of which a part was run at less than its whole size."""
    return frozenset(str(line["goal"]) for run in every.values() if not run.whole for line in run.lines)
