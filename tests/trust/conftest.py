"""The matrix asks pages as browsers do, so it takes the browsers' settings; its world stands while a file is tried."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest

from stafet.kernel import clock
from tests.cast import build_cast
from tests.conftest import NOW
from tests.databases import empty
from tests.trust.world import World, build_world
from tests.web.conftest import quick_settings

__all__ = ["quick_settings"]


@pytest.fixture(scope="module")
def standing_database(worker_database: str, django_db_blocker: object) -> Iterator[psycopg.Connection]:
    """One database for all tests of a file, which leave in it what they find. It is emptied when they are through."""
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        psycopg.connect(worker_database, autocommit=True) as superuser,
    ):
        yield superuser
        empty(superuser)


@pytest.fixture(scope="module")
def standing_world(quick_settings: None, standing_database: psycopg.Connection) -> World:
    """The world of the matrix, built once for a file whose tests only look, or try what is refused."""
    standing_database.execute("INSERT INTO gate.test_clock VALUES (%s)", [NOW + timedelta(minutes=1)])
    with clock.at_moment(NOW):
        return build_world(build_cast(NOW - timedelta(days=30)), NOW)
