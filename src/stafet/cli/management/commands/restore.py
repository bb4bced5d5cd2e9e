"""``stafet restore FOLDER``: bring a backup back into the installation's own database, and open it only when it is right."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from stafet.cli.readiness import only_one
from stafet.cli.server import server_while
from stafet.cli.styles import gather_static_files
from stafet.cli.verdicts import as_table
from stafet.kernel import clock
from stafet.operation import api as operation
from stafet.postgres import api as postgres


class Command(BaseCommand):
    """Needs Stafet stopped. What was deleted since the backup is deleted again before anybody may log in."""

    help = "Restore a backup into the installation's database, which must be empty. Ends with 1 when anything is wrong."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which backup, and what to do with what is there."""
        parser.add_argument("folder", type=Path, help="the folder that stafet backup made")
        parser.add_argument(
            "--set-aside", action="store_true", help="keep the private database under another name first"
        )
        parser.add_argument(
            "--journal",
            type=Path,
            action="append",
            default=[],
            help="a newer copy of the journal of deletions",
        )

    def handle(self, **options: Any) -> None:
        """Restore, print, end."""
        home = Path(settings.STAFET_HOME)
        gather_static_files()
        with _alone(home):
            urls = postgres.connection_settings(home, os.environ)
            table = operation.restore(
                urls,
                options["folder"].absolute(),
                home=home,
                environ=os.environ,
                at=clock.now(),
                prepare=self._preparing(home, urls, set_aside=options["set_aside"]),
                journals=options["journal"],
            )
        self.stdout.write(as_table(table.verdicts))
        if not table.right:
            self.stdout.write("The database stays shut: nobody can log in, and Stafet does not start on it.")
            sys.exit(1)

    def _preparing(self, home: Path, urls: postgres.DatabaseUrls, *, set_aside: bool) -> Callable[[], None]:
        """Roles and an empty database, on our own cluster or the municipality's server."""

        def prepare() -> None:
            if not urls.embedded:
                for left in postgres.prepare_server_database(urls):
                    self.stdout.write(str(left))
                return
            cluster = postgres.local_cluster(home, os.environ)
            if set_aside:
                self.stdout.write(
                    f"kept as {operation.set_aside(cluster, urls, at=clock.now()) or 'nothing'}"
                )
            postgres.start_private_database(cluster, urls)

        return prepare


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Stafet must not run on this state folder, its database must."""
    postgres.make_state_folder(home)
    with only_one(home):
        urls = postgres.connection_settings(home, os.environ)
        if urls.embedded:
            postgres.local_cluster(home, os.environ).create()
        with server_while(home, os.environ):
            yield
