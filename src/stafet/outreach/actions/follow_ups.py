"""Looking again: follow-ups of measures, the exit, and the after-checks. Each keeps a date of the promise alive."""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.outreach.actions.cases import leave, must_be_open, must_go_on, must_work, register_again
from stafet.outreach.codes import CodeList, code_book
from stafet.outreach.errors import ChangedByNow, UnknownCode
from stafet.outreach.models import ActivityCase, FollowUp
from stafet.outreach.states import RESULTS_OF, FollowUpKind, FollowUpResult
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepDraft, StepKind, StepOutcome

CHECKS = ("se.kaa.first_check_after", "se.kaa.second_check_after", "se.kaa.last_check_after")
"""The rules that say when it is asked whether what followed an exit holds, each counted from the exit."""

_OUTCOMES = MappingProxyType(
    {
        FollowUpResult.AS_AGREED: StepOutcome.AGREED_NEXT,
        FollowUpResult.TO_BE_CHANGED: StepOutcome.AGREED_NEXT,
        FollowUpResult.NOT_REACHED: StepOutcome.NOT_REACHED,
        FollowUpResult.HOLDS: StepOutcome.STILL_THERE,
        FollowUpResult.DOES_NOT_HOLD: StepOutcome.HAS_LEFT,
        FollowUpResult.CASE_ENDED: StepOutcome.NO_LONGER_NEEDED,
    }
)


@audit.action
def agree_follow_up(*, case: ActivityCase, due_on: date, by: Actor, at: datetime) -> FollowUp:
    """Agree on a day to look again; it becomes a next step of whoever has the responsibility.

    Raises ``NotYours``, ``ChangedByNow``, and what the responsibility says: ``NotCovered``, ``DueInThePast``.
    """
    must_work(by)
    must_be_open(case)
    step = responsibility.add_step(
        person=_person(case), step=StepDraft(StepKind.FOLLOW_UP, due_on), by=by, at=at
    )
    row = _put(case, FollowUpKind.FOLLOW_UP, due_on, step, at=at)
    audit.record(action="outreach.agree_follow_up", about=row, by=by, at=at)
    return row


@audit.action
def finish_follow_up(
    *,
    follow_up: FollowUp,
    result: FollowUpResult,
    on: date,
    next_due_on: date | None,
    by: Actor,
    at: datetime,
) -> ActivityCase | None:
    """Write down what came of looking again, and when to look next.

    An after-check that says that it holds sets the next one by rule; one that says that it does not registers the
    young person again and gives back that case. Raises ``NotYours``, ``ChangedByNow``, ``UnknownCode``, and
    ``NeedsNextStep`` when nothing else would keep the promise.
    """
    must_work(by)
    kind = FollowUpKind(follow_up.kind)
    if result not in RESULTS_OF[kind]:
        raise UnknownCode(sentence("Choose one of the list. “%(code)s” is not in it.", code=result.value))
    case = ActivityCase.objects.get(pk=follow_up.case_id)
    must_go_on(case)
    if not FollowUp.objects.filter(pk=follow_up.pk, done_on=None).update(
        done_on=on, result=result, known_at=at
    ):
        raise ChangedByNow(sentence("This was followed up already."))
    audit.record(action="outreach.finish_follow_up", about=follow_up, by=by, at=at, reason=result.value)
    if result is FollowUpResult.DOES_NOT_HOLD:
        return _begin_again(case, follow_up, by=by, at=at)
    rule, due_on = _what_follows(case, follow_up, result, next_due_on, at)
    step = _carry_on(follow_up, result, due_on, rule, by=by, at=at)
    if due_on is not None:
        _put(case, kind, due_on, step, rule=rule, at=at)
    return None


@audit.action
def exit_case(*, case: ActivityCase, reason: str, on: date, by: Actor, at: datetime) -> FollowUp | None:
    """Somebody leaves the responsibility, with a reason; if what follows may not hold, an after-check is set by rule.

    Follow-ups that are open end with it. Raises ``NotYours``, ``MeasureRuns``, ``UnknownCode``, ``EndsTooSoon``,
    ``IllegalMove``.
    """
    must_work(by)
    left = leave(case, reason, on=on, by=by, at=at)
    code = code_book().must(CodeList.EXIT_REASON, reason, on=on)
    check = _set_check(left, CHECKS[0], by=by, at=at) if code.checks else None
    for row in FollowUp.objects.filter(case=left, kind=FollowUpKind.FOLLOW_UP, done_on=None).order_by("pk"):
        _drop(row, on=_day(left, at), by=by, at=at)
    return check


