"""The second pair of eyes finds what is planted, and knows no solver."""

from __future__ import annotations

import ast
import inspect
from dataclasses import replace

import pytest

from stafet.kernel.timetables import check
from stafet.kernel.timetables.check import faults
from stafet.kernel.timetables.problem import CompanyDay, Frame, NotAWeek, Question, RoomNeed, Spread, Week
from stafet.kernel.timetables.rooms import rooms_now
from stafet.kernel.timetables.rules import RuleKind
from tests.kernel.timetables.weeks import lesson, question, teacher, week

HALL = RoomNeed("room", frozenset({"hall", "cellar"}), "hall")
BASE = week(
    lesson("maths", 3, rooms=(HALL,)),
    lesson("art", 0, by="Bo", is_fixed=True),
    lesson("music", 1, by="Eva", preferred=[1, 2]),
    lesson("sport", 4, by="Ib", of="9b", rooms=(replace(HALL, room="hall"),)),
    lesson("craft", 2, by="Kim", of="9b"),
    parties=[teacher("Eva", away=[5])],
    spreads=(Spread("8a", frozenset({"8a-maths-3", "8a-music-1"}), frozenset({3, 4, 5}), most=1),),
)


def found(
    starts: dict[str, int], rooms: dict[tuple[str, str], str] | None = None, asked: Week = BASE
) -> set[RuleKind | None]:
    there = {**asked.starts, **starts}
    seats = {**rooms_now(asked), **(rooms or {})}
    return {fault.kind for fault in faults(question(asked), there, seats)}


def test_the_schools_own_week_has_no_fault() -> None:
    assert found({}) == set()


@pytest.mark.parametrize(
    ("starts", "kind"),
    [
        ({"8a-maths-3": 0, "8a-art-0": 3}, RuleKind.PROTECTED),
        ({"8a-art-0": 3}, RuleKind.FIXED),
        ({"8a-music-1": 5}, RuleKind.AVAILABLE),
        ({"8a-music-1": 0}, RuleKind.PREFERRED),
        ({"8a-maths-3": 4}, RuleKind.ONE_PLACE),
        ({"8a-music-1": 4}, RuleKind.SPREAD),
        ({"8a-music-1": 2}, RuleKind.FRAME),
        ({"8a-maths-3": 5}, RuleKind.FRAME),
        ({"8a-maths-3": 4}, RuleKind.ROOMS),
        ({"8a-maths-3": 6}, None),
        ({"nobody": 0}, None),
    ],
)
def test_a_planted_fault_is_found(starts: dict[str, int], kind: RuleKind | None) -> None:
    assert kind in found(starts)


def test_a_lesson_that_is_nowhere_is_found() -> None:
    starts = {key: start for key, start in BASE.starts.items() if key != "9b-craft-2"}

    assert [str(fault.what) for fault in faults(question(BASE), starts, rooms_now(BASE))] == [
        "9b-craft-2 does not stand once in the proposed week."
    ]


def test_a_room_that_is_not_one_of_the_choice_is_found() -> None:
    assert found({}, {("8a-maths-3", "room"): "staff room"}) == {RuleKind.ROOMS}
    assert found({}, {("8a-maths-3", "room"): "cellar"}) == set()


def test_a_band_that_has_come_apart_is_found() -> None:
    asked = week(lesson("maths", 3, band="B"), lesson("maths", 3, of="8b", by="Bo", band="B"))

    assert None in found({"8a-maths-3": 4}, asked=asked)


@pytest.mark.parametrize(
    ("then", "is_fine"),
    [
        ({0, 1, 3}, True),
        ({0, 1, 2, 3}, True),
        ({0, 1, 3, 4}, True),
        ({1, 2, 3, 4}, True),
        ({1, 3}, True),
        ({0, 3}, False),
        ({0, 1}, False),
        ({0, 1, 2, 3, 4, 5}, False),
    ],
)
def test_a_day_in_the_looser_frame(then: set[int], *, is_fine: bool) -> None:
    """Now 0, 1, 3 with a hole at 2, which may stay or be filled; no other may come."""
    assert check._is_framed(Frame.GAP, {0, 1, 3}, then) is is_fine


def test_the_checker_knows_no_solver() -> None:
    told = {
        node.module
        for node in ast.walk(ast.parse(inspect.getsource(check)))
        if isinstance(node, ast.ImportFrom)
    }

    assert {module for module in told if module and "timetables" in module} == {
        "stafet.kernel.timetables.problem",
        "stafet.kernel.timetables.rules",
    }


@pytest.mark.parametrize(
    ("lessons", "words"),
    [
        ([lesson("maths", 9)], "does not stand within the week"),
        ([lesson("maths", 2, length=2)], "reaches over the end of its day"),
        ([lesson("maths", 0), lesson("maths", 0)], "are called 8a-maths-0"),
    ],
)
def test_parts_that_do_not_fit_are_no_week(lessons: list[object], words: str) -> None:
    with pytest.raises(NotAWeek, match=words):
        week(*lessons)  # type: ignore[arg-type]


def test_a_question_is_about_a_class_and_a_day_of_the_week() -> None:
    with pytest.raises(NotAWeek, match="no class 7x"):
        Question(BASE, (CompanyDay("7x", "mon"),), frozenset())
    with pytest.raises(NotAWeek, match="no day sat"):
        Question(BASE, (CompanyDay("8a", "sat"),), frozenset())
    with pytest.raises(NotAWeek, match="whom nobody knows"):
        replace(BASE, parties=())
