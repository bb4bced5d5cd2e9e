"""A week as plain data and back. Sets that many lessons share are written once: a big school's week stays some hundred kilobytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stafet.kernel.timetables.problem import (
    Hour,
    Lesson,
    Party,
    PartyId,
    PartyKind,
    RoomNeed,
    Spread,
    Week,
)

Plain = dict[str, Any]
"""What JSON can hold."""


class _Shared:
    """Sets of words or numbers, each written once and named by its place."""

    def __init__(self) -> None:
        self._places: dict[frozenset[Any], int] = {}

    def place(self, members: frozenset[Any]) -> int:
        """Where a set stands."""
        return self._places.setdefault(members, len(self._places))

    def written(self) -> list[list[Any]]:
        """All of them, in their order."""
        return [sorted(members) for members in self._places]


def to_plain(week: Week) -> Plain:
    """A week as JSON can hold it."""
    shared = _Shared()
    lessons = [_lesson_to_plain(lesson, shared) for lesson in week.lessons]
    spreads = [
        [each.name, shared.place(each.lessons), shared.place(each.hours), each.most, each.fewest]
        for each in week.spreads
    ]
    return {
        "name": week.name,
        "days": list(week.days),
        "day_names": dict(week.day_names),
        "hours": [[hour.key, hour.day, hour.name] for hour in week.hours],
        "parties": [[each.id.kind.value, each.id.key, each.name, sorted(each.away)] for each in week.parties],
        "lessons": lessons,
        "spreads": spreads,
        "sets": shared.written(),
    }


def from_plain(told: Mapping[str, Any]) -> Week:
    """The week again. Raises ``NotAWeek`` where its parts do not fit together."""
    sets = [frozenset(members) for members in told["sets"]]
    return Week(
        name=told["name"],
        days=tuple(told["days"]),
        hours=tuple(Hour(*each) for each in told["hours"]),
        parties=tuple(
            Party(PartyId(PartyKind(kind), key), name, frozenset(away))
            for kind, key, name, away in told["parties"]
        ),
        lessons=tuple(_lesson(each, sets) for each in told["lessons"]),
        spreads=tuple(
            Spread(name, sets[lessons], sets[hours], most, fewest)
            for name, lessons, hours, most, fewest in told["spreads"]
        ),
        day_names=told["day_names"],
    )


def _lesson_to_plain(lesson: Lesson, shared: _Shared) -> list[Any]:
    rooms = [[need.role, shared.place(need.choice), need.room] for need in lesson.rooms]
    preferred = None if lesson.preferred is None else shared.place(lesson.preferred)
    return [
        lesson.key,
        lesson.course,
        lesson.subject,
        lesson.start,
        lesson.length,
        list(lesson.classes),
        list(lesson.teachers),
        rooms,
        lesson.is_fixed,
        preferred,
        lesson.band,
    ]


def _lesson(told: Sequence[Any], sets: Sequence[frozenset[Any]]) -> Lesson:
    key, course, subject, start, length, classes, teachers, rooms, is_fixed, preferred, band = told
    return Lesson(
        key,
        course,
        subject,
        start,
        length,
        tuple(classes),
        tuple(teachers),
        tuple(_rooms(rooms, sets)),
        is_fixed,
        None if preferred is None else sets[preferred],
        band,
    )


def _rooms(told: Iterable[Sequence[Any]], sets: Sequence[frozenset[Any]]) -> Iterable[RoomNeed]:
    return (RoomNeed(role, sets[choice], room) for role, choice, room in told)
