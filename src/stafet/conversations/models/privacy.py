"""What all rows of this room have in common as personal data."""

from __future__ import annotations

from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy


def about_a_person(data_class: DataClass, *technical: str) -> Privacy:
    """Data about a person; ``technical`` fields say nothing about anybody."""
    return Privacy(
        data_class,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )
