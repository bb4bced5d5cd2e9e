"""Who says wishes, who runs rounds, who decides. Whom somebody sees in a round, grants decide."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.kernel.actors import Actor
from stafet.matchmaking.models import Proposal, Round
from stafet.offers import api as offers
from stafet.placements import api as placements


def can_open_rounds_in(actor: Actor, municipality_id: UUID) -> bool:
    """Whether somebody opens rounds in one town: its own office does."""
    return actor.is_system or municipality_id in offers.organising_in(actor)


def can_run_round(actor: Actor, the_round: Round) -> bool:
    """Whoever organises for the town declares its rounds, closes them and lets them be matched."""
    return can_open_rounds_in(actor, the_round.municipality_id)


def rounds_runnable_by(actor: Actor) -> Q:
    """The many to ``can_run_round``."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def can_see_round(actor: Actor, the_round: Round) -> bool:
    """Whoever works with young people in the town sees its rounds, and those in it whom they may see."""
    if actor.is_system:
        return True
    is_here = the_round.municipality_id in offers.municipalities_of(actor)
    return is_here and placements.can_work_on_placements(actor)


def rounds_seen_by(actor: Actor) -> Q:
    """The many to ``can_see_round``."""
    if actor.is_system:
        return Q()
    if not placements.can_work_on_placements(actor):
        return Q(pk__in=())
    return Q(municipality_id__in=offers.municipalities_of(actor))


def can_decide_proposal(actor: Actor, proposal: Proposal) -> bool:
    """Whoever works on the placements of those they may see, in a round of their town. No rule and no job ever does."""
    return not actor.is_system and can_see_round(actor, proposal.run.round)


def proposals_decidable_by(actor: Actor) -> Q:
    """The many to ``can_decide_proposal``, as a condition on proposals that are seen."""
    if actor.is_system or not placements.can_work_on_placements(actor):
        return Q(pk__in=())
    return Q(run__round__municipality_id__in=offers.municipalities_of(actor))
