"""A week typed in, or corrected class by class. Pure: a week in, a week out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from stafet.kernel.sentences import sentence
from stafet.kernel.timetables.problem import (
    Hour,
    Lesson,
    NotAWeek,
    Party,
    PartyId,
    PartyKind,
    RoomNeed,
    Spread,
    Week,
)
from stafet.schoolweeks.drafts import MOST_HOURS, LessonFacts

TYPED = "typed"
"""What the keys of lessons begin with that somebody has typed in."""


def empty_week(name: str, *, days: int, hours: int) -> Week:
    """A week with so many days of so many hours and nobody in it. Days are called 1 to 7, Monday is 1."""
    if not (1 <= days <= 7 and 1 <= hours <= MOST_HOURS):
        raise NotAWeek(sentence("A week has up to 7 days of up to %(most)d hours.", most=MOST_HOURS))
    keys = tuple(str(day) for day in range(1, days + 1))
    every = tuple(Hour(f"{day}.{hour}", day, str(hour)) for day in keys for hour in range(1, hours + 1))
    return Week(name, keys, every, (), ())


def with_class(week: Week, class_key: str, told: Sequence[LessonFacts]) -> Week:
    """The week with the lessons of one class as they are told: what is not named is taken out, what has no key is new.

    A lesson it shares with other classes changes for them, too. Raises ``NotAWeek``.
    """
    by_key = {each.key: each for each in told if each.key}
    kept = [
        _changed(week, lesson, by_key[lesson.key]) if lesson.key in by_key else lesson
        for lesson in week.lessons
        if lesson.key in by_key or class_key not in lesson.classes
    ]
    keys = _new_keys(week)
    new = [_new(week, class_key, each, next(keys)) for each in told if not each.key]
    lessons = (*kept, *new)
    return replace(
        week, lessons=lessons, parties=tuple(_parties(week, lessons)), spreads=_spreads(week, lessons)
    )


def _changed(week: Week, lesson: Lesson, told: LessonFacts) -> Lesson:
    rooms = tuple(need.room for need in lesson.rooms if need.room)
    return replace(
        lesson,
        subject=told.subject,
        start=_start(week, told),
        length=told.length,
        teachers=told.teachers,
        rooms=lesson.rooms if _rooms(told.room) == rooms else _needs(told.room),
    )


def _new(week: Week, class_key: str, told: LessonFacts, key: str) -> Lesson:
    return Lesson(
        key=key,
        course=f"{class_key} {told.subject}",
        subject=told.subject,
        start=_start(week, told),
        length=told.length,
        classes=(class_key,),
        teachers=told.teachers,
        rooms=_needs(told.room),
    )


def _start(week: Week, told: LessonFacts) -> int:
    hours = week.hours_of[week.days[told.day]] if told.day < len(week.days) else range(0)
    if not 0 <= told.hour <= len(hours) - told.length:
        raise NotAWeek(
            sentence(
                "%(subject)s does not fit into the day: it has %(hours)d hours.",
                subject=told.subject,
                hours=len(hours),
            )
        )
    return hours.start + told.hour


def _rooms(told: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in told.split(",") if part.strip())


def _needs(told: str) -> tuple[RoomNeed, ...]:
    return tuple(RoomNeed(str(place), frozenset({room}), room) for place, room in enumerate(_rooms(told), 1))


def _new_keys(week: Week) -> Iterator[str]:
    taken = {lesson.key for lesson in week.lessons}
    number = 0
    while True:
        number += 1
        if (key := f"{TYPED}/{number}") not in taken:
            yield key


def _parties(week: Week, lessons: Iterable[Lesson]) -> Iterator[Party]:
    """Everybody who is in a lesson, what is known of them kept; whoever is in none any more is left out, rooms excepted."""
    there: dict[PartyId, None] = {}
    for lesson in lessons:
        there |= dict.fromkeys(lesson.people)
        there |= dict.fromkeys(PartyId(PartyKind.ROOM, room) for need in lesson.rooms for room in need.choice)
    yield from (party for party in week.parties if party.id in there or party.id.kind is PartyKind.ROOM)
    yield from (Party(who) for who in there if who not in week.party)


def _spreads(week: Week, lessons: Iterable[Lesson]) -> tuple[Spread, ...]:
    """What was said about spreading, without lessons that are gone; of typed ones: once a day where it is so now."""
    there = {lesson.key for lesson in lessons}
    told = (replace(each, lessons=each.lessons & there) for each in week.spreads if not _is_typed(each))
    return (*(each for each in told if each.lessons), *_once_a_day(week, lessons))


def _is_typed(spread: Spread) -> bool:
    return all(key.startswith(f"{TYPED}/") for key in spread.lessons)


def _once_a_day(week: Week, lessons: Iterable[Lesson]) -> Iterator[Spread]:
    courses: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        if lesson.key.startswith(f"{TYPED}/"):
            courses[lesson.course].append(lesson)
    for course in courses.values():
        keys = frozenset(lesson.key for lesson in course)
        for hours in week.hours_of.values() if len(keys) > 1 else ():
            yield Spread(course[0].subject, keys, frozenset(hours), most=1)
