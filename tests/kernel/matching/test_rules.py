"""Each rule excludes what it should and nothing beside it, and says so in words."""

from __future__ import annotations

import pytest

from stafet.kernel.matching.priorities import Policy
from stafet.kernel.matching.problem import Place, Pupil
from stafet.kernel.matching.rules import RULES, Options, Reason, excluding, words_of
from tests.kernel.matching.cases import (
    POLICY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    company,
    course,
    problem,
    pupil,
)

TWO_DAYS = frozenset({TUESDAY, WEDNESDAY})


@pytest.mark.parametrize(
    ("reason", "excluded", "allowed"),
    [
        (
            Reason.WEEKDAYS,
            (pupil("anna", weekdays=frozenset({THURSDAY})), company("joiner")),
            (pupil("anna", weekdays=frozenset({WEDNESDAY})), company("joiner")),
        ),
        (
            Reason.WEEKDAYS,
            (pupil("anna", weekdays=TWO_DAYS, days=2), company("joiner", weekdays=frozenset({TUESDAY}))),
            (pupil("anna", weekdays=TWO_DAYS, days=2), company("joiner", weekdays=TWO_DAYS)),
        ),
        (
            Reason.TOO_YOUNG,
            (pupil("anna", age=14), company("joiner", youngest=15)),
            (pupil("anna", age=15), company("joiner", youngest=15)),
        ),
        (
            Reason.TOO_OLD,
            (pupil("anna", age=17), company("joiner", oldest=16)),
            (pupil("anna", age=16), company("joiner", oldest=16)),
        ),
        (
            Reason.NOT_SHARED,
            (pupil("anna", municipality="greve"), course("metal", municipalities=frozenset({"ishoj"}))),
            (pupil("anna", municipality="ishoj"), course("metal", municipalities=frozenset({"ishoj"}))),
        ),
        (
            Reason.OTHER_BRANCH,
            (pupil("anna", branches=frozenset({"food"})), company("joiner", branch="wood")),
            (pupil("anna", branches=frozenset({"food", "wood"})), company("joiner", branch="wood")),
        ),
        (
            Reason.TOO_FAR,
            (pupil("anna", travel={"joiner": 46}, longest_travel=45), company("joiner")),
            (pupil("anna", travel={"joiner": 45}, longest_travel=45), company("joiner")),
        ),
    ],
)
def test_a_rule_excludes_on_one_side_of_its_boundary_only(
    reason: Reason, excluded: tuple[Pupil, Place], allowed: tuple[Pupil, Place]
) -> None:
    assert list(excluding(*excluded)) == [reason]
    assert list(excluding(*allowed)) == []
    assert str(words_of(reason, *excluded))


def test_every_rule_has_words_and_a_reason_of_its_own() -> None:
    assert len({rule.reason for rule in RULES}) == len(RULES)
    anna, joiner = pupil("anna", travel={"joiner": 5}), company("joiner")
    assert len({str(words_of(reason, anna, joiner)) for reason in Reason}) == len(Reason)


def test_words_say_both_numbers() -> None:
    words = words_of(Reason.TOO_YOUNG, pupil("anna", age=14), company("joiner", youngest=15))
    assert str(words) == "It takes nobody under 15; they are 14"


def test_what_somebody_wishes_is_near_enough_and_interesting() -> None:
    anna = pupil("anna", "joiner", branches=frozenset({"food"}), travel={"joiner": 90}, longest_travel=30)
    assert list(excluding(anna, company("joiner", branch="wood"))) == []


def test_a_wish_does_not_change_the_age() -> None:
    assert list(excluding(pupil("anna", "joiner"), company("joiner", youngest=15))) == [Reason.TOO_YOUNG]


def reasons(options: Options, key: str) -> tuple[Reason, ...]:
    return options.reasons_against(options.problem.pupils[0], options.places[key])


def test_whoever_has_said_no_is_not_asked_again() -> None:
    town = problem([pupil("anna", "joiner")], [company("joiner")], refused=frozenset({("anna", "joiner")}))
    options = Options(town, POLICY)

    assert options.of(town.pupils[0]) == ()
    assert reasons(options, "joiner") == (Reason.REFUSED,)


def test_a_locked_pupil_has_one_place_and_no_other() -> None:
    town = problem(
        [pupil("anna", "joiner", "baker")], [company("joiner"), company("baker")], locked={"anna": "baker"}
    )
    options = Options(town, POLICY)

    assert [option.place for option in options.of(town.pupils[0])] == ["baker"]
    assert reasons(options, "joiner") == (Reason.LOCKED,)
    assert reasons(options, "baker") == ()


@pytest.mark.parametrize(("nearest", "offered"), [(0, []), (1, ["b"]), (2, ["b", "a"])])
def test_the_nearest_suitable_companies_are_offered_besides_the_wishes(
    nearest: int, offered: list[str]
) -> None:
    anna = pupil("anna", travel={"a": 9, "b": 3, "too young": 1})
    town = problem(
        [anna], [company("a"), company("b"), company("too young", youngest=16), company("unknown way")]
    )
    options = Options(town, Policy("seed", nearest=nearest))

    assert [option.place for option in options.of(anna)] == offered
    left_out = [key for key in ("a", "b") if Reason.NOT_AMONG_THE_NEAREST in reasons(options, key)]
    assert sorted([*left_out, *offered]) == ["a", "b"]
    assert reasons(options, "unknown way") == (Reason.NOT_AMONG_THE_NEAREST,)


def test_what_nobody_wished_for_stands_below_the_longest_list() -> None:
    anna = pupil("anna", "a", travel={"b": 3})
    town = problem([anna, pupil("bo", "a", "b", "c")], [company("a"), company("b"), company("c")])

    assert [(option.place, option.rank) for option in Options(town, POLICY).of(anna)] == [("a", 1), ("b", 4)]
