"""Which averages there are, and why a unit is in none of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Of(StrEnum):
    """Which average: over all who start (each start its own average), over all starts and periods, over the time since
    the start (each point of it, and all of it), of one start."""

    ALL = "all"
    EVERY_PERIOD = "every_period"
    SINCE_START = "since_start"
    EVENT = "event"
    START = "start"


@dataclass(frozen=True, slots=True)
class Average:
    """An average that is asked for. ``at``: periods since the start, or the period of the start."""

    of: Of
    at: int = 0


OVERALL = Average(Of.ALL)
"""The headline: the average of each start's effect, weighted by who started when."""


class LeftOut(StrEnum):
    """Why a unit is not in the table: it is named in the result, so that nobody wonders.

    ``GAPS``: nobody was counted in some period. ``STARTED_BEFORE``: it had the method before there was a period to compare
    with. ``STARTS_SOON``: it starts right after the window, and may already have changed something.
    """

    GAPS = "gaps"
    STARTED_BEFORE = "started_before"
    STARTS_SOON = "starts_soon"
