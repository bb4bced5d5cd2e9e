"""``python -m tests.goals``: the long campaign, then the table of goals. Ends with 1 when one is missed.

It takes hours on two cores. ``--only`` runs some of its parts, and the table then has those goals only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.goals.record import FILE, figures
from tests.goals.table import is_reached, to_markdown

ROOT = Path(__file__).resolve().parents[2]
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "tests.campaign"]
PARTS: Mapping[str, Sequence[str]] = {
    "access": ["tests/trust", "tests/access", "tests/audit"],
    "relay": ["tests/responsibility", "tests/overview", "tests/watch"],
    "files": ["tests/integrations", "tests/registers"],
    "rest": [
        "tests/architecture",
        "tests/kernel",
        "tests/messages",
        "tests/organisations",
        "tests/people",
        "tests/pathways",
    ],
}
"""Which tests make up a part. Pages in a browser have no longer form; ``make test`` tries them whole."""

COUNTRY = "country"
"""The part that is no test: a country of this size, in fast motion."""

_SIMULATION = [sys.executable, "-m", "tests.simulation"]


def main(words: list[str]) -> int:
    """Run the parts one after the other, and print the table."""
    every = [*PARTS, COUNTRY]
    parser = ArgumentParser(
        prog="python -m tests.goals", description="Run the campaign, and print the goals."
    )
    parser.add_argument("--only", nargs="+", choices=every, default=every, help="only these parts")
    parser.add_argument("--workers", default="2", help="how many tests at once (2)")
    parser.add_argument("--municipalities", default="98", help="of the country (98)")
    parser.add_argument("--people", default="1000000", help="of the country (1000000)")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="stafet-goals-") as folder:
        path = Path(folder) / "goals.jsonl"
        told = {**os.environ, FILE: str(path), "STAFET_CAMPAIGN": "1"}
        failed = [part for part in asked.only if _fails(_command(part, asked), told)]
        found = figures(path)
    whole = set(asked.only) == set(every)
    sys.stdout.write(to_markdown(found, whole=whole) + "\n")
    for part in failed:
        sys.stdout.write(f"\nThe part {part} failed: see above.\n")
    return 0 if is_reached(found, whole=whole) and not failed else 1


def _command(part: str, asked: Namespace) -> Sequence[str]:
    if part == COUNTRY:
        return [*_SIMULATION, "--municipalities", asked.municipalities, "--people", asked.people]
    return [*PYTEST, "-n", asked.workers, *PARTS[part]]


def _fails(command: Sequence[str], told: Mapping[str, str]) -> bool:
    return subprocess.run(command, cwd=ROOT, env=told, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
