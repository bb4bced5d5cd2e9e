"""What all rows of this room have in common as personal data."""

from __future__ import annotations

from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy


def of_a_process(*technical: str) -> Privacy:
    """Data of a process about a person; ``technical`` fields say nothing about anybody."""
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", *technical),
    )
