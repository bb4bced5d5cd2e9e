"""A register no longer says that somebody is somewhere, or says that it ended early: what a person found out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from stafet.audit import api as audit
from stafet.kernel.activities import ActivityKind, completes_the_promise
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.events import record_break_off
from stafet.responsibility.actions.leaving import end_coverage
from stafet.responsibility.actions.steps import finish_step
from stafet.responsibility.drafts import StepDraft
from stafet.responsibility.errors import NotYours, OnlyPast
from stafet.responsibility.models import Coverage, NextStep
from stafet.responsibility.states import CoverageEnd, LeavingAnswer, StepOutcome

_A_DAY = timedelta(days=1)
_REASONS = {
    LeavingAnswer.CHANGED: pathways.EndReason.CHANGED,
    LeavingAnswer.COMPLETED: pathways.EndReason.COMPLETED,
    LeavingAnswer.MOVED: pathways.EndReason.MOVED,
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """What was found out about one place: ``last_day`` is the last day they attended, where they have left."""

    answer: LeavingAnswer
    last_day: date | None = None
    reason_code: str = ""


@audit.action
def answer_leaving(
    *,
    step: NextStep,
    spell: pathways.Spell,
    found: Leaving,
    by: Actor,
    at: datetime,
    next_step: StepDraft | None = None,
) -> None:
    """Say what came of asking whether somebody has left a place, and close the question.

    Only this makes a break-off of what a register let drop: the spell ends, the legal clock starts as a step. Raises
    ``NotYours``, ``OnlyPast``, ``StepIsClosed``, ``NeedsNextStep``.
    """
    if spell.person_id != step.person_id or spell.municipality_id != step.municipality_id:
        raise NotYours(sentence("This place is somebody else's."))
    audit.record(action="responsibility.answer_leaving", about=step, by=by, at=at, reason=found.answer.value)
    if found.answer is LeavingAnswer.STILL_THERE:
        pathways.confirm_spell(
            spell=spell, on=organisations.home(spell.municipality_id).day(at), by=by, at=at
        )
        finish_step(step=step, outcome=StepOutcome.STILL_THERE, next_step=next_step, by=by, at=at)
        return
    if not policies.can_report_on(by, spell):
        raise NotYours(
            sentence("Only the institution, or the home municipality, says that somebody has left.")
        )
    if _leave(spell, found, by=by, at=at):
        return
    finish_step(step=step, outcome=StepOutcome.HAS_LEFT, next_step=next_step, by=by, at=at)


def _leave(spell: pathways.Spell, found: Leaving, *, by: Actor, at: datetime) -> bool:
    """End the place as it was found out. Returns whether the promise, and with it the question, ended too."""
    on = _left_on(spell, found, organisations.home(spell.municipality_id).day(at))
    if found.answer is LeavingAnswer.BROKEN_OFF:
        record_break_off(spell=spell, reason_code=found.reason_code, on=on, by=by, at=at)
        return False
    pathways.end_spell(
        spell=spell, on=on, reason=_REASONS[found.answer], reason_code=found.reason_code, by=by, at=at
    )
    if found.answer is not LeavingAnswer.COMPLETED or not completes_the_promise(ActivityKind(spell.kind)):
        return False
    covered = Coverage.objects.filter(
        municipality_id=spell.municipality_id, person_id=spell.person_id, ends_on=None
    ).first()
    if covered is None or not policies.can_end_coverage(by, covered):
        return False
    person = people.Person.objects.get(pk=spell.person_id)
    end_coverage(person=person, reason=CoverageEnd.COMPLETED, on=on, by=by, at=at)
    return True


def _left_on(spell: pathways.Spell, found: Leaving, today: date) -> date:
    """The first day they no longer attended. An end the register told stays unless an earlier day was found out."""
    if found.last_day is None:
        told = spell.ends_on or spell.missing_since
        left_on = told if told is not None and told <= today else today
    elif found.last_day > today:
        raise OnlyPast(sentence("That day is still to come. Answer when they have left."), field="last_day")
    else:
        left_on = found.last_day + _A_DAY
    return max(left_on, spell.starts_on + _A_DAY)
