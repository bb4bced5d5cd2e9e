"""The one place that reads the clock, for entry points only; everything else is told the time.

Tests stand still at a moment with ``at_moment``; so does a demonstration.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_moment: ContextVar[datetime | None] = ContextVar("stafet_moment", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _moment.get() or datetime.now(UTC)  # noqa: TID251  # this is the clock


@contextmanager
def at_moment(moment: datetime) -> Iterator[None]:
    """Let the clock stand still at a moment for everything inside."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
