"""What every row of this room declares about itself."""

from __future__ import annotations

from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy


def of_guidance(*technical: str) -> Privacy:
    """Part of somebody's guidance: read by those who counsel, kept as long as the promise and what follows it."""
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )
