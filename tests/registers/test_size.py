"""A load ten times as big asks the database the same number of questions."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from stafet.access import api as access
from stafet.registers import api as registers
from tests.cast import Cast
from tests.conftest import NOW
from tests.registers.desk import Desk, desk, pupils


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


def asked(at: Desk, first: int, count: int) -> tuple[int, int]:
    """How many statements comparing and applying so many new pupils takes."""
    load_id = at.preview(pupils(count, first=first), mode=registers.LoadMode.DELTA)
    with CaptureQueriesContext(connections[access.JOB_ALIAS]) as comparing:
        at.compare(load_id)
    at.order(load_id)
    with CaptureQueriesContext(connections[access.JOB_ALIAS]) as applying, at.job():
        registers.apply_load(load_id=load_id, by=at.by, at=NOW)
    return len(comparing), len(applying)


def test_the_number_of_statements_does_not_grow_with_the_file(at: Desk) -> None:
    asked(at, 1, 1)
    assert asked(at, 10, 3) == asked(at, 100, 300)
