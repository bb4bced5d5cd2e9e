"""``stafet run``: start everything on this machine."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from stafet.cli.run import Start, run
from stafet.postgres import api as postgres

_MOST_WEB_WORKERS = 4
"""Each keeps its own connections to the database, which has a hundred."""


class Command(BaseCommand):
    """Start the database, the web server and the worker, and say when the first page has answered."""

    help = "Start Stafet: database, web server and worker. Ctrl-C stops everything."
    # Without a database yet, there is nothing to check; run checks once it stands.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="where to listen")
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT") or "8000"), help="default: PORT or 8000"
        )
        parser.add_argument(
            "--web-workers",
            type=int,
            default=min(os.cpu_count() or 1, _MOST_WEB_WORKERS),
            help="default: one per core",
        )
        parser.add_argument(
            "--demo", action="store_true", help="fill an empty database with a synthetic municipality"
        )

    def handle(self, *args: object, **options: Any) -> None:
        start = Start(
            host=options["host"],
            port=options["port"],
            home=postgres.state_folder(os.environ),
            demo=options["demo"],
            web_workers=options["web_workers"],
        )
        run(start, os.environ, self._say)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
