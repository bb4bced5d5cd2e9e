"""Who writes in a plan and who approves it. Whom somebody may see is decided by grants, in the database."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.careerplans.states import Voice
from stafet.kernel.actors import Actor
from stafet.responsibility import api as responsibility

_VOICES = {
    access.Role.COUNSELLOR: Voice.COUNSELLOR,
    access.Role.COORDINATOR: Voice.COUNSELLOR,
    access.Role.INSTITUTION_COUNSELLOR: Voice.INSTITUTION,
    access.Role.SCHOOL_LEADER: Voice.SCHOOL,
    access.Role.TEACHER: Voice.SCHOOL,
}


def voices_of(actor: Actor) -> tuple[Voice, ...]:
    """In whose name somebody at work writes: each post has a voice."""
    found = {_VOICES[access.Role(post.role)] for post in actor.posts if access.Role(post.role) in _VOICES}
    return tuple(voice for voice in Voice if voice in found)


def can_write_plan(actor: Actor) -> bool:
    """Whether somebody writes in the plans of those they may see."""
    return actor.is_system or access.may(actor, access.Permission.WRITE_PLAN)


def plans_writable_by(actor: Actor) -> Q:
    """The many to ``can_write_plan``, as a condition on plans that are seen."""
    return Q() if can_write_plan(actor) else Q(pk__in=())


def can_approve_plan(actor: Actor, organisation_id: UUID | None) -> bool:
    """Whoever works with young people at the organisation that has the responsibility says that a plan is realistic."""
    if actor.is_system:
        return True
    return organisation_id is not None and access.may(
        actor, access.Permission.HOLD, organisation_id=organisation_id
    )


def plans_approvable_by(actor: Actor) -> Q:
    """The many to ``can_approve_plan``, as a condition on plans that are seen."""
    where = access.organisations_where(actor, access.Permission.HOLD)
    held = responsibility.Holding.objects.filter(ends_at=None, organisation_id__in=where)
    return Q(person_id__in=held.values("person_id"))
