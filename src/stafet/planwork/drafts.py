"""What is told to the actions of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from stafet.planwork.states import GoalStands, LineKind, RoundKind
from stafet.programme.api import Party, Stage


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What a unit says about a part of the plan, or adds (then without a key, and with a title)."""

    kind: LineKind
    words: str
    key: UUID | None = None
    title: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """What an indicator was in a year; ``base``: out of how many."""

    year: int
    value: Decimal
    base: int | None
    source: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """Which follow-up, by which day."""

    kind: RoundKind
    due_on: date


@dataclass(frozen=True, slots=True)
class FoundFacts:
    """What is found about a goal."""

    key: UUID
    stands: GoalStands
    words: str


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What is to be done, by which post, by which day, for which goal."""

    words: str
    carrier: str
    due_on: date
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What the council decided."""

    body: str
    decided_on: date
    diary_number: str
    words: str


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """One thing of the year wheel. ``stage`` ``None``: all school forms."""

    due_on: date
    title: str
    party: Party
    words: str = ""
    stage: Stage | None = None
    owner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What was learned."""

    learned_on: date
    title: str
    words: str
    follows: str = ""
