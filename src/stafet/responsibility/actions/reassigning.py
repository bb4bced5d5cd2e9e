"""Within one organisation: another holder by name, another hand for a step, everything of somebody who leaves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import baton_of, take_baton
from stafet.responsibility.actions.step_rows import check_works_there, open_steps
from stafet.responsibility.drafts import ReassignPlan
from stafet.responsibility.errors import NotYours, SomethingLeftBehind, StepIsClosed
from stafet.responsibility.models import Handover, Holding, NextStep
from stafet.responsibility.states import HandoverState, StepState


@audit.action
def reassign_step(
    *, step: NextStep, by: Actor, at: datetime, to_user_id: UUID | None = None, to_unit_id: UUID | None = None
) -> None:
    """Give a step to a colleague, a team, or (with neither) to whoever of the organisation takes it."""
    baton = baton_of(step.person_id, step.municipality_id, at=at)
    if step.state != StepState.OPEN:
        raise StepIsClosed(sentence("This step is closed already."))
    if not policies.can_reassign_step(by, step):
        raise NotYours(
            sentence("This step is a colleague's. Whoever leads there can give it to somebody else.")
        )
    if to_user_id is not None:
        check_works_there(to_user_id, step.organisation_id, at=at)
    changed = open_steps(baton).filter(pk=step.pk)
    if not changed.update(assignee_id=to_user_id, unit_id=to_unit_id, known_at=baton.at):
        raise StepIsClosed(sentence("This step was closed in the meantime."))
    audit.record(action="responsibility.reassign_step", about=step, by=by, at=at)


@audit.action
def assign_holder(*, person: people.Person, user_id: UUID | None, by: Actor, at: datetime) -> None:
    """Name who holds within the organisation that holds, or nobody in particular."""
    baton = take_baton(person, at=at)
    if not policies.can_reassign(by, baton.holding):
        raise NotYours(sentence("A colleague is named already. Whoever leads there can name somebody else."))
    if user_id is not None:
        check_works_there(user_id, baton.holding.organisation_id, at=at)
    Holding.objects.filter(pk=baton.holding.pk).update(holder_id=user_id, known_at=baton.at)
    audit.record(action="responsibility.assign_holder", about=baton.holding, by=by, at=at)


def plan_reassignment(*, from_user_id: UUID, organisation_id: UUID) -> ReassignPlan:
    """What ``reassign_everything`` would move: a dry run."""
    holdings, steps, handovers = (rows.count() for rows in _of(from_user_id, organisation_id))
    hidden = _everything(from_user_id, organisation_id) - holdings - steps - handovers
    return ReassignPlan(from_user_id, steps, holdings, handovers, left_behind=hidden)


@audit.action
def reassign_everything(
    *, from_user_id: UUID, to_user_id: UUID | None, organisation_id: UUID, by: Actor, at: datetime
) -> ReassignPlan:
    """Give everything somebody has in an organisation to a colleague, or to nobody in particular.

    Protected persons the actor may not see stay, and are counted as ``left_behind``: their named readers see to
    them. Of all the rest nothing is left, or nothing is done: ``SomethingLeftBehind``. Raises ``NotYours``.
    """
    if not (
        by.is_system or access.may(by, access.Permission.REASSIGN_OTHERS, organisation_id=organisation_id)
    ):
        raise NotYours(sentence("Only whoever leads there gives the work of others to somebody else."))
    if to_user_id is not None:
        check_works_there(to_user_id, organisation_id, at=at)
    plan = plan_reassignment(from_user_id=from_user_id, organisation_id=organisation_id)
    holdings, steps, handovers = _of(from_user_id, organisation_id)
    holdings.update(holder_id=to_user_id, known_at=at)
    steps.update(assignee_id=to_user_id, known_at=at)
    handovers.update(to_user_id=to_user_id, known_at=at)
    left = plan_reassignment(from_user_id=from_user_id, organisation_id=organisation_id)
    if to_user_id != from_user_id and left.steps + left.holdings + left.handovers:
        raise SomethingLeftBehind(sentence("Something would have been left behind, so nothing was changed."))
    audit.record_many(
        action="responsibility.reassign_everything",
        municipality_id=access.scope_municipality() or _municipality_of(organisation_id),
        subject_id=from_user_id,
        by=by,
        at=at,
    )
    return plan


@audit.action
def leave_post(*, membership: access.Membership, by: Actor, at: datetime) -> ReassignPlan:
    """Somebody leaves a post: what they have becomes nobody's in particular, and their sight ends.

    The stewards see to it from then on; the clock brings home everybody whose holder has nobody left. Raises
    ``NotYours``.
    """
    where = membership.organisation_id
    plan = reassign_everything(
        from_user_id=membership.user_id, to_user_id=None, organisation_id=where, by=by, at=at
    )
    access.end_membership(membership=membership, by=by, at=at)
    return plan


def _of(
    user_id: UUID, organisation_id: UUID
) -> tuple[QuerySet[Holding], QuerySet[NextStep], QuerySet[Handover]]:
    """What somebody has in an organisation, as far as the scope sees."""
    return (
        Holding.objects.filter(organisation_id=organisation_id, holder_id=user_id, ends_at=None),
        NextStep.objects.open().filter(organisation_id=organisation_id, assignee_id=user_id),
        Handover.objects.filter(
            to_organisation_id=organisation_id, to_user_id=user_id, state=HandoverState.OFFERED
        ),
    )


def _municipality_of(organisation_id: UUID) -> UUID:
    return organisations.Organisation.objects.values_list("municipality_id", flat=True).get(
        pk=organisation_id
    )


def _everything(user_id: UUID, organisation_id: UUID) -> int:
    """How much somebody has there, protected persons included."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute("SELECT gate.entrusted(%s, %s)", [user_id, organisation_id])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
