"""The page of the documentation that holds the table: written anew after each part, so that a stop loses nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.goals.elsewhere import ELSEWHERE
from tests.goals.kept import Kept, all_lines, reduced
from tests.goals.parts import EVERY
from tests.goals.record import figures_of
from tests.goals.table import to_markdown

_HEAD = """# Goals, and what was measured

Every promise is a number that a test prints. `make campaign` runs all parts of the campaign one after the other, hours of them, and writes this page after each;
`python -m tests.goals --only matrix` runs one, `--share 0.05` a twentieth of it, and `--table` writes the page again from what is kept. `make test` tries a slice of all of it.

A goal that nobody measured is not reached. *A slice* means: what was tried held, but less was tried than the goal asks for.
"""


def page(every: Mapping[str, Kept]) -> str:
    """The whole page."""
    found = figures_of(all_lines(every))
    return "\n".join(
        [
            _HEAD,
            to_markdown(found, whole=True, reduced=reduced(every)),
            "\n## Which runs these figures are from\n",
            *_runs(every),
            "\n## Goals that this table does not measure\n",
            "| Goal | What | Where it stands |",
            "|---|---|---|",
            *(f"| {goal} | {what} | {where} |" for goal, (what, where) in ELSEWHERE.items()),
            "",
        ]
    )


def _runs(every: Mapping[str, Kept]) -> Iterator[str]:
    yield "| Part | Day | Seconds | Size | Ended | Command |"
    yield "|---|---|---|---|---|---|"
    for part in EVERY:
        run = every.get(part)
        if run is None:
            yield f"| {part} | – | – | – | not run | |"
        else:
            size = "whole" if run.whole else "reduced"
            yield f"| {part} | {run.day} | {run.seconds:,} | {size} | {run.ended} | `{run.command}` |"
