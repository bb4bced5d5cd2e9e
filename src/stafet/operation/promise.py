"""The promise in numbers: for how many it holds, and for how many it is broken. Zero is the promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_FIGURES = """
    SELECT count(*), count(*) FILTER (WHERE holders = 1), count(*) FILTER (WHERE steps > 0)
    FROM (
        SELECT (SELECT count(*) FROM responsibility_holding h
                WHERE h.municipality_id = c.municipality_id AND h.person_id = c.person_id AND h.ends_at IS NULL) AS holders,
               (SELECT count(*) FROM responsibility_nextstep s
                WHERE s.municipality_id = c.municipality_id AND s.person_id = c.person_id AND s.state = 'open'
                  AND s.due_on IS NOT NULL) AS steps
        FROM responsibility_coverage c WHERE c.ends_on IS NULL) AS promised
"""


@dataclass(frozen=True, slots=True)
class PromiseFigures:
    """For how many the promise holds, how many of them have exactly one holder, how many an open step with a date."""

    covered: int
    one_holder: int
    next_step: int

    @property
    def without_one_holder(self) -> int:
        """Whom nobody has, or two at once."""
        return self.covered - self.one_holder

    @property
    def without_step(self) -> int:
        """For whom nothing is next."""
        return self.covered - self.next_step


def figures(ask: Callable[[str], Any]) -> PromiseFigures:
    """Count as whoever asks: a role that passes policies counts everybody, a job its own municipality.

    ``ask`` sends a statement and gives something with ``fetchone``.
    """
    return PromiseFigures(*ask(_FIGURES).fetchone())
