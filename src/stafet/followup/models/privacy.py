"""What every row about a placement that lasts declares about itself."""

from __future__ import annotations

from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy


def of_a_placement(*technical: str, data_class: DataClass = DataClass.PROCESS) -> Privacy:
    """Part of a pupil's process, kept as long as the promise and what follows it."""
    return Privacy(
        data_class,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )
