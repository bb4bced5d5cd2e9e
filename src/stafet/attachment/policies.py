"""Who writes about jobs. Whom somebody may see is decided by grants, in the database."""

from __future__ import annotations

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel.actors import Actor


def can_write_work(actor: Actor) -> bool:
    """Whether somebody writes down jobs and hours of those they may see: whoever writes in their plans."""
    return actor.is_system or access.may(actor, access.Permission.WRITE_PLAN)


def work_writable_by(actor: Actor) -> Q:
    """The many to ``can_write_work``, as a condition on hours that are seen."""
    return Q() if can_write_work(actor) else Q(pk__in=())
