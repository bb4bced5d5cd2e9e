"""T10: what snooping looks like is found, what a task explains is not, and nobody can foresee the lot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.conftest import NOW
from tests.goals.record import many as rounds

from stafet.logcontrol.api import Ground, draw, size_of_sample
from stafet.logcontrol.grounds import Limits, LookUp, Week, found

BO, DITTE = uuid4(), uuid4()
LIMITS = Limits(times_median=5, night_from=22, night_until=6, row_of_people=10)
NOON = NOW.replace(hour=12)


def a_look(at: datetime = NOON, user: UUID = BO, **other: Any) -> LookUp:
    """Somebody looked at somebody in the middle of the day, without a task that explains it, and did something then."""
    told: dict[str, Any] = {
        "reading_id": uuid4(),
        "at": at,
        "user_id": user,
        "organisation_id": uuid4(),
        "person_id": uuid4(),
        "view": "web.person.person",
        "purpose": "guidance",
        "data_classes": "ABD",
        "granted": False,
        "acted": True,
        "same_name": False,
        "protected": False,
    }
    return LookUp(**(told | other))


def an_hour_of(how_many: int, pause: timedelta = timedelta(minutes=5), **other: Any) -> list[LookUp]:
    return [a_look(NOON + number * pause, **other) for number in range(how_many)]


def grounds_in(looks: Sequence[LookUp], before: dict[UUID, Sequence[int]] | None = None) -> Counter[Ground]:
    answer = found(Week(looks, before or {BO: [4, 4, 4], DITTE: [4]}, LIMITS))
    return Counter(ground for each in answer.values() for ground in each)


PATTERNS: dict[Ground, Callable[[], list[LookUp]]] = {
    Ground.SAME_NAME: lambda: [a_look(same_name=True)],
    Ground.PROTECTED: lambda: [a_look(protected=True)],
    Ground.NO_ACT: lambda: [a_look(acted=False)],
    Ground.NIGHT: lambda: [a_look(NOON.replace(hour=23)), a_look(NOON.replace(hour=3))],
    Ground.MANY: lambda: an_hour_of(21),
    Ground.ROW: lambda: an_hour_of(10, timedelta(seconds=50)),
}


@pytest.mark.parametrize("ground", PATTERNS)
def test_each_pattern_is_found_by_its_rule_and_by_no_other(ground: Ground) -> None:
    looks = PATTERNS[ground]()
    assert set(grounds_in(looks)) == {ground}


@pytest.mark.parametrize("ground", PATTERNS)
def test_the_same_pattern_is_no_question_where_a_task_explains_it(ground: Ground) -> None:
    looks = PATTERNS[ground]()
    explained = [
        a_look(look.at, person_id=look.person_id, granted=True, same_name=look.same_name) for look in looks
    ]
    assert grounds_in(explained) == {}


def test_an_ordinary_day_is_no_question() -> None:
    assert grounds_in(an_hour_of(8)) == {}
    assert grounds_in([a_look(NOON.replace(hour=21)), a_look(NOON.replace(hour=6))]) == {}
    assert grounds_in(an_hour_of(20)) == {}, "five times the median is not more than five times"


def test_one_person_opened_again_and_again_is_one() -> None:
    person = uuid4()
    assert grounds_in(an_hour_of(30, timedelta(seconds=10), person_id=person)) == {}
    again = grounds_in(an_hour_of(3, person_id=person, acted=False))
    assert again == {Ground.NO_ACT: 1}, "asked about once, not three times"


def test_two_colleagues_are_not_one_row() -> None:
    both = [
        look for pair in zip(an_hour_of(9, user=BO), an_hour_of(9, user=DITTE), strict=True) for look in pair
    ]
    assert Ground.ROW not in grounds_in(both)


def test_twenty_five_or_one_percent_whichever_is_more() -> None:
    assert [size_of_sample(n, at_least=25, percent=1) for n in (10, 2_500, 2_501, 10_000)] == [
        25,
        25,
        26,
        100,
    ]


ROUNDS = rounds(400, 4_000)
Draw = Callable[[Sequence[UUID], int, bytes], Sequence[UUID]]


def foreseeable(drawing: Draw) -> bool:
    """Whether some look-up is drawn far more or less often than its share: then whoever looks could know."""
    looks = [uuid4() for _ in range(40)]
    drawn: Counter[UUID] = Counter()
    for number in range(ROUNDS):
        drawn.update(drawing(looks, 10, number.to_bytes(32, "big")))
    expected = ROUNDS * 10 / 40
    return any(abs(drawn[look] - expected) > expected / 2 for look in looks)


def test_nobody_can_foresee_what_is_drawn() -> None:
    assert not foreseeable(lambda looks, size, seed: draw(looks, size, seed=seed))


def test_a_draw_that_can_be_foreseen_is_found_out() -> None:
    """The planted fault: a lot that forgets its seed."""
    assert foreseeable(lambda looks, size, _: draw(looks, size, seed=b"always the same"))


def test_whoever_has_the_seed_draws_the_same_again_in_any_order() -> None:
    looks = [uuid4() for _ in range(100)]
    assert draw(looks, 25, seed=b"kept") == draw(looks[::-1], 25, seed=b"kept")
    assert draw(looks, 25, seed=b"kept") != draw(looks, 25, seed=b"other")
