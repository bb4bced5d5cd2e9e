"""What is counted: for each unit and period how many people, and how much of the outcome they had together.

Cells come from one query that groups; no row about a person reaches the kernel. The estimate on cells is the same as the
one on people (``docs/explanation/effects.md``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Starts = Mapping[str, int | None]
"""Unit → the period in which it started with the method; ``None``: not so far."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit in a period: ``people`` counted, and the ``total`` of their outcome (of a share: to how many it happened)."""

    unit: str
    period: int
    people: int
    total: float

    @property
    def mean(self) -> float:
        """The outcome per person; meaningless where nobody was counted."""
        return self.total / self.people


def digest_of_data(cells: Iterable[Cell], starts: Starts) -> str:
    """SHA-256 of what a result was worked out from, whatever the order of the rows: the same data, the same digest."""
    rows = sorted(f"{cell.unit}\t{cell.period}\t{cell.people}\t{cell.total!r}" for cell in cells)
    begun = sorted(f"{unit}\t{start}" for unit, start in starts.items())
    return hashlib.sha256("\n".join([*rows, "", *begun]).encode()).hexdigest()
