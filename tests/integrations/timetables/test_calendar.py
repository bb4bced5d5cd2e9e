"""A teacher's week on the phone: every lesson once, each week, until the week no longer holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from stafet.integrations.timetables.calendar import School, write_calendar
from stafet.kernel.timetables.problem import PartyId, PartyKind, RoomNeed, Week
from tests.kernel.timetables.weeks import lesson, week

IB = PartyId(PartyKind.TEACHER, "Ib")
BELLS = {number: (time(8 + number), time(8 + number, 45)) for number in range(3)}
SCHOOL = School(BELLS, first_on=date(2026, 8, 10), last_on=date(2027, 6, 25))
WRITTEN_AT = datetime(2026, 8, 1, 12, 0, tzinfo=UTC)


def lines(asked: Week, who: PartyId = IB) -> list[str]:
    text = write_calendar(asked, who, SCHOOL, at=WRITTEN_AT)
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


def test_a_double_lesson_is_one_entry_from_its_first_bell_to_its_last() -> None:
    told = lines(week(lesson("maths", 4, length=2), lesson("art", 0, by="Bo")))

    assert told.count("BEGIN:VEVENT") == 1
    assert "DTSTART;TZID=Europe/Copenhagen:20260811T090000" in told
    assert "DTEND;TZID=Europe/Copenhagen:20260811T104500" in told
    assert "RRULE:FREQ=WEEKLY;UNTIL=20270626T000000Z" in told
    assert "SUMMARY:maths 8a\\, Ib" in told
    assert "DTSTAMP:20260801T120000Z" in told


def test_a_room_has_its_week_too_and_odd_names_are_escaped() -> None:
    need = RoomNeed("room", frozenset({"A;1,å"}), "A;1,å")
    asked = week(lesson("maths", 0, rooms=(need,)))

    assert "LOCATION:A\\;1\\,å" in lines(asked, PartyId(PartyKind.ROOM, "A;1,å"))


def test_a_lesson_that_moves_is_the_same_entry() -> None:
    def identity(start: int) -> list[str]:
        moved = replace(lesson("maths", 0), start=start)
        return [line for line in lines(week(moved)) if line.startswith("UID")]

    assert identity(0) == identity(4)


def test_a_long_name_is_folded_without_cutting_a_letter() -> None:
    assert f"SUMMARY:{'æøå' * 40} 8a\\, Ib" in lines(week(lesson("æøå" * 40, 0)))
