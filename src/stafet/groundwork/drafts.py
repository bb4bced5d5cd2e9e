"""What is told to the actions of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from stafet.groundwork.states import ContactWay, Guest, MoneyFrom, TaskOwner, ThemeState, TransferTo
from stafet.placements.api import SchemeKind


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """When, where, with whom, and what it is about."""

    on: date
    begins_at: time
    where: str
    guests: tuple[Guest, ...]
    agenda: str


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """Where to, what they need to know there, that the pupil agrees to it being told, and the first day."""

    to: TransferTo
    organisation_id: UUID
    words: str
    is_agreed: bool
    first_day: date


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """How, when and about what one was in touch with a host, and when one calls again."""

    way: ContactWay
    on: date
    words: str
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """Who pays for a scheme at a school in a school year; ``amount`` in minor units, ``None`` where nobody has said."""

    school_id: UUID
    kind: SchemeKind
    starts_in: int
    source: MoneyFrom
    amount: int | None = None
    decided: str = ""


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What a task is, who sees to it, and by when. ``words`` are empty for a shipped task that is called as it was."""

    words: str
    owner: TaskOwner
    owner_name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class ThemeFacts:
    """Whether a class is to have the theme or has had it, and when."""

    state: ThemeState
    on: date
    words: str = ""
