"""An instance and one of its solutions as a week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from stafet.integrations.findings import Tally, shown
from stafet.integrations.timetables.read import ReadWeek
from stafet.integrations.timetables.tree import Element
from stafet.integrations.timetables.xhstt.archive import Archive, chosen
from stafet.integrations.timetables.xhstt.constraints import Asked, asked_of, spreads
from stafet.integrations.timetables.xhstt.instance import (
    Instance,
    asked_kind,
    fault,
    identity,
    looked_up,
    reference,
)
from stafet.kernel.records import Place
from stafet.kernel.sentences import sentence
from stafet.kernel.timetables.problem import (
    Hour,
    Lesson,
    NotAWeek,
    Party,
    PartyId,
    PartyKind,
    RoomNeed,
    Week,
)


def read_week(archive: Archive, *, instance: str = "", solution: str = "") -> ReadWeek:
    """One instance as one of its solutions solves it; where none is named, the first and the last.

    Raises ``Unreadable`` with line and element where something is missing or names what is not there.
    """
    element, solved = chosen(archive, instance, solution)
    names = looked_up(archive.file, element)
    asked, tally = asked_of(names), Tally()
    hours = tuple(_hours(names))
    lessons = tuple(_lessons(names, asked, hours, solved, tally))
    try:
        week = Week(
            name=element.text_of("MetaData", "Name") or identity(archive.file, element),
            days=tuple(dict.fromkeys(hour.day for hour in hours)),
            hours=hours,
            parties=tuple(_parties(names, asked)),
            lessons=lessons,
            spreads=tuple(spreads(names, _parts(lessons))),
            day_names=names.days,
        )
    except NotAWeek as error:
        raise fault(archive.file, element, error.sentence) from error
    return ReadWeek(week, tuple(tally.notices()))


def event_of(lesson: str) -> str:
    """The event a lesson is a part of."""
    return lesson.rpartition("/")[0]


def numbered(solved: Element, file: str) -> Iterator[tuple[str, Element]]:
    """Every part of a solution with the key of its lesson: the event, and which of its parts in the file's order."""
    numbers: dict[str, int] = defaultdict(int)
    for part in solved.all("Events", "Event"):
        event = reference(file, part)
        numbers[event] += 1
        yield f"{event}/{numbers[event]}", part


def _hours(names: Instance) -> Iterator[Hour]:
    for time in names.element.all("Times", "Time"):
        day = time.first("Day")
        if day is None:
            raise fault(names.file, time, sentence("The time says no day."))
        key = identity(names.file, time)
        yield Hour(key, reference(names.file, day), time.text_of("Name") or key)


def _parties(names: Instance, asked: Asked) -> Iterator[Party]:
    for resource in names.element.all("Resources", "Resource"):
        key = identity(names.file, resource)
        away = asked.away.get(key, frozenset())
        yield Party(PartyId(names.resources[key], key), resource.text_of("Name"), away)


def _parts(lessons: tuple[Lesson, ...]) -> Mapping[str, frozenset[str]]:
    parts: dict[str, set[str]] = defaultdict(set)
    for lesson in lessons:
        parts[event_of(lesson.key)].add(lesson.key)
    return {event: frozenset(each) for event, each in parts.items()}


def _lessons(
    names: Instance, asked: Asked, hours: tuple[Hour, ...], solved: Element, tally: Tally
) -> Iterator[Lesson]:
    for key, part in numbered(solved, names.file):
        event = names.known(names.events, part)
        time = part.first("Time") or event.first("Time")
        start = names.known(names.hours, time) if time else None
        length = names.number(part if part.first("Duration") else event, "Duration")
        if start is None or not _fits(hours, start, length):
            what = sentence("Lessons that stand at no time of the week, or not within one day, are left out.")
            tally.add(Place(names.file, part.line, shown(event_of(key))), what)
        else:
            yield _lesson(names, asked, key, part, start, length)


def _lesson(names: Instance, asked: Asked, key: str, part: Element, start: int, length: int) -> Lesson:
    event = names.events[event_of(key)]
    name, course = event_of(key), _course(names, event)
    roles = tuple(_roles(names, asked, part, event))
    people = {
        kind: tuple(need.room for each, need in roles if each is kind and need.room) for kind in PartyKind
    }
    return Lesson(
        key=key,
        course=course,
        subject=names.titles.get(course) or course,
        start=start,
        length=length,
        classes=people[PartyKind.CLASS],
        teachers=people[PartyKind.TEACHER],
        rooms=tuple(need for kind, need in roles if kind is PartyKind.ROOM),
        is_fixed=event.first("Time") is not None,
        preferred=asked.starts(name, length),
        band=asked.bands.get(name, ""),
    )


def _roles(
    names: Instance, asked: Asked, part: Element, event: Element
) -> Iterator[tuple[PartyKind, RoomNeed]]:
    """Who is in a lesson: what the event says, and where it leaves it open what the solution says."""
    given = {each.text_of("Role"): each for each in part.all("Resources", "Resource")}
    for number, each in enumerate(event.all("Resources", "Resource"), start=1):
        role = each.text_of("Role") or str(number)
        if "Reference" in each.attributes:
            key, kind = reference(names.file, each), names.known(names.resources, each)
            yield kind, RoomNeed(role, frozenset({key}), key)
            continue
        kind = asked_kind(names.file, each)
        key = (
            reference(names.file, given[role])
            if role in given and names.known(names.resources, given[role])
            else ""
        )
        choice = asked.choices.get((identity(names.file, event), role)) or _all_of(names, kind)
        yield kind, RoomNeed(role, choice | {key} - {""}, key)


def _all_of(names: Instance, kind: PartyKind) -> frozenset[str]:
    return frozenset(key for key, each in names.resources.items() if each is kind)


def _course(names: Instance, event: Element) -> str:
    """The course an event says, else the smallest group it is in, else itself."""
    if (course := event.first("Course")) is not None:
        return reference(names.file, course)
    groups = [reference(names.file, group) for group in event.all("EventGroups", "EventGroup")]
    return min(groups, key=lambda group: len(names.events_in[group]), default=identity(names.file, event))


def _fits(hours: tuple[Hour, ...], start: int, length: int) -> bool:
    run = hours[start : start + length]
    return len(run) == length and len({hour.day for hour in run}) == 1
