"""Tiny weeks, written as people would draw them."""

from __future__ import annotations

from collections.abc import Iterable

from stafet.kernel.timetables.problem import (
    CompanyDay,
    Frame,
    Hour,
    Lesson,
    Party,
    PartyId,
    PartyKind,
    Question,
    RoomNeed,
    Spread,
    Week,
)

MONDAY, TUESDAY = "mon", "tue"


def class_(key: str, away: Iterable[int] = ()) -> Party:
    return Party(PartyId(PartyKind.CLASS, key), away=frozenset(away))


def teacher(key: str, away: Iterable[int] = ()) -> Party:
    return Party(PartyId(PartyKind.TEACHER, key), away=frozenset(away))


def room(key: str, away: Iterable[int] = ()) -> Party:
    return Party(PartyId(PartyKind.ROOM, key), away=frozenset(away))


def lesson(
    subject: str,
    start: int,
    *,
    of: str = "8a",
    by: str = "Ib",
    length: int = 1,
    rooms: tuple[RoomNeed, ...] = (),
    is_fixed: bool = False,
    preferred: Iterable[int] | None = None,
    band: str = "",
) -> Lesson:
    return Lesson(
        key=f"{of}-{subject}-{start}",
        course=f"{of}-{subject}",
        subject=subject,
        start=start,
        length=length,
        classes=(of,) if of else (),
        teachers=(by,) if by else (),
        rooms=rooms,
        is_fixed=is_fixed,
        preferred=None if preferred is None else frozenset(preferred),
        band=band,
    )


def week(
    *lessons: Lesson,
    hours: int = 3,
    days: tuple[str, ...] = (MONDAY, TUESDAY),
    parties: Iterable[Party] = (),
    spreads: tuple[Spread, ...] = (),
) -> Week:
    """Days of the same number of hours; whoever is in a lesson is there, ``parties`` say more about some."""
    told = {party.id: party for party in parties}
    for each in lessons:
        rooms = (PartyId(PartyKind.ROOM, key) for need in each.rooms for key in sorted(need.choice))
        for who in (*each.people, *rooms):
            told.setdefault(who, Party(who))
    all_hours = tuple(Hour(f"{day}{number}", day) for day in days for number in range(hours))
    return Week("tiny", days, all_hours, tuple(told.values()), lessons, spreads)


def question(
    asked: Week,
    *,
    day: str = MONDAY,
    of: str = "8a",
    hard: Iterable[str] = ("maths",),
    soft: Iterable[str] = ("english",),
    frame: Frame = Frame.STRICT,
    locked: Iterable[str] = (),
) -> Question:
    return Question(asked, (CompanyDay(of, day),), frozenset(hard), frozenset(soft), frame, frozenset(locked))
