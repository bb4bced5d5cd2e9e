"""Where a test writes what it measured, so that one table can be printed at the end, whoever measured it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.goals.goals import GOALS

FILE = "STAFET_GOALS"
"""The variable that names the file; without it nothing is kept."""

CAMPAIGN = os.environ.get("STAFET_CAMPAIGN", "") == "1"
"""Whether this is the long campaign."""

_TOGETHER: dict[str, Callable[[list[float]], float]] = {
    "bomb seconds": max,
    "bomb memory": max,
    "addresses": min,
    "mutants": min,
    "protected tables": min,
    "planted": min,
    "told": min,
    "copied": min,
    "who has read": max,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured for one goal, by all who measured a part of it."""

    value: float
    base: str


def many(slice_of_it: int, campaign: int) -> int:
    """How many to try: few in ``make test``, all of them in the campaign."""
    return campaign if CAMPAIGN else slice_of_it


def measured(goal: str, figure: float, base: str = "") -> None:
    """Keep a figure. Several parts of one goal are added up; shares and worst cases are not."""
    _keep({"goal": goal, "figure": figure, "base": base})


def _keep(line: Mapping[str, str | float]) -> None:
    if line["goal"] not in GOALS:
        raise KeyError(f"There is no goal {line['goal']!r}.")
    path = os.environ.get(FILE)
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(line, ensure_ascii=False)}\n")


def measured_share(goal: str, part: int, whole: int, of: str) -> None:
    """Keep a share that several parts measure: what they counted is added up, and the share is of the sum."""
    _keep({"goal": goal, "part": part, "whole": whole, "base": of})


def share(part: int, whole: int) -> float:
    """Per cent. Of nothing it is none: a share that was not measured is not reached."""
    return 100 * part / whole if whole else 0.0


def figures(path: Path) -> dict[str, Figure]:
    """What is in the file, put together."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for line in _lines(path):
        parts.setdefault(line["goal"], []).append(line)
    return {goal: _together(goal, found) for goal, found in parts.items()}


def _together(goal: str, found: list[dict[str, Any]]) -> Figure:
    if "whole" in found[0]:
        part, whole = (sum(line[name] for line in found) for name in ("part", "whole"))
        return Figure(share(part, whole), f"{whole:,} {found[0]['base']}")
    return Figure(
        _TOGETHER.get(goal, sum)([line["figure"] for line in found]),
        "; ".join(dict.fromkeys(line["base"] for line in found if line["base"])),
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
