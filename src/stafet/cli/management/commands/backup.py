"""``stafet backup FOLDER``: a dump, the journal of deletions and a manifest of one instant, in a folder of their own."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from stafet.cli.server import server_while
from stafet.kernel import clock
from stafet.operation import api as operation
from stafet.postgres import api as postgres


class Command(BaseCommand):
    """Works while Stafet runs, and while it does not."""

    help = "Back the database up into a new folder below FOLDER. The keys are not in it: keep them apart."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path, help="where the new folder goes")

    def handle(self, **options: Any) -> None:
        """Back up, then say what is in it."""
        home = Path(settings.STAFET_HOME)
        with server_while(home, os.environ):
            place, made = operation.back_up(
                postgres.connection_settings(home, os.environ),
                options["folder"].absolute(),
                at=clock.now(),
                home=home,
                environ=os.environ,
            )
        self.stdout.write(
            f"{place}\n  {made.rows} rows in {len(made.tables)} tables, {made.dump_bytes} bytes, "
            f"{made.journal_lines} deletions in the journal\n"
            "  The keys are not in it: keep a copy of them elsewhere. It holds personal data: encrypt it before it leaves."
        )
