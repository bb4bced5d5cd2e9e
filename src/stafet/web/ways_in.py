"""How somebody got in stands in the session as the way they were let in by, and is asked again at every request.

Each way is one of the framework's authentication backends. None of them checks anything: that is done before, by the
pages of the door. What is not among ``AUTHENTICATION_BACKENDS`` lets nobody in, so a password alone opens nothing
unless the settings say so, and they may say so only for a demonstration on this machine.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from stafet.access import api as access
from stafet.kernel.reach import is_this_machine
from stafet.sessions import api as sessions


class TwoFactors(BaseBackend):
    """Password and second factor."""

    way = sessions.Way.TWO_FACTORS

    def get_user(self, user_id: UUID | str) -> access.User | None:
        """The user of a session, unless locked out since."""
        return access.active_user(UUID(str(user_id)))


class Service(TwoFactors):
    """An organisation's log-in service that asks for two factors itself."""

    way = sessions.Way.SERVICE


class OneFactor(TwoFactors):
    """A password alone, for a young person's own page: it opens less there, and nothing else."""

    way = sessions.Way.ONE_FACTOR


class PasswordOnly(TwoFactors):
    """A password and nothing else: for a demonstration on this machine."""

    way = sessions.Way.PASSWORD_ONLY


_WAYS: dict[sessions.Way, type[TwoFactors]] = {
    kind.way: kind for kind in (TwoFactors, Service, OneFactor, PasswordOnly)
}


def backend_of(way: sessions.Way) -> str:
    """What stands in the session of somebody who got in this way."""
    kind = _WAYS[way]
    return f"{kind.__module__}.{kind.__qualname__}"


def way_of(backend: str | None) -> str:
    """The way a session was begun, by what stands in it."""
    return next((way.value for way in _WAYS if backend_of(way) == backend), "")


def is_enough(request: HttpRequest) -> bool:
    """Whether how this session was begun is enough for personal data: two factors, wherever they were asked for."""
    way = way_of(request.session.get(BACKEND_SESSION_KEY))
    return password_is_enough(request) if way == sessions.Way.PASSWORD_ONLY else bool(way)


def with_one_factor(request: HttpRequest) -> bool:
    """Whether this session was begun with a password alone, which is enough for one's own page only."""
    return way_of(request.session.get(BACKEND_SESSION_KEY)) == sessions.Way.ONE_FACTOR


def password_is_enough(request: HttpRequest) -> bool:
    """Whether this is a demonstration, tried at its own machine."""
    return bool(settings.STAFET_PASSWORD_ONLY) and is_this_machine(request.META.get("REMOTE_ADDR", ""))
