"""What is told to this room, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from stafet.placements.api import SchoolSubject
from stafet.schoolweeks.states import DayFrame, WeekFormat

MOST_LESSONS, MOST_HOURS, MOST_SECONDS = 6000, 16, 60
USUAL_SECONDS = 10
"""How long one weekday is searched, unless somebody gives it more time."""

Bell = tuple[time, time]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file as it was given."""

    name: str
    format: WeekFormat
    content: bytes


@dataclass(frozen=True, slots=True)
class MarksFacts:
    """What a school says about its week; the words are those of ``WeekMarks``."""

    subjects: Mapping[str, SchoolSubject] = field(default_factory=dict)
    company_days: Mapping[str, str] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    frame: DayFrame = DayFrame.STRICT
    bells: tuple[Bell, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """One lesson as somebody types it. ``key`` is empty for a new one; ``day`` and ``hour`` count from 0, the hour in its day."""

    subject: str
    day: int
    hour: int
    length: int = 1
    teachers: tuple[str, ...] = ()
    room: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a week: a class, weekdays for it, and how."""

    class_key: str
    days: tuple[str, ...]
    frame: DayFrame
    locked: frozenset[str] = frozenset()
    seconds: int = USUAL_SECONDS
    may_crowd: bool = False
    """A subject may come twice on one day, though it does not now."""
