"""Whether this Stafet works, for those who watch over it. Public, and without any personal data."""

from __future__ import annotations

from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from stafet.kernel import clock
from stafet.web.registry import public_page

SILENT_AFTER = timedelta(minutes=2)
"""A worker says every few seconds that it lives; this is many of those."""


@public_page()
def health(request: HttpRequest) -> JsonResponse:
    """200 when pages can be answered, else 503; ``worker`` says whether clocks and imports run."""
    try:
        worker = _worker()
    except DatabaseError:
        return _answer({"database": "silent", "worker": "unknown"}, status=503)
    return _answer({"database": "ok", "worker": worker}, status=200)


def _answer(found: dict[str, str], *, status: int) -> JsonResponse:
    response = JsonResponse({**found, "version": _version()}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _version() -> str:
    try:
        return version("stafet")
    except PackageNotFoundError:  # run from the source tree, without being installed
        return "source"


def _worker() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        (heartbeat,) = cursor.fetchone()
    if heartbeat is None:
        return "none"
    return "ok" if clock.now() - heartbeat < SILENT_AFTER else "silent"
