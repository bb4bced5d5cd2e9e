"""Which database connection the work at hand goes through.

A web request works as the application role in the scope of one user; an import or a clock works as the job
role in the scope of one municipality. Nothing that holds personal data can be reached outside a scope: the
router raises, so a forgotten scope is loud in development, and the database is silent as the second fence.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model

_current: ContextVar[str | None] = ContextVar("stafet_connection", default=None)


class NoScopeError(RuntimeError):
    """Personal data was asked for outside any scope. A programming error, never a user's."""


@contextmanager
def through(alias: str) -> Iterator[None]:
    """Send everything inside through this connection. Only ``access`` opens scopes with it."""
    token = _current.set(alias)
    try:
        yield
    finally:
        _current.reset(token)


def current_alias() -> str:
    """The connection of the open scope. Raises ``NoScopeError`` when there is none."""
    alias = _current.get()
    if alias is None:
        raise NoScopeError("No scope is open: open one with access.user_scope or access.job_scope.")
    return alias


class ScopedRouter:
    """Django's database router: scoped models follow the scope, all others the default connection."""

    def db_for_read(self, model: type[Model], **_: object) -> str | None:
        """The alias to read from; raises ``NoScopeError`` for a scoped model without a scope."""
        return self._alias(model)

    def db_for_write(self, model: type[Model], **_: object) -> str | None:
        """The alias to write to; as for reading."""
        return self._alias(model)

    def allow_relation(self, *_: object, **__: object) -> bool:
        """All aliases are roles of one database, so every relation is allowed."""
        return True

    def allow_migrate(self, db: str, *_: object, **__: object) -> bool:
        """Only the owner role changes the schema."""
        return db == "owner"

    def _alias(self, model: type[Model]) -> str | None:
        if getattr(model, "scoped", False):
            return current_alias()
        return _current.get()
