"""The timetable list that Untis exports (GPU001) and that many programs read: one row for each hour of a lesson.

Seven columns without headings: number of the lesson, class, teacher, subject, room, day (1 is Monday), hour. Rows with the
same number at the same time are one lesson with several classes, teachers or rooms; hours that follow each other with the
same people in the same rooms are one longer lesson. The file knows no rules: nobody is marked as away, every room may only be
replaced by one it is said to be like, and a course stays at most once a day where it does so now.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from operator import attrgetter

from stafet.integrations.findings import Unreadable, shown
from stafet.integrations.text import text_table
from stafet.integrations.timetables.read import ReadWeek
from stafet.integrations.upload import Upload
from stafet.kernel.records import Notice, Place, Rejection
from stafet.kernel.sentences import Sentence, sentence
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

COLUMNS = ("lesson", "class", "teacher", "subject", "room", "day", "hour")
_DAYS = range(1, 8)
_HOURS = range(25)
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: an hour of a lesson."""

    number: str
    school_class: str
    teacher: str
    subject: str
    room: str
    day: int
    hour: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """One hour of a lesson with everybody who is in it."""

    number: str
    day: int
    hour: int
    subject: str
    classes: tuple[str, ...]
    teachers: tuple[str, ...]
    rooms: tuple[str, ...]

    @property
    def content(self) -> tuple[object, ...]:
        """What two hours of the same lesson have in common."""
        return (self.number, self.day, self.subject, self.classes, self.teachers, self.rooms)


def read_gpu001(upload: Upload, *, rooms_alike: Sequence[frozenset[str]] = ()) -> ReadWeek:
    """The week a GPU001 file holds. Raises ``Unreadable`` with row and column of every fault, up to twenty.

    ``rooms_alike`` are sets of rooms that can stand in for each other.
    """
    table = text_table(upload, upload.members[0])
    rows: list[_Row] = []
    faults: list[Rejection] = []
    for number, cells in table.raw_rows():
        if any(cell.strip() for cell in cells):
            read = _row(table.name, number, [cell.strip() for cell in cells])
            rows += [read] if isinstance(read, _Row) else []
            faults += [read] if isinstance(read, Rejection) else []
    if faults or not rows:
        raise Unreadable(*(faults[:_MOST_FAULTS] or [_empty(table.name)]))
    week = _week(upload.name, tuple(_lessons(rows, rooms_alike)), rows)
    what = sentence("The file says no rules: a course stays at most once a day where it does so now.")
    return ReadWeek(week, (Notice(Place(table.name), what),))


