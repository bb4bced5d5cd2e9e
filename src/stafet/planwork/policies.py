"""Who writes a unit's plan, who runs follow-up and year wheel, who reads them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.planwork.models import UnitPlan, WheelTask
from stafet.programme import api as programme
from stafet.programme.api import Party

PARTIES = {
    access.Role.SCHOOL_LEADER: Party.HEAD,
    access.Role.COUNSELLOR: Party.COUNSELLOR,
    access.Role.INSTITUTION_COUNSELLOR: Party.INSTITUTION,
    access.Role.TEACHER: Party.TEACHER,
    access.Role.COORDINATOR: Party.COORDINATOR,
    access.Role.POLITICIAN: Party.COUNCIL,
    access.Role.REGIONAL_LEAD: Party.REGION,
}
"""Which party of a plan a role is."""


def can_run_plan_of(actor: Actor, municipality_id: UUID) -> bool:
    """Follow-up, measures and year wheel are run by the town's own office."""
    return programme.can_write_plans_of(actor, municipality_id)


def can_write_unit(actor: Actor, organisation_id: UUID) -> bool:
    """The head of a unit writes and confirms its plan."""
    return access.may(actor, Permission.CONFIRM_UNIT_PLAN, organisation_id=organisation_id)


def can_write_unit_plan(actor: Actor, unit_plan: UnitPlan) -> bool:
    """Whether somebody is the head whose plan it is."""
    return can_write_unit(actor, unit_plan.organisation_id)


def unit_plans_writable_by(actor: Actor) -> Q:
    """The many to ``can_write_unit_plan``."""
    return Q(organisation_id__in=access.organisations_where(actor, Permission.CONFIRM_UNIT_PLAN))


def can_read_work_of(actor: Actor, municipality_id: UUID) -> bool:
    """Whoever reads the town's drafts reads how it goes."""
    return actor.is_system or municipality_id in programme.towns_read_by(actor)


def work_readable_by(actor: Actor) -> Q:
    """The many to ``can_read_work_of``."""
    return Q() if actor.is_system else Q(municipality_id__in=programme.towns_read_by(actor))


def can_finish_task(actor: Actor, task: WheelTask) -> bool:
    """Its owner, whoever is the party it is for, and the town's office."""
    if can_run_plan_of(actor, task.municipality_id) or task.owner_id == actor.user_id:
        return True
    return task.owner_id is None and (task.municipality_id, Party(task.party)) in _parties_of(actor)


def tasks_finishable_by(actor: Actor) -> Q:
    """The many to ``can_finish_task``, without what the office may do for others: what is one's own."""
    found = Q(owner_id=actor.user_id)
    for municipality_id, party in _parties_of(actor):
        found |= Q(owner_id=None, municipality_id=municipality_id, party=party)
    return found


def _parties_of(actor: Actor) -> frozenset[tuple[UUID, Party]]:
    return frozenset(
        (post.municipality_id, PARTIES[access.Role(post.role)])
        for post in actor.posts
        if post.municipality_id is not None and access.Role(post.role) in PARTIES
    )
