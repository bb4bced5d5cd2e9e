"""The test's own database as an installation's: its addresses, a state folder, a journal, static files by their own names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.test import override_settings
from tests.conftest import NOW
from tests.databases import cluster_in
from tests.web.conftest import PLAIN_STORAGE

from stafet.operation import api as operation
from stafet.postgres import api as postgres
from stafet.postgres.api import Purpose

BackUp = Callable[[], Path]


@pytest.fixture(autouse=True)
def installation_settings(tmp_path: Path) -> Iterator[None]:
    with override_settings(
        STORAGES=PLAIN_STORAGE, WHITENOISE_AUTOREFRESH=True, STAFET_JOURNAL=tmp_path / "deletions.jsonl"
    ):
        yield


@pytest.fixture
def urls(database: psycopg.Connection) -> postgres.DatabaseUrls:
    """How each role connects to the database of this test."""
    folder = Path(os.environ["STAFET_TEST_HOME"])
    cluster, name = cluster_in(folder), database.info.dbname
    known = postgres.connection_settings(folder, {})

    def as_role(purpose: Purpose) -> str:
        return cluster.dsn(user=known.roles.name(purpose), dbname=name)

    return replace(
        known,
        administrator=cluster.superuser_dsn(name),
        database=name,
        owner=as_role(Purpose.OWNER),
        app=as_role(Purpose.APP),
        job=as_role(Purpose.JOB),
        audit=as_role(Purpose.AUDIT),
        public=as_role(Purpose.PUBLIC),
        backup=as_role(Purpose.BACKUP),
    )


@pytest.fixture
def back_up(urls: postgres.DatabaseUrls, tmp_path: Path) -> BackUp:
    """``back_up()``: the folder of a new backup."""

    def make() -> Path:
        folder = tmp_path / "backups" / str(len(list(tmp_path.glob("backups/*"))))
        place, _ = operation.back_up(urls, folder, at=NOW, home=tmp_path, environ={})
        return place

    return make
