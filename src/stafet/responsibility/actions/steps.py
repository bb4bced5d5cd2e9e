"""Next steps: set, finished, postponed."""

from __future__ import annotations

from datetime import datetime

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import Baton, baton_of, close_steps, put_step, take_baton
from stafet.responsibility.drafts import StepDraft
from stafet.responsibility.errors import NeedsNextStep, NotYours, StepIsClosed
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
    _check_finishing(step, by)
    following = put_step(baton, next_step) if next_step is not None else None
    if not close_steps(baton, outcome, by=by, state=StepState.DONE, only=[step.pk]):
        raise StepIsClosed(sentence("This step was closed in the meantime."))
    if following is None:
        _check_something_follows(baton)
    audit.record(action="responsibility.finish_step", about=step, by=by, at=at, reason=outcome.value)
    return following


def _check_finishing(step: NextStep, by: Actor) -> None:
    if not policies.can_finish_step(by, step):
        raise NotYours(sentence("Only those who work where this step lies can close it."))


def _check_something_follows(baton: Baton) -> None:
    """The database judges this again at commit; here it is said to whoever asks."""
    left = NextStep.objects.open().filter(municipality_id=baton.municipality_id, person_id=baton.person_id)
    if not left.exists():
        raise NeedsNextStep(
            sentence("This is the last open step. Say what comes next, and by when, before you close it."),
            field="next_step",
        )
