"""Gro at her browser, and registers of hers that were loaded as jobs do."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from tests.cast import Cast
from tests.registers.desk import Desk, desk
from tests.registers.files import oneroster
from tests.web.conftest import ClientFor
from tests.web.registers.desk_pages import Keeper, Sent, keeper


@pytest.fixture
def gro(everyone: Cast, client_for: ClientFor, database: psycopg.Connection) -> Keeper:
    return keeper(everyone, client_for, database)


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


@pytest.fixture
def other(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database, name="Another register")


@pytest.fixture
def roster(tmp_path: Path) -> Sent:
    """A OneRoster set of three pupils."""
    return "set.zip", oneroster(tmp_path / "set.zip", 3).read_bytes()
