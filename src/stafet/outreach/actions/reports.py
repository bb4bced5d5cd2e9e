"""Making the state report, which leaves a record and no copy; and loading the authority's layout."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.periods import Period
from stafet.kernel.sentences import sentence
from stafet.outreach import policies
from stafet.outreach.errors import LayoutRefused, NotInSweden, NotYours
from stafet.outreach.layouts import read_layout
from stafet.outreach.models import ReportLayout, ReportRun
from stafet.outreach.queries.population import is_swedish
from stafet.outreach.queries.reports import report_of
from stafet.outreach.report import rows_of, to_csv, to_workbook


class ReportFormat(StrEnum):
    """What kind of file."""

    CSV = "csv"
    EXCEL = "xlsx"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report that was made: its name, which names nobody, its bytes, and whom it is about."""

    name: str
    content: bytes
    person_ids: tuple[UUID, ...]
    run: ReportRun


@audit.action
def make_report(
    *,
    municipality_id: UUID,
    period: Period,
    kind: ReportFormat,
    by: Actor,
    at: datetime,
) -> ReportFile:
    """The report of a half-year as a file, and a record that it was made. Raises ``NotYours``, ``NotInSweden``."""
    if not policies.can_open_cases(by, municipality_id):
        raise NotYours(sentence("Only the home municipality reports to the state."))
    if not is_swedish(municipality_id):
        raise NotInSweden(
            sentence("The activity responsibility is Swedish law. It holds in no other country.")
        )
    view = report_of(municipality_id, period)
    rows = rows_of(view.layout, view.facts)
    content = to_csv(view.layout, rows) if kind is ReportFormat.CSV else to_workbook(view.layout, rows, at=at)
    run = ReportRun.objects.create(
        municipality_id=municipality_id,
        starts_on=period.starts_on,
        layout=view.layout.version,
        is_placeholder=view.layout.is_placeholder,
        format=kind.value,
        rows=len(rows),
        findings=len(view.findings),
        sha256=hashlib.sha256(content).hexdigest(),
        made_by_id=by.user_id,
        made_at=at,
    )
    audit.record_many(
        action="outreach.make_report", municipality_id=municipality_id, subject_id=run.pk, by=by, at=at
    )
    mark = "-PLACEHOLDER" if view.layout.is_placeholder else ""
    name = f"kaa{mark}-{period.starts_on:%Y-%m}.{kind.value}"
    return ReportFile(name, content, tuple(fact.person_id for fact in view.facts), run)


@audit.action
def load_layout(*, municipality_id: UUID, text: str, by: Actor, at: datetime) -> ReportLayout:
    """Take in a layout of the authority, from now on used for the half-years it holds for.

    Raises ``NotYours``, ``FaultyLayout`` with every fault and its place, ``LayoutRefused`` for a version there is.
    """
    if not policies.can_load_layout(by, municipality_id):
        raise NotYours(sentence("Only whoever administers the municipality loads a layout."))
    layout = read_layout(text)
    if ReportLayout.objects.filter(municipality_id=municipality_id, version=layout.version).exists():
        raise LayoutRefused(
            sentence(
                "The version “%(version)s” is loaded already. Give the changed one another name.",
                version=layout.version,
            ),
            field="file",
        )
    row = ReportLayout.objects.create(
        municipality_id=municipality_id,
        version=layout.version,
        text=text,
        loaded_by_id=by.user_id,
        loaded_at=at,
    )
    audit.record_many(
        action="outreach.load_layout", municipality_id=municipality_id, subject_id=row.pk, by=by, at=at
    )
    return row
