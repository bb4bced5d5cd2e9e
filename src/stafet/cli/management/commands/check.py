"""``stafet check``: the framework's own checks, and whether Stafet is set up safely; everything that is wrong, at once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import check
from django.db import connections

from stafet.cli.installation import installation
from stafet.operation import api as operation


class Command(check.Command):
    """With ``--safe`` only whether it is set up safely; that is what every start asks."""

    help = "Check settings, database server, roles and policies. Says everything that is wrong, and how to mend it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The framework's words, and ours."""
        super().add_arguments(parser)
        parser.add_argument("--safe", action="store_true", help="only whether the installation is safe")
        parser.add_argument("--quiet", action="store_true", help="say nothing when all is well")
        parser.add_argument("--host", default="", help="where the web server will listen, as for stafet run")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        """Raise ``UnsafeInstallation`` with all there is to mend."""
        if not options["safe"]:
            super().handle(*app_labels, **options)
        if app_labels or options["list_tags"] or options["tags"]:
            return
        try:
            operation.refuse_unsafe(installation(listens=options["host"]))
        finally:
            connections.close_all()
        if not options["quiet"]:
            self.stdout.write("Settings, database server, roles and policies are safe.")
