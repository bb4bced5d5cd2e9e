"""Where a test writes what it measured, so that one table can be printed at the end, whoever measured it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.goals.goals import GOALS

FILE = "STAFET_GOALS"
"""The variable that names the file; without it nothing is kept."""

SHARE = "STAFET_CAMPAIGN_SHARE"
"""The variable that says how much of the campaign is run: 1 is all of it."""

Line = dict[str, Any]
"""A goal and its figure, or the part and the whole of a share."""

CAMPAIGN = os.environ.get("STAFET_CAMPAIGN", "") == "1"
"""Whether this is the long campaign."""

_TOGETHER: dict[str, Callable[[list[float]], float]] = {
    "bomb seconds": max,
    "bomb memory": max,
    "addresses": min,
    "mutants": min,
    "planted": min,
    "told": min,
    "copied": min,
    "who has read": max,
    "coverage low": min,
    "coverage high": max,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured for one goal, by all who measured a part of it."""

    value: float
    base: str


def many(slice_of_it: int, campaign: int) -> int:
    """How many to try: few in ``make test``, all of them in the campaign."""
    return max(slice_of_it, round(campaign * part_of_it())) if CAMPAIGN else slice_of_it


def part_of_it() -> float:
    """How much of the campaign this run is."""
    return float(os.environ.get(SHARE, "1"))


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
    return {goal: _figure(goal, found) for goal, found in together(lines(path)).items()}


def figures_of(found: Mapping[str, Sequence[Line]]) -> dict[str, Figure]:
    """The figures of lines that are already sorted by their goal."""
    return {goal: _figure(goal, each) for goal, each in found.items()}


def together(found: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines by their goal, in the order of the goals' first line."""
    parts: dict[str, list[Line]] = {}
    for line in found:
        parts.setdefault(line["goal"], []).append(line)
    return parts


def put_together(found: Iterable[Line]) -> list[Line]:
    """One line for each goal instead of thousands."""
    return [_one(goal, each) for goal, each in together(found).items()]


def _one(goal: str, found: Sequence[Line]) -> Line:
    figure = _figure(goal, found)
    if "whole" in found[0]:
        part, whole = (sum(line[name] for line in found) for name in ("part", "whole"))
        return {"goal": goal, "part": part, "whole": whole, "base": found[0]["base"]}
    return {"goal": goal, "figure": figure.value, "base": figure.base}


def _figure(goal: str, found: Sequence[Line]) -> Figure:
    if "whole" in found[0]:
        part, whole = (sum(line[name] for line in found) for name in ("part", "whole"))
        return Figure(share(part, whole), f"{whole:,} {found[0]['base']}")
    return Figure(
        _TOGETHER.get(goal, sum)([line["figure"] for line in found]),
        "; ".join(dict.fromkeys(line["base"] for line in found if line["base"])),
    )


def lines(path: Path) -> Iterator[Line]:
    """What was written, line by line."""
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
