"""What is told to the actions of this room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from stafet.programme.states import Area, Does, Level, PartKind, Party, Sense, Stage, Stand, Strength


@dataclass(frozen=True, slots=True)
class PlanFrame:
    """What stands on the first page of a plan. ``ends_on`` is the day after the last."""

    title: str
    mandate: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class PartFacts:
    """One part of a plan. ``upon`` are the parts it rests on."""

    kind: PartKind
    title: str
    words: str = ""
    upon: tuple[UUID, ...] = ()
    strength: Strength | None = None
    sense: Sense | None = None
    stages: tuple[Stage, ...] = ()
    areas: tuple[Area, ...] = ()
    needs_partner: bool = False
    by_month: int | None = None
    level: Level | None = None
    formula: str = ""
    source: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """What a party has to do with a part."""

    party: Party
    does: Does


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What an indicator is to be in a year."""

    year: int
    value: Decimal
    national: Decimal | None = None
    is_baseline: bool = False


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What a party that was asked has answered, and what came of it."""

    answered_on: date
    stand: Stand
    answer: str
    outcome: str


@dataclass(frozen=True, slots=True)
class AdoptionFacts:
    """Who adopted the plan, on which day, under which number."""

    adopted_on: date
    adopted_by: str
    diary_number: str


@dataclass(frozen=True, slots=True)
class StartUp:
    """What a start-up meeting agreed."""

    title: str
    met_on: date
    protocol: str
    decider: str = ""
    division: str = ""
    stages: tuple[Stage, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class StepFacts:
    """By when a step of a cycle is done, and which post carries it."""

    due_on: date | None
    carrier: str
    words: str = ""
