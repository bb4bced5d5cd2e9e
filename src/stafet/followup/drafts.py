"""What is told to the actions of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stafet.followup.states import DayMark, Side


@dataclass(frozen=True, slots=True)
class DayTold:
    """What became of one day. ``minutes`` of ``None`` are those that were agreed."""

    day: date
    mark: DayMark
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One day in the young person's own words."""

    day: date
    did: str
    learned: str = ""
    felt: str = ""


@dataclass(frozen=True, slots=True)
class CheckInFacts:
    """With whom, when, who asks, and how often; ``every_days`` of ``None``: as the rule says."""

    side: Side
    due_on: date
    asker: str
    every_days: int | None = None
