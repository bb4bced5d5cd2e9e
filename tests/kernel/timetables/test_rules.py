"""Every rule from both sides: a week that is just allowed, and the same week where the rule says no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafet.kernel.timetables.check import faults
from stafet.kernel.timetables.explain import explain
from stafet.kernel.timetables.problem import Frame, Question, RoomNeed, Spread
from stafet.kernel.timetables.proposal import Cost, Outcome, Proposal
from stafet.kernel.timetables.rules import RuleKind
from stafet.kernel.timetables.solve import solve
from tests.kernel.timetables.weeks import TUESDAY, lesson, question, room, teacher, week

GYMS = RoomNeed("gym", frozenset({"old gym", "new gym"}), "old gym")


def checked(asked: Question) -> Proposal:
    """A proposal that the second pair of eyes has seen."""
    found = solve(asked)
    if found.starts:
        assert faults(asked, found.starts, found.rooms) == []
    return found


def clashing(asked: Question) -> set[RuleKind]:
    """The kinds of rules that clash in a question nothing answers."""
    assert solve(asked).outcome is Outcome.IMPOSSIBLE
    found = explain(asked)
    assert found is not None
    assert found.is_minimal
    return {rule.kind for rule in found.rules}


def test_maths_on_the_company_day_changes_places_with_another_lesson() -> None:
    found = checked(question(week(lesson("maths", 0), lesson("art", 3, by="Bo"))))

    assert found.outcome is Outcome.PROVEN
    assert found.cost == found.bound == Cost(soft=0, moved=2)
    assert found.starts == {"8a-maths-0": 3, "8a-art-3": 0}


def test_a_company_day_without_protected_lessons_moves_nothing() -> None:
    found = checked(question(week(lesson("art", 0), lesson("maths", 3)), day="mon"))

    assert found.cost == Cost(soft=0, moved=0)


def test_english_stays_only_where_it_has_to() -> None:
    lessons = lesson("maths", 0), lesson("english", 1), lesson("art", 3, by="Bo")

    assert checked(question(week(*lessons))).cost == Cost(soft=1, moved=2)
    assert checked(question(week(*lessons, lesson("music", 4, by="Eva")))).cost == Cost(soft=0, moved=4)


def test_a_whole_day_of_protected_lessons_can_not_go_anywhere() -> None:
    base = week(lesson("maths", 0), lesson("maths", 1), lesson("art", 3, by="Bo"))

    assert clashing(question(base)) == {RuleKind.PROTECTED, RuleKind.FRAME}


def test_what_is_fixed_or_locked_stays() -> None:
    lessons = lesson("maths", 0), lesson("art", 3, by="Bo"), lesson("music", 4, by="Eva")

    assert checked(question(week(*lessons), locked=["8a-art-3"])).starts["8a-music-4"] == 0
    assert clashing(question(week(replace(lessons[0], is_fixed=True), *lessons[1:]))) == {
        RuleKind.PROTECTED,
        RuleKind.FIXED,
    }


def test_nobody_comes_when_they_can_not() -> None:
    lessons = lesson("maths", 0), lesson("art", 3, by="Bo"), lesson("music", 4, by="Eva")

    assert checked(question(week(*lessons, parties=[teacher("Ib", away=[3])]))).starts["8a-maths-0"] == 4
    assert clashing(question(week(*lessons, parties=[teacher("Ib", away=[3, 4])]))) == {
        RuleKind.PROTECTED,
        RuleKind.AVAILABLE,
        RuleKind.FRAME,
    }


def test_who_is_already_there_when_they_can_not_may_stay() -> None:
    base = week(
        lesson("maths", 0),
        lesson("art", 3, by="Bo"),
        parties=[teacher("Ib", away=[0]), teacher("Bo", away=[3])],
    )

    assert checked(question(base)).cost == Cost(soft=0, moved=2)


def test_a_lesson_begins_at_the_hours_chosen_for_it() -> None:
    lessons = lesson("maths", 0, preferred=[0, 4]), lesson("art", 3, by="Bo"), lesson("music", 4, by="Eva")

    assert checked(question(week(*lessons))).starts["8a-maths-0"] == 4
    assert RuleKind.PREFERRED in clashing(
        question(week(replace(lessons[0], preferred=frozenset({0})), *lessons[1:]))
    )


def test_a_teacher_is_in_one_lesson_at_a_time() -> None:
    lessons = lesson("maths", 0), lesson("art", 3, by="Bo"), lesson("music", 4, by="Eva")
    elsewhere = lesson("maths", 3, of="9b", by="Ib", is_fixed=True)

    assert checked(question(week(*lessons, elsewhere))).starts["8a-maths-0"] == 4
    both = lesson("maths", 4, of="9b", by="Ib", is_fixed=True)
    assert RuleKind.ONE_PLACE in clashing(question(week(*lessons, elsewhere, both)))


def test_a_course_is_not_crowded_into_one_day() -> None:
    lessons = lesson("maths", 0), lesson("maths", 3), lesson("art", 4, by="Bo")
    once = Spread("maths", frozenset({"8a-maths-0", "8a-maths-3"}), frozenset({3, 4, 5}), most=1)

    assert checked(question(week(*lessons))).cost == Cost(soft=0, moved=2)
    assert RuleKind.SPREAD in clashing(question(week(*lessons, spreads=(once,))))


def test_there_is_a_room_for_every_lesson() -> None:
    sport = lesson("maths", 0, rooms=(GYMS,)), lesson("art", 3, by="Bo")
    others = [
        lesson("sport", 3, of=of, by=of, rooms=(replace(GYMS, room=gym),))
        for of, gym in (("9b", "old gym"), ("9c", "new gym"))
    ]

    found = checked(question(week(*sport, others[0])))
    assert found.cost == Cost(soft=0, moved=2)
    assert found.rooms["8a-maths-0", "gym"] == "new gym"
    assert RuleKind.ROOMS in clashing(
        question(week(*sport, *(replace(each, is_fixed=True) for each in others)))
    )


def test_a_room_that_is_closed_is_no_room() -> None:
    base = week(
        lesson("maths", 0, rooms=(GYMS,)), lesson("art", 3, by="Bo"), parties=[room("old gym", away=[3])]
    )

    assert checked(question(base)).rooms["8a-maths-0", "gym"] == "new gym"


def test_rooms_that_are_enough_at_every_hour_are_not_enough_for_a_double_lesson() -> None:
    """At each of the two hours one gym is free, but not the same one: Hall counts by the hour, and must be corrected."""
    base = week(
        lesson("maths", 0, length=2, rooms=(GYMS,)),
        lesson("art", 3, by="Bo"),
        lesson("music", 4, by="Eva"),
        lesson("craft", 5, by="Kim"),
        lesson(
            "sport",
            3,
            of="9b",
            by="9b",
            rooms=(RoomNeed("gym", frozenset({"old gym"}), "old gym"),),
            is_fixed=True,
        ),
        lesson(
            "sport",
            4,
            of="9c",
            by="9c",
            rooms=(RoomNeed("gym", frozenset({"new gym"}), "new gym"),),
            is_fixed=True,
        ),
    )

    found = checked(question(base))
    assert found.outcome is Outcome.PROVEN
    assert found.starts["8a-maths-0"] == 4 or found.rooms["8a-maths-0", "gym"]


def test_lessons_of_a_band_move_together() -> None:
    base = week(
        lesson("maths", 0, band="B"),
        lesson("maths", 0, of="8b", by="Bo", band="B"),
        lesson("art", 3, by="Eva"),
        lesson("art", 3, of="8b", by="Kim"),
    )

    found = checked(question(base))
    assert found.starts["8a-maths-0"] == found.starts["8b-maths-0"] == 3
    assert found.cost == Cost(soft=0, moved=4)


def test_a_double_lesson_stays_one_and_within_its_day() -> None:
    base = week(
        lesson("maths", 0, length=2),
        lesson("art", 3, by="Bo"),
        lesson("music", 4, by="Eva"),
        lesson("craft", 5, by="Kim"),
    )

    assert checked(question(base)).starts["8a-maths-0"] in {3, 4}


@pytest.mark.parametrize(
    ("frame", "outcome"), [(Frame.STRICT, Outcome.IMPOSSIBLE), (Frame.GAP, Outcome.PROVEN)]
)
def test_a_looser_frame_lets_a_day_end_later(frame: Frame, outcome: Outcome) -> None:
    base = week(lesson("art", 0), lesson("maths", 1), lesson("music", 3, by="Bo", is_fixed=True))

    found = checked(
        question(
            replace(base, lessons=(replace(base.lessons[0], is_fixed=True), *base.lessons[1:])), frame=frame
        )
    )
    assert found.outcome is outcome
    assert found.starts.get("8a-maths-1", 4) == 4


def test_a_day_that_shrinks_leaves_no_hole() -> None:
    lessons = (
        lesson("art", 0, is_fixed=True),
        lesson("maths", 1),
        lesson("craft", 2, is_fixed=True),
        lesson("music", 3, by="Bo", is_fixed=True),
    )

    assert clashing(question(week(*lessons), frame=Frame.GAP)) >= {RuleKind.PROTECTED, RuleKind.FRAME}
    assert checked(question(week(*lessons), day=TUESDAY, frame=Frame.GAP)).cost == Cost(soft=0, moved=0)
