"""What is told to the actions of this room, and what its queries and the solver answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from stafet.kernel.matching import Policy, Priority, Problem, Result
from stafet.matchmaking.states import Fairness, Order, SeedKind
from stafet.placements.api import Branch, PlaceKind


@dataclass(frozen=True, slots=True)
class WishDraft:
    """What a pupil wishes for, best first."""

    places: tuple[UUID, ...] = ()
    branches: tuple[Branch, ...] = ()
    longest_way: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """How a round is to be matched."""

    name: str
    first_day: date
    weekdays: tuple[int, ...]
    days: int
    place_kinds: tuple[PlaceKind, ...]
    left_out: tuple[UUID, ...] = ()
    order: Order = Order.WORST_OFF
    good_ranks: int = 1
    nearest: int = 5
    unknown_minutes: int = 60
    contact_load: int | None = None
    seconds: int = 60
    seed_kind: SeedKind = SeedKind.DRAWN
    seed: str = ""


@dataclass(frozen=True, slots=True)
class RunOrder:
    """By which rule to match, and against which earlier run to change as little as possible."""

    fairness: Fairness = Fairness.PRIORITIES
    earlier: UUID | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a run asks the solver: everything in keys, nobody's name."""

    problem: Problem
    policy: Policy
    fairness: Fairness
    seconds: int
    hosts: Mapping[str, str]
    """Place → what the host is called."""


class SupposedState(StrEnum):
    """How far the answer to a supposition is."""

    WAITING = "waiting"
    TOLD = "told"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Supposition:
    """One run as it was asked and answered, one pupil in it, and a place to suppose something of. Keys only."""

    problem: Problem
    policy: Policy
    result: Result
    pupil: str
    place: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Supposed:
    """What would be: could they have it, what would be worse for whom; and with one more seat there, what do they have, and what is better.

    ``by`` counts in the priority's own unit: pupils, numbers of wishes, minutes.
    """

    can_be: bool
    worse: Priority | None = None
    worse_by: int = 0
    then: str = ""
    better: Priority | None = None
    better_by: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A supposition as it stands: since when, how far, and what was answered."""

    place: UUID
    state: SupposedState
    at: datetime
    told: Supposed | None
