"""One placement as it is followed up, and the list of those with something due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Least

from stafet.access import api as access
from stafet.followup.models import (
    AttendanceDay,
    CheckIn,
    Evaluation,
    HostLink,
    Incident,
    IncidentHarm,
    Issue,
    LearningGoal,
    LogEntry,
    PlacementCertificate,
)
from stafet.followup.queries.attendance import Attendance, attendance_totals
from stafet.followup.queries.reading import agreement_of, plan_of
from stafet.followup.schedule import Plan
from stafet.followup.states import FOLLOWED, CheckState, IssueState
from stafet.kernel.privacy import DataClass
from stafet.placements.api import Agreement, Placement

_SEEN = DataClass.PROCESS


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Everything of one placement while it lasts. ``harms`` are there for those few who may open them."""

    placement: Placement
    agreement: Agreement | None
    plan: Plan
    goals: tuple[LearningGoal, ...]
    entries: tuple[LogEntry, ...]
    days: tuple[AttendanceDay, ...]
    totals: Attendance
    checks: tuple[CheckIn, ...]
    issues: tuple[Issue, ...]
    incidents: tuple[Incident, ...]
    harms: Mapping[UUID, IncidentHarm]
    evaluations: tuple[Evaluation, ...]
    certificates: tuple[PlacementCertificate, ...]

    @property
    def planned_checks(self) -> tuple[CheckIn, ...]:
        """What is still to be held, the first first."""
        return tuple(each for each in self.checks if each.state == CheckState.PLANNED)

    @property
    def is_followed(self) -> bool:
        """Whether somebody still follows it up."""
        return self.placement.state in FOLLOWED and self.placement.aside_since is None


@dataclass(frozen=True, slots=True)
class Due:
    """One placement of the list, with what is due at it."""

    placement: Placement
    checks: tuple[CheckIn, ...]
    issues: tuple[Issue, ...]


def follow_up(placement_id: UUID) -> FollowUp | None:
    """One placement, or ``None`` for a reader who may not see it."""
    rows = Placement.objects.filter(access.visible(_SEEN), pk=placement_id)
    placement = rows.select_related("scheme", "person", "school", "place__host").first()
    return None if placement is None else _view(placement)


def due_placements(*, until: date) -> QuerySet[Placement]:
    """Those the reader may see at which something is due by a day, or with whom no talk is planned; the longest due first."""
    seen = access.visible(_SEEN)
    mine = {"municipality_id": OuterRef("municipality_id"), "placement_id": OuterRef("pk")}
    checks = CheckIn.objects.filter(**mine).planned().order_by().values("placement_id")
    issues = Issue.objects.filter(**mine, state=IssueState.OPEN).order_by().values("placement_id")
    rows = Placement.objects.filter(seen, state__in=FOLLOWED, aside_since=None).annotate(
        next_check=Subquery(checks.annotate(day=Min("due_on")).values("day")),
        next_issue=Subquery(issues.annotate(day=Min("look_again_on")).values("day")),
    )
    due = rows.annotate(first_due=Least("next_check", "next_issue")).filter(
        Q(next_check=None) | Q(first_due__lte=until)
    )
    return due.select_related("scheme", "person", "school", "place__host").order_by(
        "first_due", "since_on", "pk"
    )


def due_at(placements: Sequence[Placement], *, until: date) -> tuple[Due, ...]:
    """What is due at each of them. Two statements."""
    keys = [each.pk for each in placements]
    checks = list(
        CheckIn.objects.filter(access.visible(_SEEN), placement_id__in=keys, due_on__lte=until)
        .planned()
        .order_by("due_on", "pk")
    )
    issues = list(
        Issue.objects.filter(
            access.visible(_SEEN), placement_id__in=keys, state=IssueState.OPEN, look_again_on__lte=until
        ).order_by("look_again_on", "pk")
    )
    return tuple(
        Due(
            each,
            tuple(row for row in checks if row.placement_id == each.pk),
            tuple(row for row in issues if row.placement_id == each.pk),
        )
        for each in placements
    )


def open_links(placement: Placement, *, at: datetime) -> tuple[HostLink, ...]:
    """The links to the company that still open something."""
    rows = HostLink.objects.filter(
        municipality_id=placement.municipality_id, placement_id=placement.pk, expires_at__gt=at
    )
    return tuple(rows.order_by("pk"))


def may_know_harm(placement_id: UUID) -> bool:
    """Whether the reader is one of the few who read what an incident did to this young person."""
    return Placement.objects.filter(access.visible(DataClass.GUIDANCE_NOTE), pk=placement_id).exists()


def stories(*, municipality_ids: Sequence[UUID]) -> tuple[Evaluation, ...]:
    """What young people have said may be told on, newest first; only of those the reader may see."""
    rows = Evaluation.objects.filter(
        access.visible(_SEEN),
        municipality_id__in=municipality_ids,
        may_be_told=True,
        signed_at__isnull=False,
    )
    return tuple(rows.select_related("placement__scheme").order_by("-signed_at")[:20])


def _view(placement: Placement) -> FollowUp:
    of = Q(municipality_id=placement.municipality_id, placement=placement)
    seen = access.visible(_SEEN)
    agreement = agreement_of(placement)
    incidents = tuple(Incident.objects.filter(seen, of).select_related("by").order_by("-on", "pk"))
    harms = IncidentHarm.objects.filter(
        access.visible(DataClass.GUIDANCE_NOTE),
        municipality_id=placement.municipality_id,
        incident_id__in=[each.pk for each in incidents],
    )
    return FollowUp(
        placement=placement,
        agreement=agreement,
        plan=plan_of(placement, agreement),
        goals=tuple(
            LearningGoal.objects.filter(seen, of).select_related("settled_by").order_by("set_on", "pk")
        ),
        entries=tuple(LogEntry.objects.filter(seen, of).select_related("answered_by").order_by("-day")),
        days=tuple(AttendanceDay.objects.filter(seen, of).select_related("by").order_by("-day")),
        totals=attendance_totals([placement.pk])[placement.pk],
        checks=tuple(CheckIn.objects.filter(seen, of).order_by("due_on", "pk")),
        issues=tuple(Issue.objects.filter(seen, of).order_by("-told_on", "pk")),
        incidents=incidents,
        harms={each.incident_id: each for each in harms},
        evaluations=tuple(Evaluation.objects.filter(seen, of).order_by("pk")),
        certificates=tuple(
            PlacementCertificate.objects.filter(seen, of).select_related("issued_by").order_by("-pk")
        ),
    )
