"""One class's, teacher's or room's week as a calendar file (iCalendar, RFC 5545) that phones and mail programs take in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from stafet.kernel.timetables.problem import Lesson, PartyId, PartyKind, Week

_LONGEST_LINE = 75
_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE""".splitlines()
"""Denmark and Sweden keep the same time."""


@dataclass(frozen=True, slots=True)
class School:
    """When the hours of a week are. ``bells``: the number of an hour in its day, from 0 → from when until when.

    ``first_on`` is the first Monday, ``last_on`` the last day the week holds for.
    """

    bells: Mapping[int, tuple[time, time]]
    first_on: date
    last_on: date


def write_calendar(week: Week, who: PartyId, school: School, *, at: datetime) -> str:
    """The lessons of somebody, each repeated every week. ``at`` is when the file is written."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Stafet//Timetables//EN",
        "CALSCALE:GREGORIAN",
        *_ZONE,
    ]
    for lesson in week.lessons:
        if who in _everybody(lesson):
            lines += _event(week, lesson, school, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(week: Week, lesson: Lesson, school: School, at: datetime) -> Iterator[str]:
    day = week.day_of(lesson.start)
    number = lesson.start - week.hours_of[day].start
    on = school.first_on + timedelta(days=week.days.index(day))
    begins, ends = school.bells[number][0], school.bells[number + lesson.length - 1][1]
    until = datetime.combine(school.last_on + timedelta(days=1), time(0), tzinfo=UTC)
    yield "BEGIN:VEVENT"
    yield f"UID:{_identity(week, lesson)}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID=Europe/Copenhagen:{datetime.combine(on, begins):%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID=Europe/Copenhagen:{datetime.combine(on, ends):%Y%m%dT%H%M%S}"
    yield f"RRULE:FREQ=WEEKLY;UNTIL={until:%Y%m%dT%H%M%SZ}"
    yield f"SUMMARY:{_escaped(_summary(lesson))}"
    if rooms := [need.room for need in lesson.rooms if need.room]:
        yield f"LOCATION:{_escaped(', '.join(rooms))}"
    yield "END:VEVENT"


def _summary(lesson: Lesson) -> str:
    return f"{lesson.subject} {', '.join((*lesson.classes, *lesson.teachers))}".strip()


def _everybody(lesson: Lesson) -> Iterable[PartyId]:
    return {*lesson.people, *(PartyId(PartyKind.ROOM, need.room) for need in lesson.rooms)}


def _identity(week: Week, lesson: Lesson) -> str:
    """The same for the same lesson every time, so that a calendar moves it and does not show it twice."""
    told = "\n".join((week.name, lesson.key))
    return f"{sha256(told.encode()).hexdigest()[:32]}@stafet"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """Lines of at most 75 bytes, each but the first begun with a space; no sign is cut in two."""
    parts: list[str] = []
    part = ""
    for sign in line:
        if len((part + sign).encode()) > _LONGEST_LINE - (1 if parts else 0):
            parts.append(part)
            part = ""
        part += sign
    return "\r\n ".join([*parts, part])
