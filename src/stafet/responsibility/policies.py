"""Who may do what with responsibility: one person, and everybody it is true for, always as a pair.

Seeing comes first: the many-form never names somebody the actor's grants don't open, because row-level security
and the scope see to that. These policies say what may be done with what is seen. The system may do all.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.responsibility.models import Handover, Holding, NextStep
from stafet.responsibility.states import HandoverState


def can_finish_step(actor: Actor, step: NextStep) -> bool:
    """Whoever works with young people where the step lies may close, postpone or add to it, and its assignee."""
    return (
        actor.is_system
        or step.assignee_id == actor.user_id
        or _may(actor, Permission.HOLD, step.organisation_id)
    )


def steps_finishable_by(actor: Actor) -> QuerySet[NextStep]:
    """The many to ``can_finish_step``, among open steps."""
    own = Q(assignee_id=actor.user_id)
    return NextStep.objects.open().filter(own | Q(organisation_id__in=_where(actor, Permission.HOLD)))


def can_add_step(actor: Actor, holding: Holding) -> bool:
    """Whoever works with young people at the organisation that holds."""
    return actor.is_system or _may(actor, Permission.HOLD, holding.organisation_id)


def can_hand_over(actor: Actor, holding: Holding) -> bool:
    """Whoever may hand over for the organisation that holds."""
    return holding.ends_at is None and (
        actor.is_system or _may(actor, Permission.HAND_OVER, holding.organisation_id)
    )


def persons_handable_by(actor: Actor) -> QuerySet[Holding]:
    """The many to ``can_hand_over``: the open holdings of those who can be handed over."""
    return Holding.objects.filter(ends_at=None, organisation_id__in=_where(actor, Permission.HAND_OVER))


def can_accept(actor: Actor, handover: Handover) -> bool:
    """Whoever may hold at the receiver, also when a colleague there was named: people fall ill."""
    return handover.state == HandoverState.OFFERED and (
        actor.is_system or _may(actor, Permission.HOLD, handover.to_organisation_id)
    )


def handovers_acceptable_by(actor: Actor) -> QuerySet[Handover]:
    """The many to ``can_accept``."""
    return Handover.objects.filter(
        state=HandoverState.OFFERED, to_organisation_id__in=_where(actor, Permission.HOLD)
    )


def can_withdraw(actor: Actor, handover: Handover) -> bool:
    """Whoever may hand over for the sender, as long as nobody has answered."""
    return handover.state == HandoverState.OFFERED and (
        actor.is_system or _may(actor, Permission.HAND_OVER, handover.from_organisation_id)
    )


def handovers_withdrawable_by(actor: Actor) -> QuerySet[Handover]:
    """The many to ``can_withdraw``."""
    return Handover.objects.filter(
        state=HandoverState.OFFERED, from_organisation_id__in=_where(actor, Permission.HAND_OVER)
    )


def _may(actor: Actor, permission: Permission, organisation_id: UUID) -> bool:
    return access.may(actor, permission, organisation_id=organisation_id)


def _where(actor: Actor, permission: Permission) -> frozenset[UUID]:
    return access.organisations_where(actor, permission)
