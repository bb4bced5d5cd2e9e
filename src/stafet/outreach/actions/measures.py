"""The measures of the individual plan: begun, and ended with a reason. Each change is a revision with a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.outreach.actions.cases import move_case, must_go_on, must_work
from stafet.outreach.codes import CodeList, code_book
from stafet.outreach.errors import ChangedByNow, EndsTooSoon
from stafet.outreach.models import ActivityCase, Measure
from stafet.outreach.states import CaseMove, Party


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """What is done, who is responsible for it, from when, and the last day that is agreed."""

    party: Party
    kind: str
    words: str
    starts_on: date
    planned_until: date | None = None


@audit.action
def begin_measure(*, case: ActivityCase, draft: MeasureDraft, by: Actor, at: datetime) -> Measure:
    """One more measure. Raises ``NotYours``, ``UnknownCode``, ``EndsTooSoon``, ``IllegalMove`` before an assessment."""
    must_work(by)
    code_book().must(CodeList.MEASURE, draft.kind, on=draft.starts_on, field="kind")
    if draft.planned_until is not None and draft.planned_until < draft.starts_on:
        raise EndsTooSoon(
            sentence("It starts on %(day)s. Choose that day or a later one.", day=draft.starts_on),
            field="planned_until",
        )
    locked = move_case(case, CaseMove.BEGIN_MEASURE, at=at, revised_on=_day(case, at))
    row = Measure.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        case=locked,
        party=draft.party,
        kind=draft.kind,
        words=draft.words.strip(),
        starts_on=draft.starts_on,
        planned_until=draft.planned_until,
        known_at=at,
    )
    audit.record(action="outreach.begin_measure", about=row, by=by, at=at, reason=draft.kind)
    return row


@audit.action
def end_measure(*, measure: Measure, last_day: date, reason: str, by: Actor, at: datetime) -> None:
    """A measure ended, on which last day and why. Raises ``NotYours``, ``UnknownCode``, ``EndsTooSoon``, ``ChangedByNow``."""
    must_work(by)
    code_book().must(CodeList.MEASURE_END, reason, on=last_day, field="reason")
    if last_day < measure.starts_on:
        raise EndsTooSoon(
            sentence("It starts on %(day)s. Choose that day or a later one.", day=measure.starts_on),
            field="last_day",
        )
    must_go_on(ActivityCase.objects.get(pk=measure.case_id))
    ended = Measure.objects.filter(pk=measure.pk, ends_on=None).update(
        ends_on=date.fromordinal(last_day.toordinal() + 1), end_reason=reason, known_at=at
    )
    if not ended:
        raise ChangedByNow(sentence("This measure was ended already."))
    case = ActivityCase.objects.get(pk=measure.case_id)
    if not Measure.objects.filter(case=case, ends_on=None).exists():
        move_case(case, CaseMove.END_LAST_MEASURE, at=at, revised_on=_day(case, at))
    else:
        ActivityCase.objects.filter(pk=case.pk).update(revised_on=_day(case, at), known_at=at)
    audit.record(action="outreach.end_measure", about=measure, by=by, at=at, reason=reason)


def _day(case: ActivityCase, at: datetime) -> date:
    return organisations.home(case.municipality_id).day(at)
