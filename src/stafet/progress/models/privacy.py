"""What every table of this room declares."""

from __future__ import annotations

from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy


def on_the_way(*technical: str) -> Privacy:
    """Of somebody's way, kept for as long as the plan is."""
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )
