"""Which course is proposed: by rules anybody can follow, and the same every time."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from stafet.practicalcourses.fitting import Option, Seeker, best_fit
from stafet.practicalcourses.states import FitReason

WOOD = Option(
    UUID(int=1),
    "Wood",
    2026,
    frozenset({3}),
    frozenset({8, 9}),
    "building",
    ("tømrer",),
    at_vocational_school=True,
)
FOOD = Option(
    UUID(int=2), "Food", 2026, frozenset({3}), frozenset({9}), "food", (), at_vocational_school=False
)
SEEKER = Seeker(2026, frozenset({3}), 9, "Vil være Tømrer", "food", frozenset())


def test_what_they_want_to_become_comes_before_the_branch_they_were_in() -> None:
    found = best_fit(SEEKER, [FOOD, WOOD])
    assert found is not None
    assert (found.option, found.reasons[0]) == (WOOD, FitReason.DIRECTION)
    without = best_fit(replace(SEEKER, direction=""), [WOOD, FOOD])
    assert without is not None
    assert (without.option, without.reasons[0]) == (FOOD, FitReason.BRANCH)


def test_another_day_another_grade_another_year_or_a_no_is_no_fit() -> None:
    for other in (
        replace(SEEKER, weekdays=frozenset({2})),
        replace(SEEKER, grade=7),
        replace(SEEKER, starts_in=2025),
        replace(SEEKER, said_no=frozenset({WOOD.course_id, FOOD.course_id})),
    ):
        assert best_fit(other, [WOOD, FOOD]) is None


def test_the_order_in_which_courses_come_decides_nothing() -> None:
    twin = replace(WOOD, course_id=UUID(int=9), name="Wood 2")
    assert best_fit(SEEKER, [WOOD, twin, FOOD]) == best_fit(SEEKER, [FOOD, twin, WOOD])
