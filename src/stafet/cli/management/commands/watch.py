"""``stafet watch``: who is lost, in every municipality, each way counted. Ends with 1 when anybody is."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.countries import Country, local_day
from stafet.organisations import api as organisations
from stafet.watch import api as watch

_PAGE = 1000


class Command(BaseCommand):
    """Count everybody who is lost. Prints no names; ``--list`` prints keys, none of protected people."""

    help = "Count who is lost, in each named way. Ends with 1 when anybody is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which municipality, which way of being lost, on which day."""
        parser.add_argument(
            "--municipality", help="Country and code, such as dk-766; all of them if not given."
        )
        parser.add_argument("--state", choices=[code.value for code in watch.LostCode], help="One way only.")
        parser.add_argument(
            "--day", type=date.fromisoformat, help="As on this day (YYYY-MM-DD); today if not given."
        )
        parser.add_argument("--list", action="store_true", help="Print the keys of those who are lost.")

    def handle(self, **options: Any) -> None:
        """Look through every municipality asked for."""
        codes = [watch.LostCode(options["state"])] if options["state"] else list(watch.LostCode)
        found = 0
        for municipality in _municipalities(options["municipality"]):
            day = options["day"] or local_day(Country(municipality.country), clock.now())
            with access.job_scope(municipality.pk):
                self.stdout.write(f"{municipality.name}, {day.isoformat()}")
                found += sum(self._look(code, municipality.pk, day, names=options["list"]) for code in codes)
        if found:
            sys.exit(1)

    def _look(self, code: watch.LostCode, municipality_id: UUID, day: date, *, names: bool) -> int:
        count = watch.count_lost(code, municipality_id=municipality_id, day=day)
        self.stdout.write(f"{count:6}  {code.value:26}{watch.LOST_STATES[code].title}")
        if names and count:
            self._list(_keys(code, municipality_id, day))
        return count

    def _list(self, keys: Iterable[UUID]) -> None:
        """Print keys; of protected people only how many they are."""
        hidden = set(access.HiddenPerson.objects.filter(lifted_at=None).values_list("person_id", flat=True))
        protected = 0
        for key in keys:
            if key in hidden:
                protected += 1
            else:
                self.stdout.write(f"        {key}")
        if protected:
            self.stdout.write(f"        protected: {protected}")


def _municipalities(wanted: str | None) -> list[organisations.Municipality]:
    """The municipality of a code such as dk-766, or all of them."""
    every = organisations.Municipality.objects.order_by("country", "code")
    if wanted is None:
        return list(every)
    country, _, code = wanted.partition("-")
    found = list(every.filter(country=country, code=code))
    if not found:
        raise CommandError(f"There is no municipality {wanted}. Write country and code, such as dk-766.")
    return found


def _keys(code: watch.LostCode, municipality_id: UUID, day: date) -> Iterator[UUID]:
    after: UUID | None = None
    while True:
        page = watch.lost_people(code, municipality_id=municipality_id, day=day, after=after, limit=_PAGE)
        yield from (row.person_id for row in page.rows)
        if not page.has_next:
            return
        after = page.after
