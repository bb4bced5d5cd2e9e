"""A school's solved week, and what is asked of it.

Nothing here knows a solver. A lesson stands in a *run* of hours of one day, from its ``start`` on; hours are told by
their place in ``Week.hours``, counted from 0. Classes, teachers and rooms are *parties*: nobody is in two lessons at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from stafet.kernel.sentences import Sentence, SentenceError, sentence


class NotAWeek(SentenceError):
    """The parts do not fit together: a lesson of nobody, an hour that is not there, a name given twice."""


class PartyKind(StrEnum):
    """What takes part in a lesson."""

    CLASS = "class"
    TEACHER = "teacher"
    ROOM = "room"


class Frame(StrEnum):
    """What a class's day must look like afterwards.

    ``STRICT``: exactly the hours it had. ``GAP``: one hour longer or shorter, beginning and ending at most one hour
    earlier or later, without a new hole.
    """

    STRICT = "strict"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the week that a lesson can stand in; ``day`` is the day's key."""

    key: str
    day: str
    name: str = ""


@dataclass(frozen=True, slots=True, order=True)
class PartyId:
    """A class, teacher or room by its kind and the school's own name: a class and a room may both be called 7a."""

    kind: PartyKind
    key: str


@dataclass(frozen=True, slots=True)
class Party:
    """A class, a teacher or a room, and the hours in which it can't be."""

    id: PartyId
    name: str = ""
    away: frozenset[int] = frozenset()

    @property
    def shown(self) -> str:
        """What people call it."""
        return self.name or self.id.key


@dataclass(frozen=True, slots=True)
class RoomNeed:
    """That a lesson needs a room out of several. ``room`` is the one it has; empty where none was given yet."""

    role: str
    choice: frozenset[str]
    room: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson of the week: what, for whom, by whom, where, and from which hour on.

    ``preferred`` are the starts the school allows; ``None`` where it says nothing. Lessons that share a ``band`` stand at
    the same time as each other. ``length`` counts hours; a lesson never reaches over the end of its day.
    """

    key: str
    course: str
    subject: str
    start: int
    length: int = 1
    classes: tuple[str, ...] = ()
    teachers: tuple[str, ...] = ()
    rooms: tuple[RoomNeed, ...] = ()
    is_fixed: bool = False
    preferred: frozenset[int] | None = None
    band: str = ""

    @property
    def run(self) -> range:
        """The hours it stands in."""
        return range(self.start, self.start + self.length)

    @property
    def people(self) -> Iterator[PartyId]:
        """Who is in it: classes and teachers."""
        yield from (PartyId(PartyKind.CLASS, key) for key in self.classes)
        yield from (PartyId(PartyKind.TEACHER, key) for key in self.teachers)


@dataclass(frozen=True, slots=True)
class Spread:
    """How many of some lessons may begin within some hours: “maths not twice on one day”."""

    name: str
    lessons: frozenset[str]
    hours: frozenset[int]
    most: int
    fewest: int = 0


@dataclass(frozen=True)
class Week:
    """A solved week. Raises ``NotAWeek`` where its parts do not fit together."""

    name: str
    days: tuple[str, ...]
    hours: tuple[Hour, ...]
    parties: tuple[Party, ...]
    lessons: tuple[Lesson, ...]
    spreads: tuple[Spread, ...] = ()
    day_names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fault in _faults(self):
            raise NotAWeek(fault)

    @cached_property
    def party(self) -> Mapping[PartyId, Party]:
        """Every class, teacher and room by who it is."""
        return {party.id: party for party in self.parties}

    @cached_property
    def lesson(self) -> Mapping[str, Lesson]:
        """Every lesson by its key."""
        return {lesson.key: lesson for lesson in self.lessons}

    @cached_property
    def hours_of(self) -> Mapping[str, range]:
        """The hours of each day; those of one day stand together."""
        found: dict[str, range] = {}
        for index, hour in enumerate(self.hours):
            first = found[hour.day].start if hour.day in found else index
            found[hour.day] = range(first, index + 1)
        return {day: found.get(day, range(0)) for day in self.days}

    @property
    def starts(self) -> Mapping[str, int]:
        """Where every lesson begins."""
        return {lesson.key: lesson.start for lesson in self.lessons}

    def of_kind(self, kind: PartyKind) -> tuple[Party, ...]:
        """All classes, all teachers or all rooms, in the school's order."""
        return tuple(party for party in self.parties if party.id.kind is kind)

    def day_of(self, hour: int) -> str:
        """The key of the day an hour lies in."""
        return self.hours[hour].day

    def shown_day(self, day: str) -> str:
        """What people call a day."""
        return self.day_names.get(day, day)


