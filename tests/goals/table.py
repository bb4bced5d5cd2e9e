"""The table of goals: figure, target, verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum

from tests.goals.goals import GOALS, Goal
from tests.goals.record import Figure


class Verdict(StrEnum):
    """How a goal stands. A goal that was not measured is not reached."""

    REACHED = "reached"
    MISSED = "missed"
    SLICE = "a slice"
    NOT_MEASURED = "not measured"


def verdict(goal: Goal, figure: Figure | None, *, whole: bool) -> Verdict:
    """The verdict. In a slice, that less was tried is not held against it."""
    if figure is None:
        return Verdict.NOT_MEASURED
    if goal.is_amount and not whole and not goal.is_reached_by(figure.value):
        return Verdict.SLICE
    return Verdict.REACHED if goal.is_reached_by(figure.value) else Verdict.MISSED


def rows(
    found: Mapping[str, Figure], *, whole: bool, reduced: Collection[str] = ()
) -> Iterator[tuple[str, str, str, str, Verdict]]:
    """Number, what, figure, target and verdict of every goal; of a slice only those it measured."""
    for name, goal in GOALS.items():
        figure = found.get(name)
        if figure is not None or whole:
            yield (
                goal.number,
                f"{goal.what} ({figure.base})" if figure and figure.base else goal.what,
                "–" if figure is None else _written(figure.value, goal.unit),
                f"{goal.aim} {_written(goal.target, goal.unit)}",
                verdict(goal, figure, whole=whole and name not in reduced),
            )


def to_markdown(found: Mapping[str, Figure], *, whole: bool, reduced: Collection[str] = ()) -> str:
    """The table, as it stands in ``docs/explanation/goals.md``."""
    lines = ["| Goal | What | Figure | Target | Verdict |", "|---|---|---|---|---|"]
    lines += (f"| {' | '.join(map(str, row))} |" for row in rows(found, whole=whole, reduced=reduced))
    return "\n".join(lines)


def is_reached(found: Mapping[str, Figure], *, whole: bool) -> bool:
    """Whether nothing is missed, and in a campaign nothing left unmeasured."""
    bad = {Verdict.MISSED, Verdict.NOT_MEASURED}
    return not any(each in bad for *_, each in rows(found, whole=whole))


def _written(value: float, unit: str) -> str:
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3g}"
    return f"{text} {unit}".strip()
