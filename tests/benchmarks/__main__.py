"""``python -m tests.benchmarks``: a cluster of its own in a temporary folder, the measuring, the table, nothing left.

Everything that knows Django is loaded after the folder has been chosen: settings read it once.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path

import django

from tests.benchmarks.table import Section

PEOPLE = "STAFET_BENCH_PEOPLE"
"""The variable that says how many, so that ``make bench`` can be told too."""

_FEWEST = 200


def arguments(words: list[str]) -> Namespace:
    """What is asked for."""
    many = int(os.environ.get(PEOPLE, "100000"))
    parser = ArgumentParser(
        prog="python -m tests.benchmarks", description="Measure, and print the table of figures."
    )
    parser.add_argument(
        "--people", type=int, default=many, help=f"how many young people in all ({PEOPLE}, else 100000)"
    )
    parser.add_argument("--municipalities", type=int, default=10, help="in how many municipalities (10)")
    parser.add_argument("--spells", type=int, default=1, help="places each young person has been at (1)")
    parser.add_argument(
        "--loaded",
        type=int,
        default=0,
        help="how many municipalities go in through their registers; the others are copies of the first (all)",
    )
    parser.add_argument("--soak", type=int, default=60, help="seconds at a steady pace (60; a campaign 1800)")
    parser.add_argument(
        "--only",
        nargs="+",
        type=Section,
        choices=list(Section),
        default=list(Section),
        help="only these parts",
    )
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    asked = parser.parse_args(words)
    if asked.municipalities < 1 or asked.people < asked.municipalities * _FEWEST:
        parser.error(f"At least one municipality, and {_FEWEST} people in each.")
    return asked


def command(words: list[str]) -> str:
    """How to do this again; into which file the figures went besides does not matter."""
    if "--json" in words:
        at = words.index("--json")
        words = words[:at] + words[at + 2 :]
    if words:
        return " ".join(["python -m tests.benchmarks", *words])
    return f"{PEOPLE}={os.environ[PEOPLE]} make bench" if PEOPLE in os.environ else "make bench"


def main(words: list[str]) -> int:
    """Measure in a folder of our own. Returns 1 when an aim was missed."""
    asked = arguments(words)
    # Whoever is told to end still tidies up: the server would outlive us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended before there was a table."))
    folder = Path(tempfile.mkdtemp(prefix="stafet-bench-"))
    folder.chmod(0o711)
    for name in ("DATABASE_URL", "STAFET_HOSTS", "STAFET_HTTPS", "STAFET_ROLE_PREFIX"):
        os.environ.pop(name, None)
    os.environ["STAFET_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "stafet.config.settings"
    try:
        django.setup()
        status: int = import_module("tests.benchmarks.run").run(asked, folder, command(words))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
