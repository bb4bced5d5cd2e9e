"""Real schools' weeks are repaired, and a short time ends with what is known."""

from __future__ import annotations

import pytest

from stafet.integrations.timetables.xhstt.week import read_week
from stafet.kernel.timetables.changes import moves
from stafet.kernel.timetables.check import faults
from stafet.kernel.timetables.explain import explain
from stafet.kernel.timetables.problem import CompanyDay, Frame, PartyKind, Question
from stafet.kernel.timetables.proposal import Cost, Outcome
from stafet.kernel.timetables.rules import RuleKind
from stafet.kernel.timetables.solve import solve
from tests.integrations.timetables.test_xhstt import school


def asked_of(name: str, day: int, hard: int = 2, frame: Frame = Frame.STRICT) -> Question:
    """The first class of a school on a day of its week; its courses with most hours are protected, one more softly."""
    week = read_week(school(name)).week
    eighth = week.of_kind(PartyKind.CLASS)[0].id.key
    hours: dict[str, int] = {}
    for lesson in week.lessons:
        if eighth in lesson.classes:
            hours[lesson.subject] = hours.get(lesson.subject, 0) + lesson.length
    courses = sorted(hours, key=lambda subject: (-hours[subject], subject))
    away = (CompanyDay(eighth, week.days[day]),)
    return Question(week, away, frozenset(courses[:hard]), frozenset(courses[hard : hard + 1]), frame)


@pytest.mark.parametrize(
    ("name", "day", "moved"), [("BR-SA-00", 0, 2), ("BR-SA-00", 4, 4), ("FI-WP-06", 0, 13)]
)
def test_a_real_week_is_repaired_with_the_fewest_moves(name: str, day: int, moved: int) -> None:
    asked = asked_of(name, day)

    found = solve(asked, seconds=300)

    assert (found.outcome, found.cost) == (Outcome.PROVEN, Cost(0, moved))
    assert faults(asked, found.starts, found.rooms) == []
    assert len(moves(asked.week, found)) == moved


def test_a_short_time_ends_with_the_bound_and_what_is_known() -> None:
    asked = asked_of("FI-WP-06", 2, frame=Frame.GAP)

    found = solve(asked, seconds=0.2)

    assert found.outcome in {Outcome.FEASIBLE, Outcome.UNKNOWN}
    assert found.bound <= Cost(1, 59), "a week of that cost is known"
    assert not found.starts or faults(asked, found.starts, found.rooms) == []


def test_a_class_whose_only_lessons_are_protected_is_told_why_nothing_works() -> None:
    asked = asked_of("GR-PA-08", 0)

    assert solve(asked).outcome is Outcome.IMPOSSIBLE
    told = explain(asked, seconds=60)
    assert told is not None
    assert told.is_minimal
    assert {rule.kind for rule in told.rules} == {RuleKind.PROTECTED, RuleKind.FRAME}
