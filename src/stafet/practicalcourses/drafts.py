"""What is told to the actions of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafet.placements.api import Branch, SchemeKind
from stafet.practicalcourses.states import CostKey, CourseKind, PaidFor


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What a course is. ``ends_on`` is the day after the last; ``price_per_seat`` is in minor units (øre, öre).

    ``directions`` are what somebody may want to become for whom it is right, in small letters.
    """

    provider_id: UUID
    kind: CourseKind
    name: str
    branch: Branch
    weekdays: tuple[int, ...]
    starts_on: date
    ends_on: date
    place: str
    grades: tuple[int, ...]
    seats: int
    price_per_seat: int
    contact_name: str
    contact_phone: str = ""
    contact_email: str = ""
    directions: tuple[str, ...] = ()
    words: str = ""
    at_vocational_school: bool = False


@dataclass(frozen=True, slots=True)
class TownPart:
    """What one town gets of a course: how many seats, and what it pays at least (minor units)."""

    municipality_id: UUID
    quota: int
    fixed_part: int = 0


@dataclass(frozen=True, slots=True)
class ShareTerms:
    """How seats and price of a course are shared. Unused quota is everybody's from ``release_on`` on; ``None``: never."""

    parts: tuple[TownPart, ...]
    split: CostKey
    paid_for: PaidFor
    release_on: date | None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """From which day a town proposes seats, how many days of own search come first, and how many days an answer has."""

    kind: SchemeKind
    starts_in: int
    propose_on: date
    search_days: int
    answer_days: int
    decided: str
