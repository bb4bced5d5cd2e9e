"""What every row about a pupil declares about itself."""

from __future__ import annotations

from stafet.kernel.privacy import DataClass, Privacy, Retention

RETENTION = Retention(keep="P1Y", after="wish_round_over")
"""A year after the school year of the round: to answer whoever asks why, and no longer."""


def of_a_pupil(*technical: str) -> Privacy:
    """What somebody wished for, and what they got."""
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=RETENTION,
        technical=("id", "municipality_id", "person", "round", "known_at", *technical),
    )
