"""Days and hours at places: what a report or a cap compares with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from stafet.access import api as access
from stafet.followup.models import AttendanceDay
from stafet.followup.states import WAS_THERE, DayMark
from stafet.kernel.privacy import DataClass


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

    @property
    def without_word(self) -> int:
        """On how many days they did not come and did not say so."""
        return self.days.get(DayMark.ABSENT, 0)


def attendance_totals(
    placement_ids: Sequence[UUID], *, since: date | None = None, until: date | None = None
) -> Mapping[UUID, Attendance]:
    """Days and minutes of each placement in ``[since, until)``, for those the reader may see; zero where nothing was told."""
    rows = AttendanceDay.objects.filter(access.visible(DataClass.PROCESS))
    return count_days(rows, placement_ids, since=since, until=until)


def count_days(
    rows: QuerySet[AttendanceDay],
    placement_ids: Sequence[UUID],
    *,
    since: date | None = None,
    until: date | None = None,
) -> Mapping[UUID, Attendance]:
    """The same, of rows that somebody has chosen."""
    rows = rows.filter(placement_id__in=list(placement_ids))
    if since is not None:
        rows = rows.filter(day__gte=since)
    if until is not None:
        rows = rows.filter(day__lt=until)
    counted = (
        rows.order_by()
        .values_list("placement_id", "mark")
        .annotate(count=Count("pk"), minutes=Sum("minutes"))
    )
    days: dict[UUID, dict[DayMark, int]] = {key: {} for key in placement_ids}
    minutes = dict.fromkeys(placement_ids, 0)
    for key, mark, count, spent in counted:
        days[key][DayMark(mark)] = count
        minutes[key] += spent
    return {key: Attendance(days[key], minutes[key]) for key in placement_ids}


def hours_of(
    placement_ids: Sequence[UUID], *, since: date | None = None, until: date | None = None
) -> Mapping[UUID, float]:
    """Hours at the place in ``[since, until)``, of each placement: what a cap of hours compares with."""
    totals = attendance_totals(placement_ids, since=since, until=until)
    return {key: total.minutes / 60 for key, total in totals.items()}
