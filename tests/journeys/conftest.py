"""Journeys are walked in browsers of several people, over days: the fixtures are those of the pages, and time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import psycopg
import pytest
from tests.conftest import NOW
from tests.own.conftest import joins, mailed
from tests.web.browser.conftest import Calendar, address, calendar, open_as
from tests.web.conftest import amina, client_for, quick_settings

from stafet.kernel import clock

__all__ = [
    "address",
    "amina",
    "calendar",
    "client_for",
    "joins",
    "mailed",
    "open_as",
    "quick_settings",
]
After = Callable[[int | timedelta], AbstractContextManager[None]]


@pytest.fixture
def after(database: psycopg.Connection, calendar: Calendar) -> After:
    """``with after(3):`` it is three days later, for the pages and for the database that judges time limits; or any time."""

    @contextmanager
    def travel(later: int | timedelta) -> Iterator[None]:
        moment = NOW + (later if isinstance(later, timedelta) else timedelta(days=later))
        database.execute("DELETE FROM gate.test_clock")
        database.execute("INSERT INTO gate.test_clock VALUES (%s)", [moment])
        calendar.now = moment
        with clock.at_moment(moment):
            yield

    return travel
