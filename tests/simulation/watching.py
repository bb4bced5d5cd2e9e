"""After every simulated day: does the promise hold for everyone, and how long has anybody been lost?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import psycopg

from stafet.access import api as access
from stafet.watch import api as watch
from tests.responsibility.invariants import wrong

Key = tuple[UUID, watch.LostCode, UUID]
_EVERYBODY = 10_000_000


@dataclass(slots=True)
class Watched:
    """What was seen: days on which something was wrong, and for each way of being lost the longest anybody was."""

    broken: list[str] = field(default_factory=list)
    longest: dict[watch.LostCode, int] = field(default_factory=dict)
    ever: dict[watch.LostCode, int] = field(default_factory=dict)
    since: dict[Key, date] = field(default_factory=dict)

    def look(self, superuser: psycopg.Connection, municipality_id: UUID, day: date) -> None:
        """Look at one town at the end of a day."""
        found = wrong(superuser, municipality_id)
        if found:
            self.broken.append(f"{day}: {found}")
        lost = self._lost(municipality_id, day)
        here = [key for key in self.since if key[0] == municipality_id]
        for key in here:
            if key[2] not in lost.get(key[1], ()):
                del self.since[key]
        for code, persons in lost.items():
            for person_id in persons:
                first = self.since.setdefault((municipality_id, code, person_id), day)
                self.ever[code] = self.ever.get(code, 0) + (first == day)
                self.longest[code] = max(self.longest.get(code, 0), (day - first).days + 1)

    def _lost(self, municipality_id: UUID, day: date) -> dict[watch.LostCode, set[UUID]]:
        lost: dict[watch.LostCode, set[UUID]] = {}
        with access.job_scope(municipality_id):
            for code in watch.LOST_STATES:
                page = watch.lost_people(code, municipality_id=municipality_id, day=day, limit=_EVERYBODY)
                if page.rows:
                    lost[code] = {row.person_id for row in page.rows}
        return lost
