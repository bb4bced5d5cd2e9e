"""Who writes on somebody's way and who takes a word back. Whom somebody may see is decided by grants, in the database."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.progress.models import ProgressWord
from stafet.progress.states import Voice
from stafet.responsibility import api as responsibility


def can_write_progress(actor: Actor) -> bool:
    """Whether somebody writes down where those are whom they may see: whoever writes in their plans."""
    return actor.is_system or access.may(actor, access.Permission.WRITE_PLAN)


def progress_writable_by(actor: Actor) -> Q:
    """The many to ``can_write_progress``, as a condition on words that are seen."""
    return Q() if can_write_progress(actor) else Q(pk__in=())


def can_withdraw_word(actor: Actor, word: ProgressWord, holder_id: UUID | None) -> bool:
    """Whoever said it, or works with young people where the responsibility is. What the young person says is theirs."""
    if word.voice != Voice.AT_WORK or word.withdrawn_at is not None or not can_write_progress(actor):
        return False
    return word.said_by_id == actor.user_id or (
        holder_id is not None and access.may(actor, access.Permission.HOLD, organisation_id=holder_id)
    )


def words_withdrawable_by(actor: Actor) -> Q:
    """The many to ``can_withdraw_word``, as a condition on words that are seen."""
    if not can_write_progress(actor):
        return Q(pk__in=())
    where = access.organisations_where(actor, access.Permission.HOLD)
    held = responsibility.Holding.objects.filter(ends_at=None, organisation_id__in=where)
    theirs = Q(said_by_id=actor.user_id) | Q(person_id__in=held.values("person_id"))
    return Q(voice=Voice.AT_WORK, withdrawn_at=None) & theirs


def place_of(actor: Actor) -> UUID | None:
    """For which place somebody speaks: the first of their posts that lets them write."""
    return next((each.organisation_id for each in actor.posts if _writes(actor, each.organisation_id)), None)


def _writes(actor: Actor, organisation_id: UUID) -> bool:
    return access.may(actor, access.Permission.WRITE_PLAN, organisation_id=organisation_id)
