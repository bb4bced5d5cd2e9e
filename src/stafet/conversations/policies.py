"""Who seeks contact and who leads which conversation. Whom somebody may see is decided by grants, in the database."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.conversations.models import Conversation
from stafet.conversations.states import ConversationKind
from stafet.kernel.actors import Actor

_OF_A_TEACHER = (ConversationKind.CONTACT_TEACHER, ConversationKind.HOME)
"""A teacher talks with their pupils and those at home; the rest is led by whoever counsels."""


def can_seek(actor: Actor) -> bool:
    """Whether somebody seeks contact with those they may see, and writes down each attempt."""
    return actor.is_system or access.may(actor, access.Permission.WRITE_PLAN)


def sought_by(actor: Actor) -> Q:
    """The many to ``can_seek``, as a condition on searches that are seen."""
    return Q() if can_seek(actor) else Q(pk__in=())


def kinds_led_by(actor: Actor) -> tuple[ConversationKind, ...]:
    """Which conversations somebody leads. Each post has its own."""
    if actor.is_system:
        return tuple(ConversationKind)
    roles = {post.role for post in actor.posts if access.allowed(post.role, access.Permission.WRITE_PLAN)}
    if roles - {access.Role.TEACHER.value}:
        return tuple(ConversationKind)
    return _OF_A_TEACHER if roles else ()


def can_lead(actor: Actor, conversation: Conversation) -> bool:
    """Whether somebody moves, holds or cancels a conversation they may see."""
    return ConversationKind(conversation.kind) in kinds_led_by(actor)


def conversations_led_by(actor: Actor) -> Q:
    """The many to ``can_lead``, as a condition on conversations that are seen."""
    return Q(kind__in=kinds_led_by(actor))


def can_record_group(actor: Actor, municipality_id: UUID) -> bool:
    """Whoever works with young people in a municipality writes down guidance of groups there."""
    return actor.is_system or municipality_id in _where_one_guides(actor)


def groups_recordable_by(actor: Actor) -> Q:
    """The many to ``can_record_group``, as a condition on sessions; the same ones are read."""
    return Q() if actor.is_system else Q(municipality_id__in=_where_one_guides(actor))


def _where_one_guides(actor: Actor) -> frozenset[UUID]:
    return frozenset(
        post.municipality_id
        for post in actor.posts
        if post.municipality_id is not None and access.allowed(post.role, access.Permission.WRITE_PLAN)
    )
