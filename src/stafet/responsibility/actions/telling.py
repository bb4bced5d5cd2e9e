"""Telling the people concerned, through the outbox: in the transaction of what happened, without personal data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.messages import api as messages
from stafet.messages.api import Template
from stafet.responsibility.models import Handover, Holding


def tell(
    users: Sequence[access.User],
    template: Template,
    about: UUID,
    *,
    by: Actor,
    at: datetime,
    occasion: str = "",
) -> None:
    """Queue a message to each of the users but the one who did it."""
    to = [
        messages.Recipient(user.pk, user.email, user.language)
        for user in users
        if user.is_active and user.pk != by.user_id
    ]
    messages.queue_message(template=template, to=to, about=about, by=by, at=at, occasion=occasion)


def tell_receiver(
    handover: Handover, template: Template, *, by: Actor, at: datetime, occasion: str = ""
) -> None:
    """Tell the colleague a hand-over was sent to, or those who answer for the team."""
    named = _still_there(handover.to_user_id, handover.to_organisation_id, at)
    tell(
        named or access.stewards_of(handover.to_organisation_id, at=at),
        template,
        handover.pk,
        by=by,
        at=at,
        occasion=occasion,
    )


def tell_sender(
    handover: Handover, template: Template, *, by: Actor, at: datetime, occasion: str = ""
) -> None:
    """Tell whoever sent a hand-over, or those who answer for the sender."""
    named = _still_there(handover.from_user_id, handover.from_organisation_id, at)
    users = named or access.stewards_of(handover.from_organisation_id, at=at)
    tell(users, template, handover.pk, by=by, at=at, occasion=occasion)


def tell_holder(holding: Holding, template: Template, about: UUID, *, by: Actor, at: datetime) -> None:
    """Tell the named holder, or those who answer for the organisation that holds."""
    named = _still_there(holding.holder_id, holding.organisation_id, at)
    tell(named or access.stewards_of(holding.organisation_id, at=at), template, about, by=by, at=at)


def _still_there(user_id: UUID | None, organisation_id: UUID, at: datetime) -> list[access.User]:
    """The user, if there is one and they still have a post there."""
    if user_id is None:
        return []
    return [user for user in access.readers_of(organisation_id, at=at) if user.pk == user_id]
