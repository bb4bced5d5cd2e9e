"""The parts of the campaign: each runs alone, in its own time, and says what it measured."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.goals.kept import Kept, as_run
from tests.goals.record import FILE, SHARE

ROOT = Path(__file__).resolve().parents[2]
_PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "tests.campaign")
_SIMULATION = (sys.executable, "-m", "tests.simulation")

_NUMBERS = ("tests/kernel/disclosure", "tests/kernel/effects", "tests/kernel/equity")

PARTS: Mapping[str, Sequence[str]] = {
    "census": ("tests/architecture",),
    "matrix": ("tests/trust/test_matrix.py",),
    "pages": ("tests/trust/test_looked_at.py",),
    "fences": ("tests/trust/test_fences.py", "tests/access", "tests/audit"),
    "typed": ("tests/trust/test_fuzz.py", "tests/trust/test_doors.py", "tests/trust/test_words.py"),
    "logs": ("tests/trust/test_logs.py",),
    "kills": ("tests/trust/test_kill.py", "tests/trust/test_crash.py"),
    "races": ("tests/responsibility/test_races.py",),
    "relay": ("tests/responsibility", "--ignore=tests/responsibility/test_races.py"),
    "emergency": ("tests/emergency",),
    "own": ("tests/own",),
    "files": ("tests/integrations", "tests/registers"),
    "edges": (
        "tests/kernel",
        *(f"--ignore={each}" for each in _NUMBERS),
        "tests/people",
        "tests/pathways",
        "tests/messages",
        "tests/organisations",
    ),
    "numbers": _NUMBERS,
    "keeping": ("tests/retention", "tests/operation", "tests/watch", "tests/overview"),
}
"""Which tests make up a part. Journeys in a browser have no longer form; ``make test`` tries them whole."""

COUNTRY = "country"
"""The part that is no test: a country of this size, in fast motion."""

EVERY = (*PARTS, COUNTRY)


@dataclass(frozen=True, slots=True)
class Size:
    """How much of the campaign: one is all of it."""

    share: float = 1.0
    workers: str = "2"
    municipalities: int = 98
    people: int = 1_000_000
    days: int = 700

    @property
    def is_whole_country(self) -> bool:
        """Whether it is the country the goals ask for."""
        return self.municipalities >= 98 and self.people >= 1_000_000 and self.days >= 700

    def is_whole(self, part: str) -> bool:
        """Whether a part of this size is the whole part."""
        return self.is_whole_country if part == COUNTRY else self.share >= 1


def command(part: str, size: Size) -> Sequence[str]:
    """What is run for a part."""
    if part == COUNTRY:
        country = ("--municipalities", size.municipalities, "--people", size.people, "--days", size.days)
        return (*_SIMULATION, *map(str, country))
    return (*_PYTEST, "-n", size.workers, *PARTS[part])


def asked_by(part: str, size: Size) -> str:
    """The command that runs the part again, as a person types it."""
    words = ["python -m tests.goals --only", part]
    if part == COUNTRY:
        words.append(f"--municipalities {size.municipalities} --people {size.people} --days {size.days}")
    elif size.share < 1:
        words.append(f"--share {size.share:g}")
    return " ".join(words)


def run(part: str, size: Size, *, on: date) -> Kept:
    """Run one part in processes of its own, and keep what it measured, how long it took and how it ended."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="stafet-goals-") as folder:
        path = Path(folder) / "goals.jsonl"
        told = {**os.environ, FILE: str(path), SHARE: f"{size.share:g}", "STAFET_CAMPAIGN": "1"}
        try:
            ended = subprocess.run(command(part, size), cwd=ROOT, env=told, check=False).returncode
        except KeyboardInterrupt:
            ended = None
        return as_run(
            path,
            day=on.isoformat(),
            command=asked_by(part, size),
            seconds=round(time.monotonic() - began),
            whole=size.is_whole(part),
            failed=ended != 0,
            stopped=ended is None,
        )
