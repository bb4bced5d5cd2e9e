"""Where a test writes what it measured, so that one table can be printed at the end, whoever measured it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
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
    "logged": min,
    "denials": min,
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
    if goal not in GOALS:
        raise KeyError(f"There is no goal {goal!r}.")
    path = os.environ.get(FILE)
    if path:
        line = json.dumps({"goal": goal, "figure": figure, "base": base}, ensure_ascii=False)
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def share(part: int, whole: int) -> float:
    """Per cent. Of nothing it is none: a share that was not measured is not reached."""
    return 100 * part / whole if whole else 0.0


def figures(path: Path) -> dict[str, Figure]:
    """What is in the file, put together."""
    parts: dict[str, list[tuple[float, str]]] = {}
    for line in _lines(path):
        parts.setdefault(line["goal"], []).append((line["figure"], line["base"]))
    return {
        goal: Figure(
            _TOGETHER.get(goal, sum)([value for value, _ in found]),
            "; ".join(dict.fromkeys(base for _, base in found if base)),
        )
        for goal, found in parts.items()
    }


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
