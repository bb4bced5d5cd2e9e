"""The answer is the best there is: every tiny week is tried out by hand, placement by placement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from stafet.kernel.timetables.check import faults
from stafet.kernel.timetables.explain import explain
from stafet.kernel.timetables.problem import Frame, Lesson, Question, RoomNeed, Spread
from stafet.kernel.timetables.proposal import Cost, Outcome, Seat
from stafet.kernel.timetables.solve import solve
from tests.kernel.timetables.weeks import class_, lesson, question, teacher, week

ROOMS = frozenset({"r1", "r2"})


@st.composite
def tiny_questions(draw: st.DrawFn) -> Question:
    """Two days of three hours, two classes, up to four lessons, and any of the rules."""
    lessons: dict[str, Lesson] = {}
    for _ in range(draw(st.integers(2, 4))):
        each = lesson(
            draw(st.sampled_from(["maths", "english", "art"])),
            draw(st.sampled_from([0, 1, 2, 3, 4, 5])),
            of=draw(st.sampled_from(["8a", "8b"])),
            by=draw(st.sampled_from(["Ib", "Bo"])),
            rooms=draw(st.sampled_from([(), (RoomNeed("room", ROOMS, "r1"),)])),
            is_fixed=draw(st.integers(0, 5)) == 0,
        )
        length = 2 if each.start in {0, 1, 3, 4} and draw(st.integers(0, 3)) == 0 else 1
        lessons.setdefault(each.key, replace(each, length=length))
    maths = frozenset(key for key in lessons if "8a-maths" in key)
    spreads = (Spread("maths", maths, frozenset({3, 4, 5}), most=1),) if draw(st.booleans()) else ()
    away = draw(st.frozensets(st.integers(0, 5), max_size=2))
    base = week(
        *lessons.values(),
        lesson("band", 0, of="9x", by="Z"),
        parties=[class_("8a"), class_("8b"), teacher("Ib", away)],
        spreads=spreads,
    )
    return question(base, of=draw(st.sampled_from(["8a", "8b"])), frame=draw(st.sampled_from(Frame)))


def everything(asked: Question) -> Iterator[tuple[dict[str, int], dict[Seat, str]]]:
    """Every way to place the lessons and to give them rooms."""
    lessons = asked.week.lessons
    ways = [[each.start] if each.is_fixed or each.classes == ("9x",) else range(6) for each in lessons]
    for starts in product(*ways):
        placed = dict(zip(asked.week.lesson, starts, strict=True))
        if all(start % 3 + each.length <= 3 for each, start in zip(lessons, starts, strict=True)):
            seats = [(each.key, need.role) for each in lessons for need in each.rooms]
            for rooms in product(sorted(ROOMS), repeat=len(seats)):
                yield placed, dict(zip(seats, rooms, strict=True))


def cost_of(asked: Question, starts: dict[str, int]) -> Cost:
    soft = sum(
        each.subject in asked.soft and asked.week.day_of(starts[each.key]) in asked.company_days_of(each)
        for each in asked.week.lessons
    )
    return Cost(soft, sum(starts[each.key] != each.start for each in asked.week.lessons))


@given(tiny_questions())
@settings(max_examples=10)
def test_nothing_is_cheaper_than_what_is_proposed(asked: Question) -> None:
    fine = (starts for starts, rooms in everything(asked) if not faults(asked, starts, rooms))
    best = min((cost_of(asked, starts) for starts in fine), default=None)

    found = solve(asked)

    assert found.cost == best
    assert found.outcome is (Outcome.PROVEN if best else Outcome.IMPOSSIBLE)
    if best is None:
        told = explain(asked)
        assert told is not None
        assert told.is_minimal
    else:
        assert found.bound == best
        assert faults(asked, found.starts, found.rooms) == []