def _what_follows(
    case: ActivityCase, follow_up: FollowUp, result: FollowUpResult, next_due_on: date | None, at: datetime
) -> tuple[str, date | None]:
    """By which rule it is looked at again, and when."""
    if result is not FollowUpResult.HOLDS or follow_up.rule not in CHECKS[:-1]:
        return ("", next_due_on)
    rule = CHECKS[CHECKS.index(follow_up.rule) + 1]
    return (rule, _check_day(case, rule, at))


def _set_check(case: ActivityCase, rule: str, *, by: Actor, at: datetime) -> FollowUp:
    due_on = _check_day(case, rule, at)
    try:
        step = responsibility.add_step(
            person=_person(case), step=StepDraft(StepKind.FOLLOW_UP, due_on, rule=rule), by=by, at=at
        )
    except responsibility.NotCovered:
        step = None  # The promise is over; the check stays in the list of this room alone.
    return _put(case, FollowUpKind.AFTER_CHECK, due_on, step, rule=rule, at=at)


def _check_day(case: ActivityCase, rule: str, at: datetime) -> date:
    """When a check is due, counted from the exit; today at the earliest."""
    exited_on = case.exited_on or _day(case, at)
    return max(rules.deadline(rule, country=Country.SE, from_day=exited_on).due_on, _day(case, at))


def _begin_again(case: ActivityCase, follow_up: FollowUp, *, by: Actor, at: datetime) -> ActivityCase:
    again = register_again(case, by=by, at=at)
    step = _open_step(follow_up)
    contact = StepDraft(StepKind.FIRST_CONTACT, again.first_contact_by)
    if step is not None:
        responsibility.finish_step(
            step=step, outcome=_OUTCOMES[FollowUpResult.DOES_NOT_HOLD], by=by, at=at, next_step=contact
        )
    return again


def _carry_on(
    follow_up: FollowUp, result: FollowUpResult, due_on: date | None, rule: str, *, by: Actor, at: datetime
) -> responsibility.NextStep | None:
    """Close the step of the promise, if nobody has by now, and set the next one."""
    following = StepDraft(StepKind.FOLLOW_UP, due_on, rule=rule) if due_on is not None else None
    step = _open_step(follow_up)
    if step is not None:
        return responsibility.finish_step(
            step=step, outcome=_OUTCOMES[result], by=by, at=at, next_step=following
        )
    if following is None or follow_up.step_id is None:
        return None
    return responsibility.add_step(person=_person(follow_up), step=following, by=by, at=at)


def _drop(row: FollowUp, *, on: date, by: Actor, at: datetime) -> None:
    """A follow-up that an exit makes needless. Its step stays where nothing else keeps the promise."""
    FollowUp.objects.filter(pk=row.pk).update(done_on=on, result=FollowUpResult.CASE_ENDED, known_at=at)
    step = _open_step(row)
    others = responsibility.NextStep.objects.open().filter(
        municipality_id=row.municipality_id, person_id=row.person_id
    )
    if step is not None and others.exclude(pk=step.pk).exists():
        responsibility.finish_step(step=step, outcome=StepOutcome.NO_LONGER_NEEDED, by=by, at=at)


def _put(
    case: ActivityCase,
    kind: FollowUpKind,
    due_on: date,
    step: responsibility.NextStep | None,
    *,
    at: datetime,
    rule: str = "",
) -> FollowUp:
    return FollowUp.objects.create(
        municipality_id=case.municipality_id,
        person_id=case.person_id,
        case=case,
        step=step,
        kind=kind,
        due_on=due_on,
        rule=rule,
        known_at=at,
    )


def _open_step(row: FollowUp) -> responsibility.NextStep | None:
    """The step that a follow-up set, unless somebody has closed it by now."""
    if row.step_id is None:
        return None
    return responsibility.NextStep.objects.open().filter(pk=row.step_id).first()


def _person(row: ActivityCase | FollowUp) -> people.Person:
    return people.Person.objects.get(pk=row.person_id)


def _day(case: ActivityCase, at: datetime) -> date:
    return organisations.home(case.municipality_id).day(at)
