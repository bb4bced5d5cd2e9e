"""What every row about a pupil declares about itself."""

from __future__ import annotations

from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy


def of_a_pupil(*technical: str) -> Privacy:
    """Part of a pupil's process: read by those who counsel and teach, kept as long as the promise and what follows it."""
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )
