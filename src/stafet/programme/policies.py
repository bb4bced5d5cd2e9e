"""Who writes a municipality's plan, who reads its drafts, who says what they think. Nobody young is near any of it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.programme.models import Cycle, Plan, Support
from stafet.programme.states import UNDER_WAY

_IN_PUBLIC = ("adopted", "superseded")


def can_write_plans_of(actor: Actor, municipality_id: UUID) -> bool:
    """The town's own office writes its plan, runs its cycle, and writes down what was decided."""
    return actor.is_system or municipality_id in offers.organising_in(actor)


def can_write_plan(actor: Actor, plan: Plan) -> bool:
    """Whether somebody writes this version."""
    return can_write_plans_of(actor, plan.municipality_id)


def plans_writable_by(actor: Actor) -> Q:
    """The many to ``can_write_plan``."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def towns_read_by(actor: Actor) -> frozenset[UUID]:
    """The municipalities whose drafts and cycles somebody reads: their own, and those their region helps.

    Where a region's office happens to lie opens nothing: a regional lead reads where a municipality has let them in.
    """
    own = {
        post.municipality_id
        for post in actor.posts
        if post.municipality_id is not None
        and post.role != access.Role.REGIONAL_LEAD
        and access.allowed(post.role, Permission.READ_PROGRAMME)
    }
    return frozenset(own | towns_followed_by(actor))


def towns_followed_by(actor: Actor) -> frozenset[UUID]:
    """The municipalities that have let the regional lead's organisation follow them."""
    leads = [post.organisation_id for post in actor.posts if post.role == access.Role.REGIONAL_LEAD]
    if not leads:
        return frozenset()
    rows = Support.objects.filter(organisation_id__in=leads, ends_on=None)
    return frozenset(rows.values_list("municipality_id", flat=True))


def can_read_plan(actor: Actor, plan: Plan) -> bool:
    """What is adopted is public; a draft is read where it is written."""
    return plan.state in _IN_PUBLIC or actor.is_system or plan.municipality_id in towns_read_by(actor)


def plans_readable_by(actor: Actor) -> Q:
    """The many to ``can_read_plan``."""
    if actor.is_system:
        return Q()
    return Q(state__in=_IN_PUBLIC) | Q(municipality_id__in=towns_read_by(actor))


def can_remark(actor: Actor, plan: Plan) -> bool:
    """Colleagues of the town, and whoever helps it, say what they think of what is not adopted yet."""
    may = actor.is_system or access.may(actor, Permission.REMARK_ON_PROGRAMME)
    return may and plan.state in UNDER_WAY and can_read_plan(actor, plan)


def plans_remarkable_by(actor: Actor) -> Q:
    """The many to ``can_remark``."""
    if not actor.is_system and not access.may(actor, Permission.REMARK_ON_PROGRAMME):
        return Q(pk__in=())
    return plans_readable_by(actor) & Q(state__in=UNDER_WAY)


def can_read_cycle(actor: Actor, cycle: Cycle) -> bool:
    """Whoever reads the town's drafts reads how far it is with them."""
    return actor.is_system or cycle.municipality_id in towns_read_by(actor)


def cycles_readable_by(actor: Actor) -> Q:
    """The many to ``can_read_cycle``."""
    return Q() if actor.is_system else Q(municipality_id__in=towns_read_by(actor))
