"""What pages show of a placement while it lasts, for whoever may see the young person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from stafet.access import api as access
from stafet.followup.models import AttendanceDay, CheckIn, LearningGoal, LogEntry
from stafet.followup.queries.attendance import Attendance, count_days
from stafet.followup.queries.reading import agreement_of
from stafet.followup.states import FOLLOWED, CheckState
from stafet.kernel.privacy import DataClass
from stafet.placements.api import Agreement, Placement, WayState

_SEEN = DataClass.PROCESS
_SHOWN_WITH = ("scheme", "person", "school", "place__host")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Everything of one placement while it lasts."""

    placement: Placement
    agreement: Agreement | None
    goals: tuple[LearningGoal, ...]
    entries: tuple[LogEntry, ...]
    days: tuple[AttendanceDay, ...]
    checks: tuple[CheckIn, ...]

    @property
    def totals(self) -> Attendance:
        """Days and hours, of what was told."""
        return count_days(self.days)

    @property
    def planned_checks(self) -> tuple[CheckIn, ...]:
        """What is still to be held, the first first."""
        return tuple(each for each in self.checks if each.state == CheckState.PLANNED)

    @property
    def is_followed(self) -> bool:
        """Whether somebody still follows it up."""
        return WayState(self.placement.state) in FOLLOWED


@dataclass(frozen=True, slots=True)
class Due:
    """One placement of the list, with the check-ins that are due."""

    placement: Placement
    checks: tuple[CheckIn, ...]


def follow_up(placement_id: UUID) -> FollowUp | None:
    """One placement, or ``None`` for a reader who may not see it."""
    rows = Placement.objects.filter(access.visible(_SEEN), pk=placement_id)
    placement = rows.select_related(*_SHOWN_WITH).first()
    if placement is None:
        return None
    of = Q(access.visible(_SEEN), municipality_id=placement.municipality_id, placement=placement)
    return FollowUp(
        placement=placement,
        agreement=agreement_of(placement),
        goals=tuple(LearningGoal.objects.filter(of).select_related("settled_by").order_by("set_on", "pk")),
        entries=tuple(LogEntry.objects.filter(of).select_related("answered_by").order_by("-day")),
        days=tuple(AttendanceDay.objects.filter(of).select_related("by").order_by("-day")),
        checks=tuple(CheckIn.objects.filter(of).order_by("due_on", "pk")),
    )


def due_placements(*, until: date) -> QuerySet[Placement]:
    """Those the reader may see at which a check-in is due by a day, or none is planned; the longest due first."""
    checks = CheckIn.objects.filter(
        municipality_id=OuterRef("municipality_id"), placement_id=OuterRef("pk")
    ).planned()
    first = checks.order_by().values("placement_id").annotate(day=Min("due_on")).values("day")
    rows = Placement.objects.filter(access.visible(_SEEN), state__in=FOLLOWED)
    due = rows.annotate(first_due=Subquery(first)).filter(Q(first_due=None) | Q(first_due__lte=until))
    return due.select_related(*_SHOWN_WITH).order_by("first_due", "since_on", "pk")


def due_at(placements: Sequence[Placement], *, until: date) -> tuple[Due, ...]:
    """What is due at each of them. One statement."""
    keys = [each.pk for each in placements]
    checks = list(
        CheckIn.objects.filter(access.visible(_SEEN), placement_id__in=keys, due_on__lte=until)
        .planned()
        .order_by("due_on", "pk")
    )
    return tuple(
        Due(each, tuple(row for row in checks if row.placement_id == each.pk)) for each in placements
    )
