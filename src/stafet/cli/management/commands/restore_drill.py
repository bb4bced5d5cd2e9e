"""``stafet restore-drill FOLDER``: bring a backup back into a database of its own, judge it, and throw it away."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from stafet.cli.styles import gather_static_files
from stafet.cli.verdicts import as_table
from stafet.kernel import clock
from stafet.operation import api as operation


class Command(BaseCommand):
    """Touches nothing of the running installation."""

    help = "Restore a backup into a scratch database, judge it, print the table. Ends with 1 when anything is wrong."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which backup."""
        parser.add_argument("folder", type=Path, help="the folder that stafet backup made")

    def handle(self, **options: Any) -> None:
        """Drill, print, end."""
        gather_static_files()
        table = operation.drill(
            options["folder"].absolute(), home=Path(settings.STAFET_HOME), environ=os.environ, at=clock.now()
        )
        self.stdout.write(as_table(table.verdicts))
        if not table.right:
            sys.exit(1)
