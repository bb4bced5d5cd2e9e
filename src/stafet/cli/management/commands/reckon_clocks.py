"""``stafet reckon-clocks``: the days of all open break-offs anew, after a rule or a holiday was put right."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.organisations import api as organisations
from stafet.rechoice import api as rechoice


class Command(BaseCommand):
    """Go through every municipality; each is one statement. Prints numbers only."""

    help = "Reckon the days of all open break-offs anew, by the rules as they stand now."

    def handle(self, **_options: Any) -> None:
        """Say how many have other days now."""
        for municipality in organisations.Municipality.objects.order_by("country", "code"):
            with access.job_scope(municipality.pk):
                changed = rechoice.reckon_clocks(municipality_id=municipality.pk, by=SYSTEM, at=clock.now())
            self.stdout.write(f"{changed:8}  {municipality.name}")
