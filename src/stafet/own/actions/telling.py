"""Whoever has the responsibility is told what came from a young person's own page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.messages import api as messages
from stafet.responsibility import api as responsibility


@audit.action
def tell_holder(
    *,
    holding: responsibility.Holding,
    template: messages.Template,
    about: UUID,
    by: Actor,
    at: datetime,
    occasion: str = "",
) -> None:
    """Write to the named holder; where nobody is named, to those who answer for the organisation."""
    readers = access.readers_of(holding.organisation_id, at=at)
    named = [user for user in readers if user.pk == holding.holder_id]
    told = named or access.stewards_of(holding.organisation_id, at=at)
    messages.queue_message(
        template=template,
        to=[messages.Recipient(user.pk, user.email, user.language) for user in told],
        about=about,
        by=by,
        at=at,
        occasion=occasion,
    )
