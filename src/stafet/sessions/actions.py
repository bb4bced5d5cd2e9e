"""Sessions are kept in the database, so that ending one ends it everywhere at the next request.

A session ends an hour after it was last used and ten hours after it began (NIST SP 800-63B-4, level 2: an hour and
a day at most), when its user leaves or is locked out, or when somebody ends it.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.sessions.models import Session
from stafet.sessions.states import Way

IDLE = timedelta(hours=1)
ABSOLUTE = timedelta(hours=10)
_SEEN_EVERY = timedelta(minutes=1)
"""How exact "last used" is. A row that is written at every page costs more than it says."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is known of a session besides its data."""

    user_id: UUID | None = None
    way: str = ""
    browser: str = ""
    network: str = ""


def open_session(key: str, *, at: datetime) -> str | None:
    """The data of a session that still holds, or ``None``. Notes that it was used."""
    hashed = _hashed(key)
    for data, seen_at in _held(hashed, at - IDLE, at - ABSOLUTE):
        if at - seen_at >= _SEEN_EVERY:
            Session.objects.using(access.USER_ALIAS).filter(key_hash=hashed).update(seen_at=at)
        return data
    return None


@audit.statement
def _held(
    key_hash: bytes, seen_after: datetime, started_after: datetime
) -> QuerySet[Session, tuple[str, datetime]]:
    rows = Session.objects.using(access.USER_ALIAS).filter(key_hash=key_hash)
    return rows.filter(seen_at__gt=seen_after, started_at__gt=started_after).values_list("data", "seen_at")


def session_exists(key: str) -> bool:
    """Whether a key is taken."""
    return Session.objects.using(access.USER_ALIAS).filter(key_hash=_hashed(key)).exists()


def store_session(key: str, data: str, facts: SessionFacts, *, at: datetime, is_new: bool) -> bool:
    """Keep what a session holds. One that has ended meanwhile stays ended: then the answer is false."""
    values = {
        "data": data,
        "user_id": facts.user_id,
        "way": facts.way,
        "browser": facts.browser,
        "network": facts.network,
    }
    rows = Session.objects.using(access.USER_ALIAS)
    if is_new:
        rows.create(key_hash=_hashed(key), started_at=at, seen_at=at, **values)
        return True
    return bool(rows.filter(key_hash=_hashed(key)).update(**values))


def drop_session(key: str) -> None:
    """A browser ends its own session."""
    Session.objects.using(access.USER_ALIAS).filter(key_hash=_hashed(key)).delete()


def forget_old_sessions(*, at: datetime) -> int:
    """Delete the sessions that ended by the clock. Returns how many."""
    old = Session.objects.using(access.USER_ALIAS)
    count, _ = (old.filter(seen_at__lte=at - IDLE) | old.filter(started_at__lte=at - ABSOLUTE)).delete()
    return count


@audit.action
def note_log_in(*, way: Way, by: Actor, at: datetime) -> None:
    """A session has begun."""
    audit.record_many(
        action="sessions.log_in", municipality_id=None, subject_id=by.user_id, by=by, at=at, reason=way.value
    )


@audit.action
def end_session(*, session_id: UUID, user_id: UUID, by: Actor, at: datetime) -> int:
    """End one session of a user. Returns how many ended: none when it had ended already or is not theirs."""
    count, _ = Session.objects.filter(pk=session_id, user_id=user_id).delete()
    audit.record_many(
        action="sessions.end_session", municipality_id=None, subject_id=session_id, by=by, at=at
    )
    return count


@audit.action
def end_sessions(*, user_id: UUID, by: Actor, at: datetime, but: str | None = None) -> int:
    """End every session of a user, everywhere, at once; all but one, if its key is given. Returns how many ended."""
    count, _ = Session.objects.filter(user_id=user_id).exclude(key_hash=_hashed(but or "")).delete()
    audit.record_many(action="sessions.end_sessions", municipality_id=None, subject_id=user_id, by=by, at=at)
    return count


def is_key_of(row: Session, key: str | None) -> bool:
    """Whether a cookie's key is the one of this session."""
    return key is not None and hmac.compare_digest(bytes(row.key_hash), _hashed(key))


def _hashed(key: str) -> bytes:
    """What a session is found by (HMAC-SHA256, RFC 2104)."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"stafet.sessions\n{key}".encode(), hashlib.sha256)
