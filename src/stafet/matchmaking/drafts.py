"""What is told to the actions of this room, and what its queries and the solver answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafet.kernel.matching import Policy, Problem
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
