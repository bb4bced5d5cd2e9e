"""What a case says, which cases wait for somebody and why, and how many there are of each state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import Sentence
from stafet.kernel.shares import protected_counts
from stafet.outreach.models import ActivityCase, Assessment, FollowUp, Measure
from stafet.outreach.queries.population import standing_in_group
from stafet.outreach.states import CaseState, FollowUpKind, WorkKind

SMALLEST_GROUP = "stafet.statistics.smallest_group"


@dataclass(frozen=True, slots=True)
class CaseView:
    """The latest case of somebody, whole, and how many there were before it."""

    case: ActivityCase
    assessments: tuple[Assessment, ...]
    measures: tuple[Measure, ...]
    follow_ups: tuple[FollowUp, ...]
    earlier: tuple[ActivityCase, ...]

    @property
    def open_measures(self) -> tuple[Measure, ...]:
        """Those that still run."""
        return tuple(each for each in self.measures if each.ends_on is None)

    @property
    def open_follow_ups(self) -> tuple[FollowUp, ...]:
        """Those that nobody has done."""
        return tuple(each for each in self.follow_ups if each.done_on is None)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A case that waits: why, by when, and about whom. ``because`` says why the register no longer counts them in."""

    kind: WorkKind
    person_id: UUID
    name: str
    state: CaseState
    registered_on: date
    by: date
    follow_up_id: UUID | None = None
    because: Sentence | None = None


def case_of(person_id: UUID) -> CaseView | None:
    """The latest case of somebody, if there is one and the reader may see it. Four look-ups, however long it is.

    One that stands aside since two registrations are one is among the others.
    """
    seen = access.visible(DataClass.PROCESS)
    cases = list(ActivityCase.objects.filter(seen, person_id=person_id).order_by("registered_on", "pk"))
    if not cases:
        return None
    case = next((each for each in reversed(cases) if each.aside_since is None), cases[-1])
    mine = {"municipality_id": case.municipality_id, "person_id": person_id, "case": case}
    assessments = Assessment.objects.filter(seen, **mine).select_related("written_by")
    return CaseView(
        case=case,
        assessments=tuple(assessments.order_by("-assessed_on", "-pk")),
        measures=tuple(Measure.objects.filter(seen, **mine).order_by("starts_on", "pk")),
        follow_ups=tuple(FollowUp.objects.filter(seen, **mine).order_by("due_on", "pk")),
        earlier=tuple(each for each in cases if each.pk != case.pk),
    )


def waiting_cases(municipality_id: UUID, *, on: date) -> Sequence[WorkLine]:
    """Every case that waits for somebody, of those the reader may see, by when it is due. Four look-ups.

    A case waits for one thing: whoever no longer belongs to the group, the assessment, what is due, and a case in
    which nothing is agreed, in this order.
    """
    seen = access.visible(DataClass.PROCESS)
    rows = ActivityCase.objects.filter(
        seen, municipality_id=municipality_id, aside_since=None
    ).select_related("person")
    cases = {row.pk: row for row in rows.order_by("pk") if row.state != CaseState.EXITED}
    due = _first_due(municipality_id, cases)
    outside = {
        line.person_id: line
        for line in standing_in_group(
            municipality_id, on=on, among=[case.person_id for case in cases.values()]
        )
        if not line.is_in
    }
    lines = []
    for case in cases.values():
        out = outside.get(case.person_id)
        if out is not None:
            lines.append(_line(WorkKind.LEAVES_GROUP, case, out.since or on, because=out.because))
        elif case.state == CaseState.REGISTERED:
            lines.append(_line(WorkKind.TO_ASSESS, case, case.first_contact_by))
        elif (follow_up := due.get(case.pk)) is None:
            lines.append(_line(WorkKind.NOTHING_AGREED, case, on))
        elif follow_up.due_on <= on:
            lines.append(_line(WorkKind.FOLLOW_UP, case, follow_up.due_on, follow_up=follow_up))
    lines += _checks(municipality_id, on)
    return sorted(lines, key=lambda line: (line.by, line.name, line.person_id))


def _first_due(municipality_id: UUID, cases: Mapping[UUID, ActivityCase]) -> Mapping[UUID, FollowUp]:
    rows = FollowUp.objects.filter(
        access.visible(DataClass.PROCESS),
        municipality_id=municipality_id,
        kind=FollowUpKind.FOLLOW_UP,
        done_on=None,
    )
    first: dict[UUID, FollowUp] = {}
    for row in rows.order_by("due_on", "pk"):
        if row.case_id in cases:
            first.setdefault(row.case_id, row)
    return first


def _checks(municipality_id: UUID, on: date) -> list[WorkLine]:
    rows = FollowUp.objects.filter(
        access.visible(DataClass.PROCESS),
        municipality_id=municipality_id,
        kind=FollowUpKind.AFTER_CHECK,
        case__aside_since=None,
        done_on=None,
        due_on__lte=on,
    ).select_related("case__person")
    return [_line(WorkKind.AFTER_CHECK, row.case, row.due_on, follow_up=row) for row in rows.order_by("pk")]


def _line(
    kind: WorkKind,
    case: ActivityCase,
    by: date,
    *,
    follow_up: FollowUp | None = None,
    because: Sentence | None = None,
) -> WorkLine:
    return WorkLine(
        kind=kind,
        person_id=case.person_id,
        name=case.person.name,
        state=CaseState(case.state),
        registered_on=case.registered_on,
        by=by,
        follow_up_id=follow_up.pk if follow_up else None,
        because=because,
    )


def cases_by_state(municipality_id: UUID, *, on: date) -> Mapping[CaseState, int | None]:
    """How many cases there are of each state, of those the reader may see; ``None`` where it would name somebody."""
    rows = (
        ActivityCase.objects.filter(
            access.visible(DataClass.PROCESS), municipality_id=municipality_id, aside_since=None
        )
        .values("state")
        .annotate(count=Count("pk"))
        .order_by("state")
    )
    counts = {CaseState(row["state"]): row["count"] for row in rows}
    ordered = [counts.get(state, 0) for state in CaseState]
    return dict(zip(CaseState, protected_counts(ordered, k=rules.value(SMALLEST_GROUP, on=on)), strict=True))
