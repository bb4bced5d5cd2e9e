"""The facts of a half-year, of everybody the reader may see, and the layout that is used for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.periods import Period
from stafet.kernel.privacy import DataClass
from stafet.organisations import api as organisations
from stafet.outreach.layouts import Layout, placeholder_layout, read_layout
from stafet.outreach.models import ActivityCase, Assessment, Measure, ReportLayout, ReportRun
from stafet.outreach.queries.population import UNTIL_AGE
from stafet.outreach.report import CaseFacts, Finding, MeasureFact, findings_of
from stafet.people import api as people


@dataclass(frozen=True, slots=True)
class ReportView:
    """A half-year's report before it is a file: in which layout, the facts, and what is wrong with them."""

    period: Period
    layout: Layout
    facts: tuple[CaseFacts, ...]
    findings: tuple[Finding, ...]


def layout_on(municipality_id: UUID, day: date) -> Layout:
    """The layout that was loaded last of those that hold on a day; the placeholder when none does."""
    rows = ReportLayout.objects.filter(municipality_id=municipality_id).order_by("-loaded_at", "-pk")
    layouts = (read_layout(row.text) for row in rows)
    return next((each for each in layouts if each.is_valid_on(day)), placeholder_layout())


def report_of(municipality_id: UUID, period: Period) -> ReportView:
    """The report of a half-year. People with protected identity are never in it. Seven look-ups, however many there are."""
    layout = layout_on(municipality_id, period.starts_on)
    facts = tuple(_facts(municipality_id, period))
    until_age = rules.value(UNTIL_AGE, on=period.starts_on)
    findings = tuple(findings_of(layout, facts, period, until_age=until_age))
    return ReportView(period, layout, facts, findings)


def runs_of(municipality_id: UUID) -> Sequence[ReportRun]:
    """The reports that were made last, with who made them."""
    rows = ReportRun.objects.filter(municipality_id=municipality_id).select_related("made_by")
    return list(rows.order_by("-made_at", "-pk")[:20])


def _facts(municipality_id: UUID, period: Period) -> list[CaseFacts]:
    ends_on = period.ends_on or date.max
    held = Q(registered_on__lt=ends_on) & (Q(exited_on=None) | Q(exited_on__gte=period.starts_on))
    seen = ActivityCase.objects.filter(
        access.visible(DataClass.PROCESS), held, municipality_id=municipality_id, aside_since=None
    )
    hidden = people.protected_among(list(seen.values_list("person_id", flat=True)))
    cases = list(
        seen.exclude(person_id__in=hidden).select_related("person").order_by("person__sort_key", "pk")
    )
    code = organisations.Municipality.objects.values_list("code", flat=True).get(pk=municipality_id)
    numbers = people.numbers_open([case.person_id for case in cases])
    assessed, measures = _assessed(cases, ends_on), _measures(cases, ends_on)
    return [
        _fact(case, code, numbers.get(case.person_id, ""), assessed[case.pk], measures[case.pk], ends_on)
        for case in cases
    ]


def _fact(
    case: ActivityCase,
    code: str,
    number: str,
    assessed: Sequence[Assessment],
    measures: Sequence[MeasureFact],
    ends_on: date,
) -> CaseFacts:
    """A registration as it was when the half-year ended: what came later is not told."""
    has_left = case.exited_on is not None and case.exited_on < ends_on
    return CaseFacts(
        person_id=case.person_id,
        name=case.person.name,
        municipality_code=code,
        national_number=number,
        birth_date=case.person.birth_date,
        registered_on=case.registered_on,
        reason=case.reason,
        contact_on=assessed[0].assessed_on if assessed else None,
        occupation=assessed[-1].occupation if assessed else "",
        measures=tuple(measures),
        exited_on=case.exited_on if has_left else None,
        exit_reason=case.exit_reason if has_left else "",
    )


def _assessed(cases: Sequence[ActivityCase], ends_on: date) -> defaultdict[UUID, list[Assessment]]:
    rows = Assessment.objects.filter(
        access.visible(DataClass.PROCESS),
        case_id__in=[case.pk for case in cases],
        assessed_on__lt=ends_on,
    )
    found: defaultdict[UUID, list[Assessment]] = defaultdict(list)
    for row in rows.order_by("assessed_on", "pk"):
        found[row.case_id].append(row)
    return found


def _measures(cases: Sequence[ActivityCase], ends_on: date) -> defaultdict[UUID, list[MeasureFact]]:
    rows = Measure.objects.filter(
        access.visible(DataClass.PROCESS), case_id__in=[case.pk for case in cases], starts_on__lt=ends_on
    )
    found: defaultdict[UUID, list[MeasureFact]] = defaultdict(list)
    for row in rows.order_by("starts_on", "pk"):
        last_day = row.ends_on - timedelta(days=1) if row.ends_on else None
        found[row.case_id].append(MeasureFact(row.kind, row.starts_on, last_day))
    return found
