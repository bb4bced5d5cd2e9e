"""A migration never makes pages wait: it gives up first, says so, and succeeds when asked again."""

from __future__ import annotations

import time

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from stafet.cli.management.commands.migrate import MigrationWaited
from stafet.postgres import api as postgres


def test_a_migration_that_would_wait_for_a_table_gives_up_within_seconds(
    database: psycopg.Connection, urls: postgres.DatabaseUrls
) -> None:
    with psycopg.connect(urls.administrator) as busy:
        busy.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
        begun = time.monotonic()
        with pytest.raises(MigrationWaited, match="Nothing is half done"):
            call_command("migrate", database="owner", interactive=False, verbosity=0)
        assert time.monotonic() - begun < 10
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",), "what comes after may wait as before"