@dataclass(frozen=True, slots=True)
class CompanyDay:
    """On which weekday the apprentices of a class are at their companies."""

    class_key: str
    day: str


@dataclass(frozen=True, slots=True)
class Question:
    """What must hold in the week that is looked for.

    ``hard`` and ``soft`` are subjects: no lesson of a hard one stands on the company day of its class; of soft ones as few as
    possible. ``locked`` are lessons somebody has said shall stay. What the school's own week does already is never held
    against a proposal.
    """

    week: Week
    company_days: tuple[CompanyDay, ...]
    hard: frozenset[str]
    soft: frozenset[str] = frozenset()
    frame: Frame = Frame.STRICT
    locked: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        known = {party.id.key for party in self.week.of_kind(PartyKind.CLASS)}
        for each in self.company_days:
            if each.class_key not in known:
                raise NotAWeek(
                    sentence("There is no class %(class)s in this week.", **{"class": each.class_key})
                )
            if each.day not in self.week.days:
                raise NotAWeek(sentence("There is no day %(day)s in this week.", day=each.day))

    def company_days_of(self, lesson: Lesson) -> frozenset[str]:
        """The days on which apprentices who have this lesson are away."""
        return frozenset(each.day for each in self.company_days if each.class_key in lesson.classes)

    def is_kept(self, lesson: Lesson) -> bool:
        """Whether a lesson stays where it is, whatever else moves."""
        return lesson.is_fixed or lesson.key in self.locked


def _faults(week: Week) -> Iterator[Sentence]:
    yield from _repeated("hour", (hour.key for hour in week.hours))
    yield from _repeated("lesson", (lesson.key for lesson in week.lessons))
    yield from _repeated("name", (f"{party.id.kind} {party.id.key}" for party in week.parties))
    yield from _scattered_days(week)
    for lesson in week.lessons:
        yield from _faults_of(week, lesson)


def _repeated(what: str, keys: Iterable[str]) -> Iterator[Sentence]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield sentence("Two parts of the week (%(what)s) are called %(key)s.", what=what, key=key)
        seen.add(key)


def _scattered_days(week: Week) -> Iterator[Sentence]:
    days = [
        day
        for index, day in enumerate(hour.day for hour in week.hours)
        if index == 0 or week.hours[index - 1].day != day
    ]
    yield from _repeated("day", days)
    for day in days:
        if day not in week.days:
            yield sentence("There is no day %(day)s in this week.", day=day)


def _faults_of(week: Week, lesson: Lesson) -> Iterator[Sentence]:
    if lesson.length < 1 or not 0 <= lesson.start <= len(week.hours) - lesson.length:
        yield sentence("The lesson %(lesson)s does not stand within the week.", lesson=lesson.key)
    elif len({week.day_of(hour) for hour in lesson.run}) > 1:
        yield sentence("The lesson %(lesson)s reaches over the end of its day.", lesson=lesson.key)
    rooms = (PartyId(PartyKind.ROOM, room) for need in lesson.rooms for room in need.choice)
    for party in (*lesson.people, *rooms):
        if party not in week.party:
            yield sentence(
                "The lesson %(lesson)s names %(who)s, whom nobody knows.", lesson=lesson.key, who=party.key
            )
