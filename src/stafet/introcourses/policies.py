"""Who keeps a round of wishes, who sees it, who decides. Whom somebody sees in it, grants decide."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.events import api as events
from stafet.introcourses.models import Proposal, WishRound
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass
from stafet.offers import api as offers

SEEN = DataClass.PROCESS
"""What everything about pupils in this room is read as."""


def can_open_for(actor: Actor, organisation_id: UUID) -> bool:
    """Whether somebody opens rounds in the name of an organisation: whoever plans its events."""
    return events.can_plan_for(actor, organisation_id)


def can_keep_round(actor: Actor, the_round: WishRound) -> bool:
    """Whoever works at its organiser keeps it, and whoever organises for the town."""
    if actor.is_system or the_round.municipality_id in offers.organising_in(actor):
        return True
    return events.can_plan_for(actor, the_round.organiser_id)


def rounds_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_round``."""
    if actor.is_system:
        return Q()
    return Q(municipality_id__in=offers.organising_in(actor)) | Q(
        organiser_id__in=events.organisations_planned_for(actor)
    )


def can_see_round(actor: Actor, the_round: WishRound) -> bool:
    """Whoever works with young people in the town sees its rounds, and those in it whom they may see."""
    if actor.is_system:
        return True
    is_here = the_round.municipality_id in offers.municipalities_of(actor)
    return is_here and access.may(actor, Permission.WRITE_PLAN)


def rounds_seen_by(actor: Actor) -> Q:
    """The many to ``can_see_round``."""
    if actor.is_system:
        return Q()
    if not access.may(actor, Permission.WRITE_PLAN):
        return Q(pk__in=())
    return Q(municipality_id__in=offers.municipalities_of(actor))


def can_decide_proposal(actor: Actor, proposal: Proposal) -> bool:
    """Whoever works with those they may see, in a round of their town. No rule and no job ever does."""
    return not actor.is_system and can_see_round(actor, proposal.round)


def proposals_decidable_by(actor: Actor) -> Q:
    """The many to ``can_decide_proposal``, as a condition on proposals that are seen."""
    if actor.is_system or not access.may(actor, Permission.WRITE_PLAN):
        return Q(pk__in=())
    return Q(round__municipality_id__in=offers.municipalities_of(actor))
