"""Scopes: inside one, the database knows who asks, and for as long as one transaction.

The context is set locally in the transaction and signed, so that it can't outlive it on a pooled connection and
can't be forged by text that slips into a statement.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction

from stafet.audit.api import NoScopeError, current_alias, through

USER_ALIAS = "default"
JOB_ALIAS = "job"
_USER_SECONDS = 120
_JOB_SECONDS = 6 * 60 * 60
_SAY_ABOUT = "SELECT set_config('stafet.about', %s, true)"
_BEGIN_USER = """
    SELECT set_config('stafet.context', %s, true), set_config('stafet.about', %s, true),
           set_config('transaction_read_only', %s, true)
"""


@contextmanager
def user_scope(user_id: UUID, *, about: Iterable[UUID] | None = None, writes: bool = True) -> Iterator[None]:
    """Everything inside is one transaction of the application role on behalf of one user.

    ``about``: everything inside is about these persons, as in ``about_only``. Without ``writes`` the database
    refuses to write.
    """
    persons = None if about is None else frozenset(about)
    with through(USER_ALIAS), transaction.atomic(using=USER_ALIAS), _about.to(persons):
        context = signed_context(kind="user", identifier=user_id, expires=int(time.time()) + _USER_SECONDS)
        with connections[USER_ALIAS].cursor() as cursor:
            cursor.execute(_BEGIN_USER, [context, _listed(persons), "off" if writes else "on"])
        yield


@contextmanager
def own_scope(user_id: UUID, *, one_factor: bool, about: Iterable[UUID] | None = None) -> Iterator[None]:
    """Everything inside is one reading transaction in which somebody meets their own data and nothing of their work.

    ``one_factor``: they logged in with a password alone, and see less. In own name the database refuses to write.
    """
    persons = None if about is None else frozenset(about)
    with through(USER_ALIAS), transaction.atomic(using=USER_ALIAS), _about.to(persons):
        kind, expires = "single" if one_factor else "own", int(time.time()) + _USER_SECONDS
        context = signed_context(kind=kind, identifier=user_id, expires=expires)
        with connections[USER_ALIAS].cursor() as cursor:
            cursor.execute(_BEGIN_USER, [context, _listed(persons), "on"])
        yield


@contextmanager
def job_scope(municipality_id: UUID) -> Iterator[None]:
    """Everything inside is one transaction of the job role, confined to one municipality."""
    with through(JOB_ALIAS), transaction.atomic(using=JOB_ALIAS):
        _set_context(JOB_ALIAS, kind="job", identifier=municipality_id, seconds=_JOB_SECONDS)
        yield


@contextmanager
def also_in(municipality_id: UUID) -> Iterator[None]:
    """Inside the transaction of one municipality's job, work for another one, and then for the first again.

    For the few things that happen in two municipalities at once, such as moving. If what is inside fails, the
    transaction must be rolled back to before it; the first municipality comes back with that.
    """
    if current_alias() != JOB_ALIAS:
        raise NoScopeError("Only a job works for two municipalities: open one with access.job_scope.")
    with connections[JOB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT current_setting('stafet.context')")
        (before,) = cursor.fetchone()
        _set_context(JOB_ALIAS, kind="job", identifier=municipality_id, seconds=_JOB_SECONDS)
        yield
        cursor.execute("SELECT set_config('stafet.context', %s, true)", [before])


@contextmanager
def about_only(person_ids: Iterable[UUID]) -> Iterator[None]:
    """Inside, everything asked is about these persons only, and nobody else can be seen.

    The database then settles whom the reader may meet by looking at these few, not at everybody. It narrows and
    never widens: whom the reader may not meet is not met, and inside another only those of both. If what is inside
    fails, the transaction must be rolled back to before it.
    """
    outer, persons = _about.now, frozenset(person_ids)
    persons = persons if outer is None else persons & outer
    with _about.to(persons), connections[current_alias()].cursor() as cursor:
        cursor.execute(_SAY_ABOUT, [_listed(persons)])
        yield
        cursor.execute(_SAY_ABOUT, [_listed(outer)])


class _About:
    """Whom the running transaction is about; ``None`` is everybody."""

    def __init__(self) -> None:
        self._value: ContextVar[frozenset[UUID] | None] = ContextVar("stafet_about", default=None)

    @property
    def now(self) -> frozenset[UUID] | None:
        return self._value.get()

    @contextmanager
    def to(self, persons: frozenset[UUID] | None) -> Iterator[None]:
        token = self._value.set(persons)
        try:
            yield
        finally:
            self._value.reset(token)


_about = _About()


def _listed(persons: frozenset[UUID] | None) -> str:
    """An array as PostgreSQL writes it; empty text, not an empty array, is everybody."""
    return "" if persons is None else "{" + ",".join(map(str, persons)) + "}"


def signed_context(*, kind: str, identifier: UUID, expires: int) -> str:
    """The text the gate verifies: ``kind|id|expiry|mac``, the code being HMAC-SHA256 of the first three."""
    payload = f"{kind}|{identifier}|{expires}"
    key = hashlib.sha256(settings.STAFET_CONTEXT_KEY.encode()).digest()
    return f"{payload}|{hmac.new(key, payload.encode(), hashlib.sha256).hexdigest()}"


def _set_context(alias: str, *, kind: str, identifier: UUID, seconds: int) -> None:
    context = signed_context(kind=kind, identifier=identifier, expires=int(time.time()) + seconds)
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT set_config('stafet.context', %s, true)", [context])