def write_gpu001(week: Week) -> str:
    """A week as GPU001: the same rows a reader would make the same week of."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for lesson in sorted(week.lessons, key=attrgetter("start", "key")):
        rooms = [need.room for need in lesson.rooms]
        for hour in lesson.run:
            for who in zip_longest(lesson.classes or ("",), lesson.teachers, rooms, fillvalue=""):
                writer.writerow(_written(week, lesson, hour, who))
    return text.getvalue()


def _written(week: Week, lesson: Lesson, hour: int, who: tuple[str, str, str]) -> tuple[str | int, ...]:
    school_class, teacher, room = who
    day = week.day_of(hour)
    number = hour - week.hours_of[day].start + 1
    name = week.hours[hour].name
    return (
        lesson.course,
        school_class,
        teacher,
        lesson.subject,
        room,
        week.days.index(day) + 1,
        name if name.isdigit() else number,
    )


def _row(file: str, number: int, cells: Sequence[str]) -> _Row | Rejection:
    if len(cells) < len(COLUMNS):
        what = sentence(
            "The row has %(count)s cells and needs %(least)s.", count=len(cells), least=len(COLUMNS)
        )
        return _fault(file, number, COLUMNS[len(cells)], what)
    for column, allowed in ((5, _DAYS), (6, _HOURS)):
        text = cells[column]
        if not (text.isascii() and text.isdigit() and int(text[:4]) in allowed):
            what = sentence(
                "“%(words)s” can't stand here: a whole number from %(first)s to %(last)s is needed.",
                words=shown(text),
                first=allowed[0],
                last=allowed[-1],
            )
            return _fault(file, number, COLUMNS[column], what)
    for column in (0, 3):
        if not cells[column]:
            return _fault(file, number, COLUMNS[column], sentence("The cell is empty."))
    lesson, school_class, teacher, subject, room, day, hour = cells[: len(COLUMNS)]
    return _Row(lesson, school_class, teacher, subject, room, int(day), int(hour))


def _fault(file: str, row: int, column: str, what: Sentence) -> Rejection:
    mend = sentence(
        "Export the list again (GPU001), or correct the cell; the order of the columns must be kept."
    )
    return Rejection(Place(file, row, column), what, mend)


def _empty(file: str) -> Rejection:
    return _fault(file, 0, "", sentence("The file holds no lesson."))


def _lessons(rows: Iterable[_Row], rooms_alike: Sequence[frozenset[str]]) -> Iterator[tuple[_Piece, Lesson]]:
    alike = {room: rooms for rooms in rooms_alike for room in rooms}
    counts: Counter[str] = Counter()
    for pieces in _runs(_pieces(rows)):
        first = pieces[0]
        counts[first.number] += 1
        yield (
            first,
            Lesson(
                key=f"{first.number}/{counts[first.number]}",
                course=first.number,
                subject=first.subject,
                start=0,
                length=len(pieces),
                classes=first.classes,
                teachers=first.teachers,
                rooms=tuple(
                    RoomNeed(str(index), alike.get(room, frozenset()) | {room}, room)
                    for index, room in enumerate(first.rooms, start=1)
                ),
            ),
        )


def _pieces(rows: Iterable[_Row]) -> list[_Piece]:
    together: dict[tuple[str, int, int], list[_Row]] = defaultdict(list)
    for row in rows:
        together[row.number, row.day, row.hour].append(row)
    return [
        _Piece(
            number,
            day,
            hour,
            each[0].subject,
            _distinct(row.school_class for row in each),
            _distinct(row.teacher for row in each),
            _distinct(row.room for row in each),
        )
        for (number, day, hour), each in together.items()
    ]


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _runs(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Hours that follow each other with the same content, as one."""
    run: list[_Piece] = []
    for piece in sorted(pieces, key=attrgetter("number", "day", "hour")):
        if run and (piece.content != run[-1].content or piece.hour != run[-1].hour + 1):
            yield run
            run = []
        run.append(piece)
    yield run


def _week(name: str, read: Sequence[tuple[_Piece, Lesson]], rows: Sequence[_Row]) -> Week:
    days = range(1, max(5, *(row.day for row in rows)) + 1)
    numbers = range(min(row.hour for row in rows), max(row.hour for row in rows) + 1)
    hours = tuple(Hour(f"{day}.{number}", str(day), str(number)) for day in days for number in numbers)
    index = {hour.key: place for place, hour in enumerate(hours)}
    lessons = tuple(replace(lesson, start=index[f"{piece.day}.{piece.hour}"]) for piece, lesson in read)
    spreads = tuple(_once_a_day(lessons, days, len(numbers)))
    return Week(name, tuple(map(str, days)), hours, tuple(_parties(lessons)), lessons, spreads)


def _once_a_day(lessons: Sequence[Lesson], days: range, hours_a_day: int) -> Iterator[Spread]:
    of_course: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        of_course[lesson.course].append(lesson)
    for each in of_course.values():
        if len(each) > 1:
            keys = frozenset(lesson.key for lesson in each)
            for number in range(len(days)):
                day = frozenset(range(number * hours_a_day, (number + 1) * hours_a_day))
                yield Spread(each[0].subject, keys, day, most=1)


def _parties(lessons: Iterable[Lesson]) -> Iterator[Party]:
    seen: dict[PartyId, None] = {}
    for lesson in lessons:
        seen |= dict.fromkeys(lesson.people)
        rooms = (PartyId(PartyKind.ROOM, room) for need in lesson.rooms for room in sorted(need.choice))
        seen |= dict.fromkeys(rooms)
    return (Party(who) for who in seen)
