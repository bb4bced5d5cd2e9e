"""A post ends: what its holder had there becomes nobody's in particular, so that no young person believes to have somebody who left."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.administration.errors import NotYours
from stafet.audit import api as audit
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.responsibility import api as responsibility


@audit.action
def release_work(*, membership_id: UUID, by: Actor, at: datetime) -> int:
    """What somebody has by a post that ends waits for everybody there, by rule. Only in the scope of a job.

    Whoever ends posts need not see whom it is about. Nothing moves while another post there lets them act. Returns how
    much was moved. Raises ``NotYours``.
    """
    post = access.Membership.objects.select_related("organisation").get(pk=membership_id)
    if post.user_id == by.user_id or not accounts.can_give(by, post.role, post.organisation):
        raise NotYours(sentence("This post is not yours to end. Ask an administrator of the municipality."))
    if _acts_there_still(post, at):
        return 0
    plan = responsibility.reassign_everything(
        from_user_id=post.user_id, to_user_id=None, organisation_id=post.organisation_id, by=SYSTEM, at=at
    )
    audit.record_many(
        action="administration.release_work",
        municipality_id=post.organisation.municipality_id,
        subject_id=post.pk,
        by=by,
        at=at,
    )
    return plan.holdings + plan.steps + plan.handovers


def work_of(user_id: UUID, organisation: organisations.Organisation) -> responsibility.ReassignPlan:
    """What somebody has in an organisation, counted; protected people included. Only in the scope of a job."""
    return responsibility.plan_reassignment(from_user_id=user_id, organisation_id=organisation.pk)


def _acts_there_still(post: access.Membership, at: datetime) -> bool:
    others = access.Membership.objects.current_at(at).exclude(pk=post.pk)
    roles = access.roles_with(access.Permission.HOLD)
    return others.filter(user_id=post.user_id, organisation_id=post.organisation_id, role__in=roles).exists()
