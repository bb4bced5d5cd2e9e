"""What every reader of timetables gives: a week, and what was left out or taken for granted."""

from __future__ import annotations

from dataclasses import dataclass

from stafet.kernel.records import Notice
from stafet.kernel.timetables.problem import Week


@dataclass(frozen=True, slots=True)
class ReadWeek:
    """A week, and what its reader has to say about it."""

    week: Week
    notices: tuple[Notice, ...] = ()
