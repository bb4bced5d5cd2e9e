"""After every simulated day: does the promise hold for everyone, and how long has anybody been lost?

Everybody of the whole country is asked about by one statement for each thing that may be wrong and for each way of
being lost, behind all fences. Asking town by town cost more than everything that happened in the towns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import psycopg

from stafet.access import api as access
from stafet.organisations import api as organisations
from stafet.watch import api as watch
from stafet.watch.limits import Limit, limits
from stafet.watch.looking import statement
from tests.responsibility.invariants import WRONG

Somebody = tuple[UUID, UUID]
"""A municipality and a person of it."""


@dataclass(slots=True)
class Watched:
    """What was seen: days on which something was wrong, and for each way of being lost the longest anybody was."""

    broken: list[str] = field(default_factory=list)
    longest: dict[watch.LostCode, int] = field(default_factory=dict)
    ever: dict[watch.LostCode, int] = field(default_factory=dict)
    since: dict[watch.LostCode, dict[Somebody, date]] = field(default_factory=dict)

    def look(self, superuser: psycopg.Connection, homes: Sequence[UUID], day: date) -> None:
        """Look at all towns at the end of a day."""
        found = wrong_anywhere(superuser, homes)
        if found:
            self.broken.append(f"{day}: {found}")
        for code, lost in lost_anywhere(superuser, homes, day).items():
            before = self.since.get(code, {})
            now = {each: before.get(each, day) for each in lost}
            self.since[code] = now
            if now:
                self.ever[code] = self.ever.get(code, 0) + len(now.keys() - before.keys())
                longest = (day - min(now.values())).days + 1
                self.longest[code] = max(self.longest.get(code, 0), longest)


def wrong_anywhere(superuser: psycopg.Connection, homes: Sequence[UUID]) -> dict[str, int]:
    """What is wrong in the whole country, and of how many. One statement each."""
    asked = {"homes": list(homes)}
    found = {
        name: len(superuser.execute(query.replace("= %(home)s", "= ANY (%(homes)s)"), asked).fetchall())
        for name, query in WRONG.items()
    }
    return {name: number for name, number in found.items() if number}


def lost_anywhere(
    superuser: psycopg.Connection, homes: Sequence[UUID], day: date
) -> dict[watch.LostCode, frozenset[Somebody]]:
    """Who is lost in which way, of all towns. The towns are of one country and have set no rule of their own."""
    values = {**_limits(homes[0], day), "homes": list(homes)}
    return {code: _lost(superuser, code, values) for code in watch.LOST_STATES}


def _limits(home: UUID, day: date) -> Mapping[str, Limit]:
    with access.job_scope(home):
        return limits(home, organisations.home(home).country, day=day)


def _lost(
    superuser: psycopg.Connection, code: watch.LostCode, values: Mapping[str, object]
) -> frozenset[Somebody]:
    """The watch's own statement of one way, its municipality each of the country's in turn."""
    of_a_town = statement(code).replace("%(municipality)s", "home.id")
    text = (
        "SELECT DISTINCT home.id, each.person_id FROM organisations_municipality home"
        f" CROSS JOIN LATERAL ({of_a_town}) each WHERE home.id = ANY (%(homes)s)"
    )
    return frozenset(superuser.execute(text, values).fetchall())
