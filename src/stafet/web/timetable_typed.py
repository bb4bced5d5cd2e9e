"""A class's week as somebody types it: for each day a field, an hour a line. And back: the lessons that are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django import forms
from django.utils.translation import gettext

from stafet.kernel.timetables.problem import Lesson, Week
from stafet.schoolweeks.api import LessonFacts
from stafet.web.timetable_parts import room_words

BESIDE, PART, NAME, GOES_ON = "|", ";", ",", "+"
_PARTS = ("subject", "teacher", "room")


@dataclass(slots=True)
class _Typed:
    """A lesson while its lines are read."""

    subject: str
    teachers: tuple[str, ...]
    room: str
    hour: int
    length: int = 1


def written_day(week: Week, class_key: str, day: int) -> str:
    """The lessons of a class on a day, an hour a line; hours without one are empty lines."""
    hours = week.hours_of[week.days[day]]
    here = [each for each in week.lessons if class_key in each.classes and each.start in hours]
    lines = [f" {BESIDE} ".join(_written(each, hour) for each in here if hour in each.run) for hour in hours]
    return "\n".join(lines).rstrip()


def _written(lesson: Lesson, hour: int) -> str:
    if hour != lesson.start:
        return GOES_ON
    parts = (lesson.subject, f"{NAME} ".join(lesson.teachers), room_words(lesson))
    return f"{PART} ".join(parts).rstrip(f"{PART} ")


def read_day(text: str, day: int, *, hours: int) -> tuple[LessonFacts, ...]:
    """The lessons a day's lines mean. Raises ``ValidationError`` with the number of every line that can't be read."""
    lines = text.rstrip().splitlines()
    if len(lines) > hours:
        raise forms.ValidationError(
            gettext("There are %(lines)d lines; the day has %(hours)d hours.")
            % {"lines": len(lines), "hours": hours}
        )
    found: list[_Typed] = []
    faults: list[str] = []
    for hour, line in enumerate(lines):
        cells = [cell.strip() for cell in line.split(BESIDE)] if line.strip() else []
        for place, cell in enumerate(cells):
            fault = _goes_on(found, hour, place) if cell == GOES_ON else _begins(found, hour, cell)
            faults += [fault] if fault else []
    if faults:
        raise forms.ValidationError(faults)
    return tuple(
        LessonFacts(each.subject, day, each.hour, each.length, each.teachers, each.room) for each in found
    )


def _begins(found: list[_Typed], hour: int, cell: str) -> str:
    parts = [part.strip() for part in cell.split(PART)]
    if not parts[0] or len(parts) > len(_PARTS):
        return gettext("Line %(line)d: write subject; teacher; room.") % {"line": hour + 1}
    _, teachers, room = (*parts, "", "")[: len(_PARTS)]
    names = tuple(name.strip() for name in teachers.split(NAME) if name.strip())
    found.append(_Typed(parts[0], names, room, hour))
    return ""


def _goes_on(found: Sequence[_Typed], hour: int, place: int) -> str:
    """A plus makes the lesson above it an hour longer; of several side by side the one in the same place."""
    waiting = [each for each in found if each.hour + each.length == hour]
    if not waiting:
        return gettext("Line %(line)d: “+” goes on with the lesson above, and there is none.") % {
            "line": hour + 1
        }
    waiting[min(place, len(waiting) - 1)].length += 1
    return ""


def with_keys(week: Week, class_key: str, told: Sequence[LessonFacts]) -> tuple[LessonFacts, ...]:
    """What was typed with the keys of the lessons it means: the same one where it stands; else one that was moved; else new."""
    free = [each for each in week.lessons if class_key in each.classes]
    named: dict[int, str] = {}
    for same in _SAME:
        for number, facts in enumerate(told):
            meant = next((each for each in free if same(week, each, facts)), None)
            if number not in named and meant is not None:
                free.remove(meant)
                named[number] = meant.key
    return tuple(replace(facts, key=named.get(number, "")) for number, facts in enumerate(told))


def _is_it(week: Week, lesson: Lesson, facts: LessonFacts) -> bool:
    return _is_here(week, lesson, facts) and lesson.teachers == facts.teachers


def _is_here(week: Week, lesson: Lesson, facts: LessonFacts) -> bool:
    first = week.hours_of[week.days[facts.day]].start
    return _is_alike(week, lesson, facts) and lesson.start == first + facts.hour


def _is_moved(week: Week, lesson: Lesson, facts: LessonFacts) -> bool:
    return _is_alike(week, lesson, facts) and lesson.teachers == facts.teachers


def _is_alike(_: Week, lesson: Lesson, facts: LessonFacts) -> bool:
    return (lesson.subject, lesson.length) == (facts.subject, facts.length)


_SAME = (_is_it, _is_here, _is_moved, _is_alike)
"""In which order a typed lesson is looked for among those there are, the surest first."""
