"""One municipality on one day, and one thing that waits there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from stafet.organisations import api as organisations
from stafet.reminders.pace import PACES
from stafet.reminders.states import ReminderKind


class HostAddress(NamedTuple):
    """Whom a host's mail goes to."""

    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits since a day. ``custody_id`` is the one at home whose answer is missing; ``None`` is the young person.

    ``school_id`` is where the pupil goes to school; ``host`` is whom a host's mail goes to.
    """

    kind: ReminderKind
    thing_id: UUID
    since: date
    stage: int
    person_id: UUID | None = None
    custody_id: UUID | None = None
    school_id: UUID | None = None
    host_id: UUID | None = None
    host: HostAddress | None = None

    @property
    def occasion(self) -> tuple[str, UUID, date, int]:
        """What a reminder is once for."""
        return (self.kind.value, self.thing_id, self.since, self.stage)


@dataclass(frozen=True, slots=True)
class Night:
    """One municipality on one day."""

    home: organisations.Home
    municipality_id: UUID
    at: datetime

    @property
    def today(self) -> date:
        """The day it is there."""
        return self.home.day(self.at)

    def stage(self, kind: ReminderKind, since: date) -> int:
        """How often something of this kind has waited too long since a day."""
        return PACES[kind].stage(since, self.today)

    def is_last(self, due: Due) -> bool:
        """Whether it is reminded of for the last time, having been reminded of before."""
        return due.stage > 1 and due.stage == PACES[due.kind].most(self.today)
