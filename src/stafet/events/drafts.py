"""What is told to the actions of this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from stafet.events.states import EventKind, Group, Mark, Venue, Whom


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What an event is. Without ``capacity`` there is room for everybody."""

    kind: EventKind
    venue: Venue
    title: str
    organiser_id: UUID
    sign_up_by: date
    ask: str
    words: str = ""
    before: str = ""
    held_by_id: UUID | None = None
    host_id: UUID | None = None
    scheme: str = ""
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One meeting: when, where, and in which languages."""

    starts_at: datetime
    ends_at: datetime
    place: str
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is invited. A class by ``unit_id``; a grade by ``grade``, of one school by ``school_id``; apprentices by neither."""

    group: Group
    whom: Whom
    unit_id: UUID | None = None
    school_id: UUID | None = None
    grade: int | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """One who answers for themselves: the young person, or somebody with custody of them."""

    person_id: UUID
    custody_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """What one invitation reached: how many are new to the list, and how many stood there already."""

    new: int
    already: int


@dataclass(frozen=True, slots=True)
class Told:
    """Who came to a session. Keys are of parts and of guests; ``others`` came without having signed up."""

    parts: Mapping[UUID, Mark] = field(default_factory=dict)
    guests: Mapping[UUID, Mark] = field(default_factory=dict)
    others: int = 0
