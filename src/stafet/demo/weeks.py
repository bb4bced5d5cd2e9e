"""A school's week with its company days: read from its file, marked, one proposal taken, others waiting for a decision, one impossible."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from stafet.demo import week as made_up
from stafet.demo.story import Town
from stafet.integrations.week_jobs import work_out
from stafet.integrations.week_reading import read_here
from stafet.kernel.timetables.problem import Week
from stafet.organisations.api import Organisation
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import Asked, DayFrame, FileFacts, LessonFacts, MarksFacts, SchoolWeek, WeekFormat

_SCHOOL, _LEADER = "899001", "ditte"
_TYPED, _TYPIST = "899002", "hans"
_MARKED = ("8a", "8b", "9a")
_MONDAY, _TUESDAY = "1", "2"


def plan_company_days(town: Town, starts_in: int, at: datetime) -> None:
    """Ditte has taken Monday for 9a and has five answers for 8a; 8b has one that can't be. Hans begins to type his week in."""
    school, ditte = town.places[_SCHOOL], town.actor(_LEADER, at)
    week = _loaded(town, school, starts_in, at)
    bells = tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in made_up.BELLS)
    marks = MarksFacts(made_up.SUBJECTS, dict.fromkeys(_MARKED, ""), bells=bells)
    schoolweeks.mark_week(week=week, facts=marks, by=ditte, at=at)
    taken = _asked(town, week, Asked("9a", (_MONDAY,), DayFrame.STRICT), at)[0]
    holds = schoolweeks.accept_proposal(proposal=taken, by=ditte, at=at)
    plain = schoolweeks.plain_week(holds)
    _asked(town, holds, Asked("8a", plain.days, DayFrame.STRICT), at)
    locked = _lessons_in(plain, "8b", "Dansk")
    _asked(town, holds, Asked("8b", (_MONDAY, _TUESDAY), DayFrame.STRICT, locked), at)
    _type_in(town, starts_in, at)


def _loaded(town: Town, school: Organisation, starts_in: int, at: datetime) -> SchoolWeek:
    content = made_up.untis_list().encode()
    with TemporaryDirectory() as folder:
        path = Path(folder) / made_up.FILE
        path.write_bytes(content)
        read, _ = read_here(path, made_up.FILE)
    return schoolweeks.load_week(
        school=school,
        starts_in=starts_in,
        week=read.week,
        file=FileFacts(made_up.FILE, WeekFormat.GPU001, content),
        notices=read.notices,
        by=town.actor(_LEADER, at),
        at=at,
    )


def _asked(town: Town, week: SchoolWeek, asked: Asked, at: datetime) -> tuple[schoolweeks.WeekProposal, ...]:
    rows = schoolweeks.ask_for_days(week=week, asked=asked, by=town.actor(_LEADER, at), at=at)
    for row in rows:
        work_out(row.pk, town.municipality_id)
    return rows


def _lessons_in(week: Week, class_key: str, subject: str) -> frozenset[str]:
    return frozenset(
        each.key for each in week.lessons if class_key in each.classes and each.subject == subject
    )


def _type_in(town: Town, starts_in: int, at: datetime) -> None:
    """One class stands in his week so far, and nothing is marked."""
    hans = town.actor(_TYPIST, at)
    empty = schoolweeks.type_week(
        school=town.places[_TYPED], starts_in=starts_in, days=5, hours=made_up.HOURS, by=hans, at=at
    )
    lessons = [
        LessonFacts("Dansk", 0, 0, 2, ("RH",), "12"),
        LessonFacts("Matematik", 1, 0, 2, ("TS",), "12"),
        LessonFacts("Engelsk", 2, 2, 1, ("RH",), "12"),
        LessonFacts("Madkundskab", 3, 3, 3, ("VP",), "Køkken"),
    ]
    schoolweeks.correct_week(week=empty, class_key="8.x", lessons=lessons, by=hans, at=at)
