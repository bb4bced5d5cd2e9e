"""What is told to the actions of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafet.placements.api import Branch, SchemeKind
from stafet.practicalcourses.states import CostKey, PaidFor


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What a course is. ``ends_on`` is the day after the last; ``week_price`` is for a seat and a week, in minor units."""

    provider_id: UUID
    name: str
    words: str
    branch: Branch
    weekdays: tuple[int, ...]
    starts_on: date
    ends_on: date
    weeks: int
    place: str
    grades: tuple[int, ...]
    seats: int
    week_price: int
    contact_name: str
    contact_phone: str
    split: CostKey = CostKey.QUOTA
    paid_for: PaidFor = PaidFor.EVERY_SEAT


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Until when pupils of a scheme look for a company, and the first day on which they would be there."""

    kind: SchemeKind
    starts_in: int
    find_by: date
    first_day: date
    decided: str


@dataclass(frozen=True, slots=True)
class Said:
    """One answer to a proposal. ``custody_id`` is of whoever has custody; ``None``: the young person."""

    is_yes: bool
    custody_id: UUID | None = None
