"""``python -m tests.goals``: the long campaign, part by part, and the table of goals. Ends with 1 when one is missed.

It takes hours on two cores. ``--only`` runs some of its parts, ``--share`` less of them; what the others measured last is kept.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

from stafet.kernel import clock
from tests.goals.kept import Kept, all_lines, keep, read_kept
from tests.goals.page import page
from tests.goals.parts import EVERY, ROOT, Size, run
from tests.goals.record import figures_of
from tests.goals.table import is_reached, to_markdown

PAGE = ROOT / "docs" / "explanation" / "goals.md"
KEPT = ROOT / "tests" / "goals" / "kept.json"


def main(words: list[str]) -> int:
    """Run the parts one after the other; after each, keep its figures and write the page."""
    parser = ArgumentParser(
        prog="python -m tests.goals", description="Run the campaign, and print the goals."
    )
    parser.add_argument("--only", nargs="+", choices=EVERY, default=EVERY, help="only these parts")
    parser.add_argument("--share", type=float, default=1.0, help="how much of each part, up to 1 (1)")
    parser.add_argument("--workers", default="2", help="how many tests at once (2)")
    parser.add_argument("--municipalities", type=int, default=98, help="of the country (98)")
    parser.add_argument("--people", type=int, default=1_000_000, help="of the country (1000000)")
    parser.add_argument("--days", type=int, default=700, help="of the country (700)")
    parser.add_argument("--table", action="store_true", help="run nothing; write the page from what is kept")
    asked = parser.parse_args(words)
    size = Size(asked.share, asked.workers, asked.municipalities, asked.people, asked.days)
    every = read_kept(KEPT)
    for part in () if asked.table else asked.only:
        every = keep(KEPT, part, run(part, size, on=clock.now().date()))
        _write(every, PAGE)
        if every[part].stopped:
            break
    _write(every, PAGE)
    found, whole = figures_of(all_lines(every)), set(asked.only) == set(EVERY)
    sys.stdout.write(to_markdown(found, whole=whole) + "\n")
    failed = [part for part in asked.only if part in every and every[part].failed]
    for part in failed:
        sys.stdout.write(f"\nThe part {part} failed: see above.\n")
    return 0 if is_reached(found, whole=whole) and not failed else 1


def _write(every: Mapping[str, Kept], path: Path) -> None:
    path.write_text(page(every), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
