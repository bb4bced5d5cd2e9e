"""``stafet migrate``: the framework's, but it never makes pages wait long behind it."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

from stafet.cli.migration_states import drawn_once
from stafet.kernel.sentences import SentenceError, sentence

LONGEST_WAIT = "2s"
"""A statement that waits for a table makes everybody who comes after it wait, too."""


class MigrationWaited(SentenceError):
    """Somebody was using a table for longer than pages may wait."""


class Command(migrate.Command):
    """Gives up a migration rather than hold everybody up; what was applied before it stays."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate with a limit on every wait for a lock."""
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = %s", [LONGEST_WAIT])
        try:
            with drawn_once():
                super().handle(*args, **options)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            raise MigrationWaited(
                sentence(
                    "A table was in use for longer than %(wait)s, so the migration was given up before anybody had to wait "
                    "for it. Nothing is half done: run stafet migrate again in a quieter minute, or stop the jobs first.",
                    wait=LONGEST_WAIT,
                )
            ) from error
        finally:
            if (
                not connection.in_atomic_block
                and connection.connection is not None
                and not connection.connection.closed
            ):
                with connection.cursor() as cursor:
                    cursor.execute("RESET lock_timeout")
