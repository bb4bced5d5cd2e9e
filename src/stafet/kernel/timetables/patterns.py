"""Lessons that need not be told apart, gathered: far fewer unknowns, and no two answers that differ only in names.

A *block* is one lesson, or all lessons of a band that stand at the same time: it moves as one. A *pattern* is blocks that could
change places without anybody noticing: the same course, people, rooms, length, rules. A *place* is a pattern and an hour at
which one of its blocks may begin; what is looked for is how many blocks of each pattern begin at each hour.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

from stafet.kernel.timetables.problem import Lesson, PartyId, PartyKind, Question

Place = tuple[int, int]
"""The number of a pattern, and the hour at which a block of it begins. At most one does."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lessons that stand at the same time and move as one."""

    lessons: tuple[Lesson, ...]

    @property
    def start(self) -> int:
        """Where it begins in the school's own week."""
        return self.lessons[0].start

    @property
    def length(self) -> int:
        """The hours its longest lesson takes."""
        return max(lesson.length for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Blocks that are alike. ``base``: hour → how many begin there in the school's own week."""

    number: int
    blocks: tuple[Block, ...]
    starts: tuple[int, ...]
    base: Mapping[int, int]
    is_kept: bool

    @property
    def example(self) -> tuple[Lesson, ...]:
        """The lessons of one of its blocks; the others have the like."""
        return self.blocks[0].lessons

    @property
    def weight(self) -> int:
        """How many lessons move when one block moves."""
        return len(self.example)

    @property
    def places(self) -> Iterator[Place]:
        """Wherever one of its blocks could begin, if nothing forbade it."""
        return ((self.number, start) for start in self.starts)


def patterns_of(question: Question) -> tuple[Pattern, ...]:
    """Every lesson of the week, in patterns, in the week's order."""
    return tuple(
        Pattern(
            number=number,
            blocks=tuple(blocks),
            starts=tuple(_starts(question, blocks[0].length)),
            base=Counter(block.start for block in blocks),
            is_kept=any(question.is_kept(lesson) for lesson in blocks[0].lessons),
        )
        for number, blocks in enumerate(_alike(question))
    )


def _alike(question: Question) -> Iterator[list[Block]]:
    """Blocks that are alike and never begin at the same hour, because somebody is in all of them."""
    found: dict[Hashable, list[Block]] = defaultdict(list)
    spreads = _spreads_of(question)
    for block in _blocks(question):
        found[tuple(_likeness(question, lesson, spreads) for lesson in block.lessons)].append(block)
    for blocks in found.values():
        begin_apart = len({block.start for block in blocks}) == len(blocks)
        if begin_apart and any(any(lesson.people) for lesson in blocks[0].lessons):
            yield blocks
        else:
            yield from ([block] for block in blocks)


def occupied(lesson: Lesson, start: int) -> range:
    """The hours a lesson stands in if it begins at an hour."""
    return range(start, start + lesson.length)


def parties(lesson: Lesson) -> Iterator[PartyId]:
    """Whoever can't be elsewhere meanwhile: classes, teachers, and rooms without a choice."""
    yield from lesson.people
    for need in lesson.rooms:
        if len(need.choice) == 1:
            yield from (PartyId(PartyKind.ROOM, room) for room in need.choice)


def _blocks(question: Question) -> Iterator[Block]:
    together: dict[Hashable, list[Lesson]] = defaultdict(list)
    for lesson in question.week.lessons:
        together[(lesson.band, lesson.start) if lesson.band else lesson.key].append(lesson)
    return (Block(tuple(lessons)) for lessons in together.values())


def _likeness(question: Question, lesson: Lesson, spreads: Mapping[str, tuple[int, ...]]) -> Hashable:
    return (
        lesson.course,
        lesson.subject,
        lesson.classes,
        lesson.teachers,
        tuple((need.role, need.choice) for need in lesson.rooms),
        lesson.length,
        lesson.preferred,
        question.is_kept(lesson),
        spreads.get(lesson.key, ()),
    )


def _spreads_of(question: Question) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for number, spread in enumerate(question.week.spreads):
        for key in spread.lessons:
            found[key] += (number,)
    return found


def _starts(question: Question, length: int) -> Iterator[int]:
    for hours in question.week.hours_of.values():
        yield from range(hours.start, hours.stop - length + 1)
