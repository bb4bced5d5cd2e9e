"""What can be asked about sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stafet.sessions.actions import ABSOLUTE, IDLE, is_key_of
from stafet.sessions.models import Session
from stafet.sessions.states import Way


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser that is logged in, as its user may know it again."""

    session_id: UUID
    way: Way
    browser: str
    network: str
    started_at: datetime
    seen_at: datetime
    is_this: bool


def sessions_of(user_id: UUID, *, at: datetime, this: str | None = None) -> Sequence[OpenSession]:
    """The sessions of a user that hold, the latest first. ``this`` is the key of the one that asks."""
    rows = Session.objects.filter(user_id=user_id, seen_at__gt=at - IDLE, started_at__gt=at - ABSOLUTE)
    return [
        OpenSession(
            session_id=row.pk,
            way=Way(row.way),
            browser=row.browser,
            network=row.network,
            started_at=row.started_at,
            seen_at=row.seen_at,
            is_this=is_key_of(row, this),
        )
        for row in rows.order_by("-seen_at", "pk")
    ]
