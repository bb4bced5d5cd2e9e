"""Half-way in: the password was right, the second factor is still to come.

Whoever is half-way in is nobody yet: no page but those of the door knows them, and after ten minutes neither do these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from stafet.access import api as access
from stafet.kernel import clock

LASTS = timedelta(minutes=10)
_KEY = "stafet.half_way"


@dataclass(frozen=True, slots=True)
class HalfWay:
    """Who it is, and where they were going."""

    user: access.User
    following: str


def begin(request: HttpRequest, user: access.User, *, following: str) -> None:
    """Remember who it is, in a session nobody else can have laid ready."""
    request.session.flush()
    request.session[_KEY] = {
        "user": str(user.pk),
        "password": user.get_session_auth_hash(),
        "since": clock.now().isoformat(),
        "following": following,
    }


def who(request: HttpRequest) -> HalfWay | None:
    """Who is half-way in; nobody after ten minutes, or when the password has changed since."""
    held = request.session.get(_KEY)
    if not held or clock.now() - datetime.fromisoformat(held["since"]) > LASTS:
        return None
    user = access.User.objects.filter(pk=held["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != held["password"]:
        return None
    return HalfWay(user, held["following"])
