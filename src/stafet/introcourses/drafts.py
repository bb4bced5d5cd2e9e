"""What is told to the actions of this room, and what a run asks the solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafet.events.api import EventKind
from stafet.introcourses.states import Barred
from stafet.kernel.matching import Policy, Problem

WISHABLE = (EventKind.INTRODUCTION, EventKind.SKILLS, EventKind.VISIT)
"""What pupils choose among: courses, trial days, visits."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round of wishes. ``wishes``: how many are asked for; ``each``: how many courses everybody is to have.

    ``only_wished``: nobody gets a course they did not wish for, so somebody may be left without.
    """

    name: str
    organiser_id: UUID
    starts_in: int
    grade: int
    answer_by: date
    ask: str
    wishes: int = 3
    each: int = 1
    only_wished: bool = False


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A course in a round: the event that it is, and how few pupils it is still held for."""

    event_id: UUID
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a yes to several at once: how many are signed up, and how many could not be."""

    signed_up: int
    left: int


@dataclass(frozen=True, slots=True)
class Question:
    """What a run asks: everything in keys, nobody's name. ``barred``: pupil → course → why not."""

    problem: Problem
    policy: Policy
    barred: Mapping[str, Mapping[str, Barred]]
    titles: Mapping[str, str]
    """Course → what it is called."""
