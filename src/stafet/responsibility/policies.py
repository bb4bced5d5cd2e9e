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
from stafet.pathways import api as pathways
from stafet.responsibility.models import Coverage, Handover, Holding, HoldingRequest, NextStep
from stafet.responsibility.states import HandoverState, RequestState, StepState


def can_finish_step(actor: Actor, step: NextStep) -> bool:
    """Whoever works with young people where an open step lies may close or postpone it, and its assignee."""
    return step.state == StepState.OPEN and (
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


def can_confirm(actor: Actor, handover: Handover) -> bool:
    """Whoever works with young people at the receiver, or the home municipality, may say that somebody has started."""
    return handover.state == HandoverState.ACCEPTED and (
        _may(actor, Permission.HOLD, handover.to_organisation_id)
        or can_take_in(actor, handover.municipality_id)
    )


def handovers_confirmable_by(actor: Actor) -> QuerySet[Handover]:
    """The many to ``can_confirm``."""
    return Handover.objects.filter(
        Q(to_organisation_id__in=_where(actor, Permission.HOLD))
        | Q(municipality_id__in=municipalities_taken_in_by(actor)),
        state=HandoverState.ACCEPTED,
    )


def can_reassign(actor: Actor, holding: Holding) -> bool:
    """Whoever leads there; for the rest, what is their own or nobody's yet."""
    return holding.ends_at is None and (
        actor.is_system or _gives(actor, holding.organisation_id, holding.holder_id)
    )


def holdings_reassignable_by(actor: Actor) -> QuerySet[Holding]:
    """The many to ``can_reassign``."""
    own = Q(holder_id=actor.user_id) | Q(holder_id=None)
    return Holding.objects.filter(
        Q(organisation_id__in=_where(actor, Permission.REASSIGN_OTHERS))
        | Q(organisation_id__in=_where(actor, Permission.HOLD)) & own,
        ends_at=None,
    )


def can_reassign_step(actor: Actor, step: NextStep) -> bool:
    """As ``can_reassign``, for one open step."""
    return step.state == StepState.OPEN and (
        actor.is_system or _gives(actor, step.organisation_id, step.assignee_id)
    )


def steps_reassignable_by(actor: Actor) -> QuerySet[NextStep]:
    """The many to ``can_reassign_step``."""
    own = Q(assignee_id=actor.user_id) | Q(assignee_id=None)
    return NextStep.objects.open().filter(
        Q(organisation_id__in=_where(actor, Permission.REASSIGN_OTHERS))
        | Q(organisation_id__in=_where(actor, Permission.HOLD)) & own
    )


def can_answer_request(actor: Actor, request: HoldingRequest) -> bool:
    """Whoever may hand over for the organisation that was asked."""
    return request.state == RequestState.ASKED and (
        actor.is_system or _may(actor, Permission.HAND_OVER, request.to_organisation_id)
    )


def requests_answerable_by(actor: Actor) -> QuerySet[HoldingRequest]:
    """The many to ``can_answer_request``."""
    return HoldingRequest.objects.filter(
        state=RequestState.ASKED, to_organisation_id__in=_where(actor, Permission.HAND_OVER)
    )


def can_report_on(actor: Actor, spell: pathways.Spell) -> bool:
    """Whoever works with young people where somebody attends, or the home municipality, reports on it."""
    if can_take_in(actor, spell.municipality_id):
        return True
    return spell.organisation_id is not None and _may(actor, Permission.HOLD, spell.organisation_id)


def spells_reportable_by(actor: Actor) -> QuerySet[pathways.Spell]:
    """The many to ``can_report_on``."""
    return pathways.Spell.objects.filter(
        Q(municipality_id__in=municipalities_taken_in_by(actor))
        | Q(organisation_id__in=_where(actor, Permission.HOLD))
    )


def can_take_in(actor: Actor, municipality_id: UUID) -> bool:
    """Whoever takes in for the home municipality."""
    return actor.is_system or municipality_id in municipalities_taken_in_by(actor)


def municipalities_taken_in_by(actor: Actor) -> frozenset[UUID]:
    """The many to ``can_take_in``."""
    return frozenset(
        post.municipality_id
        for post in actor.posts
        if post.municipality_id is not None and access.allowed(post.role, Permission.TAKE_IN)
    )


def can_end_coverage(actor: Actor, coverage: Coverage) -> bool:
    """Whoever takes in for the home municipality also lets go."""
    return coverage.ends_on is None and can_take_in(actor, coverage.municipality_id)


def coverages_endable_by(actor: Actor) -> QuerySet[Coverage]:
    """The many to ``can_end_coverage``."""
    return Coverage.objects.filter(ends_on=None, municipality_id__in=municipalities_taken_in_by(actor))


def can_fall_back(actor: Actor, coverage: Coverage) -> bool:
    """Whoever leads for the home municipality may take the responsibility back."""
    return coverage.ends_on is None and (
        actor.is_system or coverage.municipality_id in _municipalities_led_by(actor)
    )


def coverages_recallable_by(actor: Actor) -> QuerySet[Coverage]:
    """The many to ``can_fall_back``."""
    return Coverage.objects.filter(ends_on=None, municipality_id__in=_municipalities_led_by(actor))


def _municipalities_led_by(actor: Actor) -> frozenset[UUID]:
    """Where the actor both takes in and leads: a coordinator of the municipality, not the head of one school."""
    return frozenset(
        post.municipality_id
        for post in actor.posts
        if post.municipality_id is not None
        and access.allowed(post.role, Permission.TAKE_IN)
        and access.allowed(post.role, Permission.REASSIGN_OTHERS)
    )


def _gives(actor: Actor, organisation_id: UUID, present_id: UUID | None) -> bool:
    """Whether the actor may give to somebody else what a colleague, the actor or nobody has there."""
    if _may(actor, Permission.REASSIGN_OTHERS, organisation_id):
        return True
    return present_id in (None, actor.user_id) and _may(actor, Permission.HOLD, organisation_id)


def _may(actor: Actor, permission: Permission, organisation_id: UUID) -> bool:
    return access.may(actor, permission, organisation_id=organisation_id)


def _where(actor: Actor, permission: Permission) -> frozenset[UUID]:
    return access.organisations_where(actor, permission)
