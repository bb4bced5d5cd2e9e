"""To whom somebody can be handed over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.access import api as access


def receivers(*, at: datetime) -> frozenset[UUID]:
    """The organisations where somebody can take over now: all others would leave an offer unread. One query."""
    posts = access.Membership.objects.current_at(at).filter(
        role__in=access.roles_with(access.Permission.HOLD)
    )
    return frozenset(posts.values_list("organisation_id", flat=True).order_by("organisation_id").distinct())
