"""Who writes down languages and earlier education. Whom somebody may see is decided by grants, in the database."""

from __future__ import annotations

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel.actors import Actor


def can_write_language(actor: Actor) -> bool:
    """Whoever works with young people writes down in which language, for those they may reach."""
    return actor.is_system or access.may(actor, access.Permission.WRITE_PLAN)


def languages_writable_by(actor: Actor) -> Q:
    """The many to ``can_write_language``, as a condition on languages that are seen."""
    return Q() if can_write_language(actor) else Q(pk__in=())


def can_write_education(actor: Actor) -> bool:
    """Whoever counsels writes down earlier education, of those whose notes they may read."""
    return actor.is_system or access.may(actor, access.Permission.HOLD)


def educations_writable_by(actor: Actor) -> Q:
    """The many to ``can_write_education``, as a condition on what is seen."""
    return Q() if can_write_education(actor) else Q(pk__in=())
