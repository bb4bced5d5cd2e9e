"""Who works on a break-off and on a concern, and who may end one without a next step. Whom somebody sees, grants decide."""

from __future__ import annotations

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor


def can_work_on_cases(actor: Actor) -> bool:
    """Whoever works with young people works on the break-offs of those they may see."""
    return actor.is_system or access.may(actor, Permission.HOLD)


def cases_workable_by(actor: Actor) -> Q:
    """The many to ``can_work_on_cases``, as a condition on cases and concerns that are seen."""
    return Q() if can_work_on_cases(actor) else Q(pk__in=())


def can_raise_concern(actor: Actor) -> bool:
    """Whoever knows a young person at an institution worries by name, also who only teaches them. No machine ever does."""
    return not actor.is_system and access.may(actor, Permission.RAISE_CONCERN)


def concerns_raisable_by(actor: Actor) -> Q:
    """The many to ``can_raise_concern``, as a condition on concerns that are seen."""
    return Q() if can_raise_concern(actor) else Q(pk__in=())


def can_exempt(actor: Actor) -> bool:
    """A leader, by name, ends a break-off without a next step. No rule and no nightly job ever does."""
    return not actor.is_system and access.may(actor, Permission.EXEMPT)


def cases_exemptable_by(actor: Actor) -> Q:
    """The many to ``can_exempt``, as a condition on cases that are seen."""
    return Q() if can_exempt(actor) else Q(pk__in=())
