"""Days and hours at a place, counted from what was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stafet.followup.models import AttendanceDay
from stafet.followup.states import WAS_THERE, DayMark


@dataclass(frozen=True, slots=True)
class Attendance:
    """The days that somebody has told about, by what became of them, and the minutes at the place. ``told`` is the base."""

    days: Mapping[DayMark, int]
    minutes: int

    @property
    def told(self) -> int:
        """Of how many days anything was told."""
        return sum(self.days.values())

    @property
    def there(self) -> int:
        """On how many days they were there."""
        return sum(self.days.get(mark, 0) for mark in WAS_THERE)


def count_days(rows: Sequence[AttendanceDay]) -> Attendance:
    """How many days of each mark, and the minutes of all together."""
    marks = [DayMark(each.mark) for each in rows]
    return Attendance({mark: marks.count(mark) for mark in DayMark}, sum(each.minutes for each in rows))
