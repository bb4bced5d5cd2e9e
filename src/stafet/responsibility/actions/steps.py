"""Next steps: set, finished, postponed."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import Baton, baton_of, take_baton
from stafet.responsibility.actions.step_rows import close_steps, is_law, open_steps, put_step
from stafet.responsibility.drafts import StepDraft
from stafet.responsibility.errors import (
    DueInThePast,
    NeedsNextStep,
    NotYours,
    OnlyLater,
    PastTheLegalDate,
    StepIsClosed,
)
from stafet.responsibility.models import NextStep
from stafet.responsibility.states import StepOutcome, StepState


@audit.action
def add_step(*, person: people.Person, step: StepDraft, by: Actor, at: datetime) -> NextStep:
    """Agree on one more thing to do for somebody. Raises ``NotCovered``, ``DueInThePast``, ``NotYours``."""
    baton = take_baton(person, at=at)
    if not policies.can_add_step(by, baton.holding):
        raise NotYours(sentence("Only whoever has the responsibility sets the next step."))
    row = put_step(baton, step)
    audit.record(action="responsibility.add_step", about=row, by=by, at=at, reason=step.kind.value)
    return row


@audit.action
def finish_step(
    *, step: NextStep, outcome: StepOutcome, by: Actor, at: datetime, next_step: StepDraft | None = None
) -> NextStep | None:
    """Close a step with what came of it, and set the next one, which is returned.

    The last open step of a covered person needs a next one: raises ``NeedsNextStep``.
    """
    baton = baton_of(step.person_id, step.municipality_id, at=at)
    _check_yours(step, by)
    following = put_step(baton, next_step) if next_step is not None else None
    if not close_steps(baton, outcome, by=by, state=StepState.DONE, only=[step.pk]):
        raise StepIsClosed(sentence("This step was closed in the meantime."))
    if following is None:
        _check_something_follows(baton)
    audit.record(action="responsibility.finish_step", about=step, by=by, at=at, reason=outcome.value)
    return following


@audit.action
def postpone_step(*, step: NextStep, to: date, because: str, by: Actor, at: datetime) -> NextStep:
    """Move a step to a later day, with a reason that stays with it. The day a rule gave is never changed.

    Raises ``OnlyLater``, ``DueInThePast``, and ``PastTheLegalDate`` while the law's day can still be kept.
    """
    baton = baton_of(step.person_id, step.municipality_id, at=at)
    _check_yours(step, by)
    current = open_steps(baton).select_for_update(of=("self",), no_key=True).filter(pk=step.pk).first()
    if current is None:
        raise StepIsClosed(sentence("This step was closed in the meantime."))
    _check_postponing(current, to, because, baton.today)
    open_steps(baton).filter(pk=step.pk).update(
        due_on=to, postponed=F("postponed") + 1, postponed_because=because.strip(), known_at=baton.at
    )
    audit.record(action="responsibility.postpone_step", about=step, by=by, at=at)
    return NextStep.objects.get(pk=step.pk)


def _check_yours(step: NextStep, by: Actor) -> None:
    if step.state != StepState.OPEN:
        raise StepIsClosed(sentence("This step is closed already."))
    if not policies.can_finish_step(by, step):
        raise NotYours(sentence("Only those who work where this step lies can change it."))


def _check_something_follows(baton: Baton) -> None:
    """The database judges this again at commit; here it is said to whoever asks."""
    if not open_steps(baton).exists():
        raise NeedsNextStep(
            sentence("This is the last open step. Say what comes next, and by when, before you close it."),
            field="next_step",
        )


def _check_postponing(step: NextStep, to: date, because: str, today: date) -> None:
    if to <= step.due_on:
        raise OnlyLater(
            sentence("The step is due on %(day)s. Choose a later day.", day=step.due_on), field="to"
        )
    if to < today:
        raise DueInThePast(sentence("%(day)s is over. Choose a later day.", day=to), field="to")
    if not because.strip():
        raise OnlyLater(sentence("Say why the step is postponed."), field="because")
    legal = step.rule_due_on if is_law(step.rule) else None
    if legal is not None and today <= legal < to:
        raise PastTheLegalDate(
            sentence("By law this is due on %(day)s. It can't be postponed beyond that day.", day=legal),
            field="to",
        )
