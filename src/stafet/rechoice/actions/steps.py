"""The steps of the responsibility that a break-off has set in motion: done when what they ask for is done."""

from __future__ import annotations

from datetime import datetime

from stafet.kernel.actors import Actor
from stafet.people import api as people
from stafet.rechoice.models import Case
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import NextStep, StepDraft, StepKind, StepOutcome


def close_clock(case: Case, kind: StepKind, next_step: StepDraft | None, *, by: Actor, at: datetime) -> None:
    """Finish the open step of a kind that the actor may finish, with what follows; without one, only set what follows."""
    open_one = (
        NextStep.objects.open()
        .filter(municipality_id=case.municipality_id, person_id=case.person_id, kind=kind)
        .order_by("due_on", "pk")
        .first()
    )
    if open_one is not None and responsibility.can_finish_step(by, open_one):
        outcome = StepOutcome.AGREED_NEXT if next_step is not None else StepOutcome.REACHED_GOAL
        responsibility.finish_step(step=open_one, outcome=outcome, next_step=next_step, by=by, at=at)
    elif next_step is not None:
        person = people.Person.objects.get(pk=case.person_id)
        responsibility.add_step(person=person, step=next_step, by=by, at=at)
