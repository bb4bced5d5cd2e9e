"""``stafet retention``: delete what has been kept for as long as it was declared, or only say what is due."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.organisations import api as organisations
from stafet.retention import api as retention


class Command(BaseCommand):
    """What the nightly job does, now. Prints numbers only."""

    help = "Delete what is due by the declared rules. With --dry-run, only count it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to delete."""
        parser.add_argument("--dry-run", action="store_true", help="count what is due, delete nothing")

    def handle(self, **options: Any) -> None:
        """Go through every municipality."""
        for municipality in organisations.Municipality.objects.order_by("country", "code"):
            self.stdout.write(municipality.name)
            self._count(municipality)
            if not options["dry_run"]:
                run = retention.run_retention(municipality.pk, by=SYSTEM, at=clock.now())
                self.stdout.write(
                    f"  deleted: {run.persons} people with everything of theirs, {run.rows} rows by age"
                )

    def _count(self, municipality: organisations.Municipality) -> None:
        with access.job_scope(municipality.pk):
            found = retention.due(municipality_id=municipality.pk, at=clock.now())
        if not found.rows:
            self.stdout.write("  nothing is due")
            return
        self.stdout.write(f"  due: {found.people} people")
        by_rule: Counter[tuple[str, str]] = Counter()
        for each in found.tables:
            by_rule[each.kept.rule, each.kept.label] += each.rows
        for (rule, label), rows in sorted(by_rule.items()):
            self.stdout.write(f"{rows:8}  {label:36}{rule}")
