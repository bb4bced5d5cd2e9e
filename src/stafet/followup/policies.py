"""Who follows up placements. Whom somebody sees, grants decide."""

from __future__ import annotations

from django.db.models import Q

from stafet.kernel.actors import Actor
from stafet.placements import api as placements


def can_follow_up(actor: Actor) -> bool:
    """Whoever works on the placements of young people follows them up, for those they may see."""
    return placements.can_work_on_placements(actor)


def placements_followable_by(actor: Actor) -> Q:
    """The many to ``can_follow_up``, as a condition on placements that are seen."""
    return placements.placements_workable_by(actor)
