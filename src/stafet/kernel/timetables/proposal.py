"""What a search came to: plain data, which a page can hold without loading a solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Seat = tuple[str, str]
"""A lesson's key and the role of one of the rooms it needs."""


class Outcome(StrEnum):
    """What is known about a proposal."""

    PROVEN = "proven"
    FEASIBLE = "feasible"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What a proposal costs, the more important first: soft lessons on the company day, then lessons moved."""

    soft: int
    moved: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """``starts`` and ``rooms``: where every lesson stands; empty where nothing was found. ``bound``: nothing costs less."""

    outcome: Outcome
    bound: Cost
    seconds: float
    cost: Cost | None = None
    starts: Mapping[str, int] = field(default_factory=dict)
    rooms: Mapping[Seat, str] = field(default_factory=dict)

    @property
    def gap(self) -> int | None:
        """How many moves fewer a better week might do with; ``None`` where it might also leave fewer soft lessons."""
        if self.cost is None or self.cost.soft != self.bound.soft:
            return None
        return self.cost.moved - self.bound.moved
