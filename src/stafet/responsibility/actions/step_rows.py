"""Steps as rows: written, checked, closed, and carried on when the law has set their day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.sentences import sentence
from stafet.responsibility.actions.baton import Baton, person_behind
from stafet.responsibility.drafts import StepDraft
from stafet.responsibility.errors import DueInThePast, NotAtThatOrganisation
from stafet.responsibility.models import NextStep
from stafet.responsibility.states import StepOutcome, StepState


def is_law(rule: str) -> bool:
    """Whether a rule is a country's law or practice, not the product's or a municipality's own wish."""
    return rule.split(".", 1)[0] in set(Country)


def open_steps(baton: Baton) -> QuerySet[NextStep]:
    """The open steps of the person."""
    return NextStep.objects.open().filter(municipality_id=baton.municipality_id, person_id=baton.person_id)


def put_step(baton: Baton, draft: StepDraft, *, organisation_id: UUID | None = None) -> NextStep:
    """Write a next step for the organisation that holds, or another one. Raises as ``check_step``."""
    where = organisation_id or baton.holding.organisation_id
    check_step(draft, organisation_id=where, today=baton.today, at=baton.at)
    return step_row(baton.person_id, baton.municipality_id, where, draft, at=baton.at)


def step_row(
    person_id: UUID, municipality_id: UUID, organisation_id: UUID, draft: StepDraft, *, at: datetime
) -> NextStep:
    """One open step, as drafted."""
    return NextStep.objects.create(
        municipality_id=municipality_id,
        person_id=person_id,
        kind=draft.kind,
        words=draft.words,
        organisation_id=organisation_id,
        unit_id=draft.unit_id,
        assignee_id=draft.assignee_id,
        due_on=draft.due_on,
        rule=draft.rule,
        rule_due_on=draft.rule_due_on or (draft.due_on if draft.rule else None),
        opened_at=at,
        known_at=at,
    )


def check_step(draft: StepDraft, *, organisation_id: UUID, today: date, at: datetime) -> None:
    """Refuse a step in the past (``DueInThePast``) or for somebody who does not work there."""
    if draft.due_on < today:
        raise DueInThePast(
            sentence("A next step lies ahead: %(day)s is over. Choose a later day.", day=draft.due_on),
            field="due_on",
        )
    if draft.assignee_id is not None:
        check_works_there(draft.assignee_id, organisation_id, at=at)


def check_works_there(user_id: UUID, organisation_id: UUID, *, at: datetime) -> None:
    """Refuse to give something to somebody who has no post there (``NotAtThatOrganisation``)."""
    posts = access.Membership.objects.current_at(at).filter(user_id=user_id, organisation_id=organisation_id)
    if not posts.exists():
        raise NotAtThatOrganisation(
            sentence("This colleague has no post there now. Choose somebody who works there, or the team."),
            field="assignee",
        )


def close_steps(
    baton: Baton,
    outcome: StepOutcome,
    *,
    by: Actor,
    state: StepState = StepState.CANCELLED,
    only: Sequence[UUID] | None = None,
) -> int:
    """Close open steps of somebody, all of them or some, with one outcome. Returns how many."""
    which = Q() if only is None else Q(pk__in=only)
    return (
        open_steps(baton)
        .filter(which)
        .update(
            state=state,
            outcome=outcome,
            closed_at=baton.at,
            closed_by_id=person_behind(by),
            known_at=baton.at,
        )
    )


def hand_on_steps(baton: Baton, *, organisation_id: UUID, by: Actor) -> None:
    """Close the present holder's steps as handed over; what the law wants by a day goes on with the next holder.

    A legal clock neither stops nor starts again because the baton changes hands, also not when it has run out.
    """
    carried = [step for step in open_steps(baton).order_by("due_on", "pk") if is_law(step.rule)]
    close_steps(baton, StepOutcome.HANDED_OVER, by=by)
    NextStep.objects.bulk_create(
        NextStep(
            municipality_id=step.municipality_id,
            person_id=step.person_id,
            kind=step.kind,
            words=step.words,
            organisation_id=organisation_id,
            due_on=step.due_on,
            rule=step.rule,
            rule_due_on=step.rule_due_on,
            postponed=step.postponed,
            postponed_because=step.postponed_because,
            opened_at=baton.at,
            known_at=baton.at,
        )
        for step in carried
    )
