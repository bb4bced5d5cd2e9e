"""Somebody else does something at the same instant: done, and known to others only once they wait for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from uuid import UUID

import psycopg
from django.db import connections

from stafet.access import api as access

_LONGEST = 10.0
_PAUSE = 0.005


@contextmanager
def somebody_else(municipality_id: UUID, act: Callable[[], object], *, superuser: str) -> Iterator[None]:
    """In another lane, with connections of its own, ``act`` has been done and is committed when we wait for it."""
    acted = Event()

    def lane() -> None:
        try:
            with access.job_scope(municipality_id):
                act()
                acted.set()
                _until_somebody_waits(superuser)
        finally:
            acted.set()
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(lane)
        assert acted.wait(_LONGEST)
        yield
        future.result()


def _until_somebody_waits(superuser: str) -> None:
    with psycopg.connect(superuser, autocommit=True) as looking:
        ends = time.monotonic() + _LONGEST
        while time.monotonic() < ends:
            row = looking.execute(
                "SELECT EXISTS (SELECT FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock')"
            ).fetchone()
            if row == (True,):
                return
            time.sleep(_PAUSE)
    raise AssertionError("Nobody waited for it.")
