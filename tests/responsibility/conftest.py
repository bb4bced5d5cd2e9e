"""A world of its own for each test of the relay."""

from __future__ import annotations

import psycopg
import pytest
from tests.responsibility.world import World


@pytest.fixture
def world(database: psycopg.Connection) -> World:
    """A small municipality whose clock is ours."""
    return World(database)
