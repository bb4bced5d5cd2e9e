"""What a proposal means for people: which lessons move, whom that touches, and which weekday suits a class best.

Plain data for a page; nothing here decides anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from stafet.kernel.timetables.problem import (
    Lesson,
    Party,
    PartyId,
    PartyKind,
    Question,
    RoomNeed,
    Week,
)
from stafet.kernel.timetables.proposal import Proposal, Seat


@dataclass(frozen=True, slots=True)
class Move:
    """One lesson that stands elsewhere in the proposal: at another time, in another room, or both."""

    before: Lesson
    after: Lesson

    @property
    def is_in_time(self) -> bool:
        """Whether it stands at another time; else only its room is another."""
        return self.before.start != self.after.start


@dataclass(frozen=True, slots=True)
class PartyWeek:
    """One class's, teacher's or room's week before and after: hour → the lessons that stand in it."""

    party: Party
    before: Mapping[int, tuple[Lesson, ...]]
    after: Mapping[int, tuple[Lesson, ...]]
    moves: int


@dataclass(frozen=True, slots=True)
class Collisions:
    """How many lessons of a class stand on a day that apprentices would miss."""

    hard: tuple[Lesson, ...]
    soft: tuple[Lesson, ...]


def proposed_week(week: Week, proposal: Proposal) -> Week:
    """The week as proposed; the school's own where nothing was found."""
    return replace(week, lessons=tuple(_placed(lesson, proposal) for lesson in week.lessons))


def moves(week: Week, proposal: Proposal) -> tuple[Move, ...]:
    """Every lesson that changes, those at another time first, each in the order of the week."""
    pairs = zip(week.lessons, proposed_week(week, proposal).lessons, strict=True)
    changed = (Move(before, after) for before, after in pairs if before != after)
    return tuple(sorted(changed, key=lambda move: (not move.is_in_time, move.before.start, move.before.key)))


def touched(week: Week, proposal: Proposal) -> tuple[PartyWeek, ...]:
    """The classes, teachers and rooms whose week changes, each before and after: they are who must be asked."""
    counts: Counter[PartyId] = Counter()
    for move in moves(week, proposal):
        counts.update({*_in(move.before), *_in(move.after)})
    before, after = _standing(week), _standing(proposed_week(week, proposal))
    return tuple(
        PartyWeek(party, before[party.id], after[party.id], counts[party.id])
        for party in week.parties
        if counts[party.id]
    )


def soft_left(question: Question, proposal: Proposal) -> tuple[Lesson, ...]:
    """The soft lessons that still stand on a company day."""
    week = proposed_week(question.week, proposal)
    return tuple(
        lesson
        for lesson in week.lessons
        if lesson.subject in question.soft and week.day_of(lesson.start) in question.company_days_of(lesson)
    )


def collisions(question: Question) -> Collisions:
    """What stands on the company days of a question before anything is moved."""
    week = question.week
    there = [each for each in week.lessons if week.day_of(each.start) in question.company_days_of(each)]
    return Collisions(
        tuple(lesson for lesson in there if lesson.subject in question.hard),
        tuple(lesson for lesson in there if lesson.subject in question.soft - question.hard),
    )


def _placed(lesson: Lesson, proposal: Proposal) -> Lesson:
    rooms = tuple(_roomed(lesson, need, proposal.rooms) for need in lesson.rooms)
    return replace(lesson, start=proposal.starts.get(lesson.key, lesson.start), rooms=rooms)


def _roomed(lesson: Lesson, need: RoomNeed, rooms: Mapping[Seat, str]) -> RoomNeed:
    return replace(need, room=rooms.get((lesson.key, need.role), need.room))


def _in(lesson: Lesson) -> Iterator[PartyId]:
    yield from lesson.people
    yield from (PartyId(PartyKind.ROOM, need.room) for need in lesson.rooms if need.room)


def _standing(week: Week) -> Mapping[PartyId, Mapping[int, tuple[Lesson, ...]]]:
    found: dict[PartyId, dict[int, tuple[Lesson, ...]]] = defaultdict(dict)
    for lesson in week.lessons:
        for who in set(_in(lesson)):
            for hour in lesson.run:
                found[who][hour] = (*found[who].get(hour, ()), lesson)
    return found
