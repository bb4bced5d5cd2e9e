"""``stafet diagrams``: print the diagrams of the documentation anew."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand

from stafet.cli import diagrams


class Command(BaseCommand):
    """For whoever changes a table of states."""

    help = "Write the diagrams of states into the documentation, from the tables in the code."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        """Write the page below the folder one stands in."""
        self.stdout.write(str(diagrams.write(Path.cwd())))
