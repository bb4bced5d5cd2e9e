"""Why this place, why none: with keys, ranks and rules."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from stafet.kernel.matching.consequences import Consequence, can_be, if_it_had_one_more, if_they_had
from stafet.kernel.matching.explain import Explainer, Holder, Outcome, Relaxation
from stafet.kernel.matching.priorities import Priority
from stafet.kernel.matching.problem import Problem
from stafet.kernel.matching.rules import Options, Reason
from stafet.kernel.matching.solve import match
from tests.kernel.matching.cases import FEWER, POLICY, company, course, load, problem, problems, pupil


def explainer(town: Problem) -> Explainer:
    return Explainer(town, POLICY, match(town, POLICY))


def test_each_wish_is_told_apart() -> None:
    anna = pupil("anna", "too old for it", "full", "baker", "not needed", travel={"full": 20})
    bo = pupil("bo", "full", travel={"full": 10})
    town = problem(
        [anna, bo],
        [company("too old for it", oldest=13), company("full"), company("baker"), company("not needed")],
    )
    told = explainer(town).explain("anna")
    excluded, full, got, not_needed = told.wishes

    assert (told.place, told.rank) == ("baker", 3)
    assert (excluded.outcome, excluded.reasons) == (Outcome.EXCLUDED, (Reason.TOO_OLD,))
    assert (full.outcome, full.full, full.holders) == (Outcome.FULL, "full", (Holder("bo", 1),))
    assert str(full.words) == (
        "It is full. Seats taken: 1; the lowest wish among those who have one is number 1"
    )
    assert (got.outcome, not_needed.outcome) == (Outcome.GOT, Outcome.NOT_NEEDED)


def test_what_the_draw_has_decided_is_said_to_be_drawn() -> None:
    town = problem([pupil("anna", "joiner"), pupil("bo", "joiner")], [company("joiner")])
    result = match(town, POLICY)
    (unlucky,) = {"anna", "bo"} - set(result.placed)

    found = if_they_had(town, POLICY, result, unlucky, "joiner")
    assert found is not None
    assert found.priority is Priority.DRAW


def test_what_it_would_take_that_somebody_had_a_place_is_told_exactly() -> None:
    town = problem(
        [pupil("anna", "joiner", "baker"), pupil("bo", "joiner")],
        [company("joiner"), company("baker"), company("law", youngest=15)],
    )
    result = match(town, POLICY)

    assert if_they_had(town, POLICY, result, "anna", "joiner") == Consequence(Priority.PLACED, 1)
    assert if_they_had(town, POLICY, result, "anna", "baker") is None
    assert if_they_had(town, POLICY, result, "anna", "law") is None


def test_what_can_never_be_is_told_from_what_costs_nothing() -> None:
    town = problem(
        [pupil("anna", "joiner", "baker")],
        [company("joiner"), company("baker"), company("law", youngest=19)],
    )
    assert can_be(town, POLICY, "anna", "baker")
    assert not can_be(town, POLICY, "anna", "law")


def test_one_more_seat_goes_to_whoever_was_without() -> None:
    town = problem([pupil("anna", "joiner"), pupil("bo", "joiner")], [company("joiner"), company("smith")])
    result = match(town, POLICY)
    (without,) = {"anna", "bo"} - set(result.placed)
    found = if_it_had_one_more(town, POLICY, result, without, "joiner")
    assert (found.place, found.better) == ("joiner", Consequence(Priority.PLACED, 1))
    nothing = if_it_had_one_more(town, POLICY, result, without, "smith")
    assert (nothing.place, nothing.better) == ("", None)


def test_one_more_seat_also_stretches_the_limit_it_falls_under() -> None:
    town = problem(
        [pupil("anna", "joiner"), pupil("bo", "joiner")],
        [company("joiner", 2)],
        load("contact", 1, "joiner"),
    )
    result = match(town, POLICY)
    assert len(result.placed) == 1
    (without,) = {"anna", "bo"} - set(result.placed)
    assert if_it_had_one_more(town, POLICY, result, without, "joiner").place == "joiner"


def test_a_place_with_room_may_still_be_outweighed() -> None:
    town = problem([pupil("anna", "workshop", "joiner")], [course("workshop"), company("joiner")])
    wish = explainer(town).explain("anna").wishes[0]

    assert (wish.outcome, wish.speaks_against) == (Outcome.OUTWEIGHED, Priority.COMPANY)
    assert str(wish.words) == "There is room, but a higher priority speaks for what they have"


def test_a_place_without_seats_says_so() -> None:
    wish = explainer(problem([pupil("anna", "joiner")], [company("joiner", 0)])).explain("anna").wishes[0]

    assert str(wish.words) == "It has no seat to give"


def test_whoever_has_none_learns_the_fewest_rules_that_stand_in_the_way() -> None:
    anna = pupil("anna", "two rules", "one rule", age=14, weekdays=frozenset({5}))
    friday = frozenset({5})
    town = problem(
        [anna], [company("two rules", youngest=16), company("one rule", youngest=15, weekdays=friday)]
    )

    assert explainer(town).explain("anna").relaxations == (
        Relaxation("one rule", (Reason.TOO_YOUNG,), needs_seat=False),
    )


def test_where_everything_is_full_one_more_seat_is_what_is_lacking() -> None:
    town = problem([pupil("anna", "joiner"), pupil("bo", "joiner")], [company("joiner")])
    result = match(town, POLICY)
    (without,) = {"anna", "bo"} - set(result.placed)

    assert Explainer(town, POLICY, result).explain(without).relaxations == (
        Relaxation("joiner", (), needs_seat=True),
    )


def test_room_that_others_can_make_by_moving_counts_as_room() -> None:
    town = problem(
        [pupil("anna", "joiner", age=13), pupil("bo", "joiner", "baker")],
        [company("joiner", youngest=14), company("baker")],
    )

    ways = explainer(town).explain("anna").relaxations
    assert Relaxation("joiner", (Reason.TOO_YOUNG,), needs_seat=False) in ways


@given(problems())
@FEWER
def test_something_must_give_way_for_whoever_has_none_and_what_is_told_is_enough(town: Problem) -> None:
    result = match(town, POLICY)
    explain = Explainer(town, POLICY, result)
    for each in town.pupils:
        for way in explain.explain(each.key).relaxations:
            assert way.size >= 1
            assert len(match(_given_way(town, each.key, way), NO_OTHERS).placed) > len(result.placed)


NO_OTHERS = replace(POLICY, nearest=0)


def _given_way(town: Problem, key: str, way: Relaxation) -> Problem:
    """The town in which one pupil may have that place only, and everybody else what they might get anyway."""
    places = tuple(
        replace(place, seats=place.seats + (way.needs_seat and place.key == way.place))
        for place in town.places
    )
    limits = tuple(
        replace(limit, at_most=limit.at_most + (way.needs_seat and way.place in limit.places))
        for limit in town.limits
    )
    options = Options(town, POLICY)
    pupils = [
        replace(each, wishes=tuple(option.place for option in options.of(each)))
        if each.key != key
        else replace(
            each,
            age=options.places[way.place].youngest or each.age,
            weekdays=options.places[way.place].weekdays,
            wishes=(way.place,),
        )
        for each in town.pupils
    ]
    return replace(town, places=places, limits=limits, pupils=tuple(pupils))
