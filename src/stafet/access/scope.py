"""Scopes: inside one, the database knows who asks, and for as long as one transaction.

The context is set locally in the transaction and signed, so that it can't outlive it on a pooled connection and
can't be forged by text that slips into a statement.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction

from stafet.audit.api import NoScopeError, current_alias, through

USER_ALIAS = "default"
JOB_ALIAS = "job"
_USER_SECONDS = 120
_JOB_SECONDS = 6 * 60 * 60


@contextmanager
def user_scope(user_id: UUID) -> Iterator[None]:
    """Everything inside is one transaction of the application role on behalf of one user."""
    with through(USER_ALIAS), transaction.atomic(using=USER_ALIAS):
        _set_context(USER_ALIAS, kind="user", identifier=user_id, seconds=_USER_SECONDS)
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


def signed_context(*, kind: str, identifier: UUID, expires: int) -> str:
    """The text the gate verifies: ``kind|id|expiry|mac``, the code being HMAC-SHA256 of the first three."""
    payload = f"{kind}|{identifier}|{expires}"
    key = hashlib.sha256(settings.STAFET_CONTEXT_KEY.encode()).digest()
    return f"{payload}|{hmac.new(key, payload.encode(), hashlib.sha256).hexdigest()}"


def _set_context(alias: str, *, kind: str, identifier: UUID, seconds: int) -> None:
    context = signed_context(kind=kind, identifier=identifier, expires=int(time.time()) + seconds)
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT set_config('stafet.context', %s, true)", [context])
