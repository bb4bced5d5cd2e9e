"""A running throwaway PostgreSQL of our own, apart from the one the rooms' tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stafet.postgres import api as postgres

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
PACKAGED = postgres.find_binaries()
EVERY_POSTGRES = [PACKAGED, *(postgres.find_binaries(folder) for folder in DEBIAN)]
"""What this machine can run: always the package's, and Debian's where it is installed."""


@pytest.fixture(scope="module", params=EVERY_POSTGRES, ids=lambda found: f"{found.origin}-{found.major}")
def cluster(request: pytest.FixtureRequest) -> Iterator[postgres.Cluster]:
    """A running cluster, once with each PostgreSQL on this machine."""
    with postgres.throwaway_cluster(request.param) as running:
        yield running


@pytest.fixture(scope="module")
def urls(cluster: postgres.Cluster) -> postgres.DatabaseUrls:
    """Its database with every role, ready for migrations."""
    found = postgres.connection_settings(cluster.data_dir.parent, {})
    postgres.start_private_database(cluster, found)
    return found


@pytest.fixture
def own_cluster(tmp_path: Path) -> Iterator[postgres.Cluster]:
    """A cluster that a test may start, kill and break."""
    made = postgres.Cluster(tmp_path / "postgres", PACKAGED, throwaway=True)
    made.create()
    yield made
    made.stop()
