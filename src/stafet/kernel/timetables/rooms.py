"""Which room each lesson gets, once it is known when it stands: the one it had wherever that can be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stafet.kernel.timetables.exact import Found, Search, search
from stafet.kernel.timetables.problem import Lesson, PartyId, PartyKind, RoomNeed, Week
from stafet.kernel.timetables.program import Program, Row
from stafet.kernel.timetables.proposal import Seat


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A room a lesson needs, and the hours it needs it for."""

    seat: Seat
    need: RoomNeed
    run: range
    is_free: bool
    is_moved: bool

    @property
    def gain(self) -> int:
        """What keeping its room is worth: more where the lesson itself stays."""
        return 1 if self.is_moved else 2


def rooms_now(week: Week) -> Mapping[Seat, str]:
    """The rooms of the school's own week."""
    return {
        (lesson.key, need.role): need.room for lesson in week.lessons for need in lesson.rooms if need.room
    }


def assign(week: Week, starts: Mapping[str, int], *, seconds: float = 5.0) -> Mapping[Seat, str] | None:
    """A room for every lesson, as few as possible another than now. ``None``: there is none for a lesson of several hours.

    Lessons at hours in which nothing has changed keep theirs; at the others everybody may be asked to change.
    """
    wanted = tuple(_wanted(week, starts))
    program, given = _program(week, wanted)
    price = {
        column: -wanted[index].gain
        for (index, room), column in given.items()
        if room == wanted[index].need.room
    }
    found = search(program, Search(price, seconds))
    if found.found in {Found.NONE, Found.TIME_UP}:
        return None
    kept = {each.seat: each.need.room for each in wanted if not each.is_free and each.need.room}
    return kept | {
        wanted[index].seat: room for (index, room), column in given.items() if column in found.taken
    }


def _wanted(week: Week, starts: Mapping[str, int]) -> Iterator[_Wanted]:
    changed = {
        hour
        for lesson in week.lessons
        if starts[lesson.key] != lesson.start
        for hour in (*lesson.run, *_run(lesson, starts))
    }
    for lesson in week.lessons:
        run = _run(lesson, starts)
        for need in lesson.rooms:
            is_free = len(need.choice) > 1 and not changed.isdisjoint(run)
            yield _Wanted((lesson.key, need.role), need, run, is_free, starts[lesson.key] != lesson.start)


def _run(lesson: Lesson, starts: Mapping[str, int]) -> range:
    return range(starts[lesson.key], starts[lesson.key] + lesson.length)


def _program(week: Week, wanted: tuple[_Wanted, ...]) -> tuple[Program, Mapping[tuple[int, str], int]]:
    program = Program()
    given: dict[tuple[int, str], int] = {}
    standing: dict[tuple[str, int], list[int]] = defaultdict(list)
    taken = Counter((each.need.room, hour) for each in wanted if not each.is_free for hour in each.run)
    for index, each in enumerate(wanted):
        if each.is_free:
            mine = {room: program.new() for room in sorted(each.need.choice) if _is_open(week, each, room)}
            program.rows.append(Row(dict.fromkeys(mine.values(), 1), 1, 1))
            for room, column in mine.items():
                given[index, room] = column
                for hour in each.run:
                    standing[room, hour].append(column)
    now = _rooms_taken_now(week)
    for (room, hour), columns in standing.items():
        most = max(1, now[room, hour]) - taken[room, hour]
        program.rows.append(Row(dict.fromkeys(columns, 1), min(0, most), most))
    return program, given


def _is_open(week: Week, each: _Wanted, room: str) -> bool:
    stays = room == each.need.room and not each.is_moved
    return stays or week.party[PartyId(PartyKind.ROOM, room)].away.isdisjoint(each.run)


def _rooms_taken_now(week: Week) -> Counter[tuple[str, int]]:
    return Counter(
        (need.room, hour) for lesson in week.lessons for need in lesson.rooms for hour in lesson.run
    )
