"""Where the framework keeps what a browser's session holds: in the room of sessions, which can end it.

``SESSION_ENGINE`` names this module.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError

from stafet.kernel import clock
from stafet.sessions import api as sessions
from stafet.web.ways_in import way_of

BROWSER = "stafet.browser"
NETWORK = "stafet.network"


class SessionStore(SessionBase):
    """One browser's session."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, when it has ended."""
        data = sessions.open_session(self.session_key, at=clock.now()) if self.session_key else None
        if data is None:
            self._session_key = None
            return {}
        return dict(self.decode(data))

    def exists(self, session_key: str) -> bool:
        """Whether a key is taken."""
        return sessions.session_exists(session_key)

    def create(self) -> None:
        """Begin a session under a new key."""
        self._begin()

    def _begin(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self._keep(is_new=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  # the framework's signature
        """Keep what it holds. A session that was ended meanwhile is not brought back: ``UpdateError``."""
        if self.session_key is None:
            self._begin()
        else:
            self._keep(is_new=must_create)

    def _keep(self, *, is_new: bool) -> None:
        held = self._get_session(no_load=is_new)  # type: ignore[attr-defined]
        try:
            kept = sessions.store_session(
                str(self.session_key), self.encode(held), _facts(held), at=clock.now(), is_new=is_new
            )
        except IntegrityError as taken:
            raise CreateError from taken
        if not kept:
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        key = session_key or self.session_key
        if key is not None:
            sessions.drop_session(key)

    @classmethod
    def clear_expired(cls) -> None:
        """Delete those that ended by the clock."""
        sessions.forget_old_sessions(at=clock.now())


def _facts(held: dict[str, Any]) -> sessions.SessionFacts:
    user = held.get(SESSION_KEY)
    return sessions.SessionFacts(
        user_id=UUID(user) if user else None,
        way=way_of(held.get(BACKEND_SESSION_KEY)) if user else "",
        browser=held.get(BROWSER, ""),
        network=held.get(NETWORK, ""),
    )
