"""Who judges look-ups and who answers for them: each a pair of one and many."""

from __future__ import annotations

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.logcontrol.models import LookUpQuestion
from stafet.logcontrol.states import LookUpVerdict


def can_judge(actor: Actor, question: LookUpQuestion) -> bool:
    """Whether somebody controls the log of this municipality, and did not look themself."""
    return actor.user_id != question.user_id and any(
        access.allowed(post.role, Permission.CONTROL_LOG) and post.municipality_id == question.municipality_id
        for post in actor.posts
    )


def judgeable_by(actor: Actor) -> Q:
    """The many to ``can_judge``."""
    homes = [
        post.municipality_id for post in actor.posts if access.allowed(post.role, Permission.CONTROL_LOG)
    ]
    return Q(municipality_id__in=homes) & ~Q(user_id=actor.user_id)


def can_answer(actor: Actor, question: LookUpQuestion) -> bool:
    """Whether somebody leads where the colleague works, or leads the municipality, and was asked."""
    return (
        question.verdict == LookUpVerdict.ASKED
        and actor.user_id != question.user_id
        and any(
            access.allowed(post.role, Permission.REASSIGN_OTHERS)
            and post.municipality_id == question.municipality_id
            and (
                post.organisation_id == question.organisation_id
                or access.allowed(post.role, Permission.TAKE_IN)
            )
            for post in actor.posts
        )
    )


def answerable_by(actor: Actor) -> Q:
    """The many to ``can_answer``."""
    led = Q(pk__in=())
    for post in actor.posts:
        if access.allowed(post.role, Permission.REASSIGN_OTHERS):
            here = Q(municipality_id=post.municipality_id)
            if not access.allowed(post.role, Permission.TAKE_IN):
                here &= Q(organisation_id=post.organisation_id)
            led |= here
    return led & Q(verdict=LookUpVerdict.ASKED) & ~Q(user_id=actor.user_id)
