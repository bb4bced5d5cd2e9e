"""Who may see and judge an emergency access: each a pair of one and many."""

from __future__ import annotations

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.emergency.models import EmergencyAccess
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations


def can_review(actor: Actor, emergency: EmergencyAccess) -> bool:
    """Whether somebody answers for whether this was right: the asker's own leader, the home municipality's, or the log controller."""
    if actor.user_id == emergency.user_id or emergency.person_id is None:
        return False
    return any(
        access.allowed(post.role, Permission.REVIEW_EMERGENCY)
        and post.municipality_id == emergency.municipality_id
        and (
            post.organisation_id == emergency.organisation_id
            or access.allowed(post.role, Permission.CONTROL_LOG)
            or post.organisation_id == organisations.home(emergency.municipality_id).last_resort_id
        )
        for post in actor.posts
    )


def reviewable_by(actor: Actor) -> Q:
    """The many to ``can_review``."""
    mine = Q(pk__in=())
    for post in actor.posts:
        if post.municipality_id is None or not access.allowed(post.role, Permission.REVIEW_EMERGENCY):
            continue
        here = Q(municipality_id=post.municipality_id)
        last_resort = organisations.home(post.municipality_id).last_resort_id
        if not access.allowed(post.role, Permission.CONTROL_LOG) and post.organisation_id != last_resort:
            here &= Q(organisation_id=post.organisation_id)
        mine |= here
    return mine & ~Q(user_id=actor.user_id) & Q(person_id__isnull=False)


def can_see(actor: Actor, emergency: EmergencyAccess) -> bool:
    """Whether somebody may read about it: reviewers, whoever had the responsibility, and whoever asked."""
    return (
        can_review(actor, emergency)
        or actor.user_id == emergency.user_id
        or (
            emergency.holder_organisation_id is not None
            and access.may(actor, Permission.HOLD, organisation_id=emergency.holder_organisation_id)
        )
    )


def seen_by(actor: Actor) -> Q:
    """The many to ``can_see``."""
    held = access.organisations_where(actor, Permission.HOLD)
    return reviewable_by(actor) | Q(user_id=actor.user_id) | Q(holder_organisation_id__in=held)
