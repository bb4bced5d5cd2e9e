from datetime import date

import pytest
from tests.web.components.tree import parse

from stafet.web.components.relay import NextStep, Part, Relay, Segment, large_relay, small_relay

TODAY = date(2026, 11, 24)
STEP = NextStep("Call home", date(2026, 11, 27))
KINDERGARTEN = Segment(Part.HAD, "Engen", date(2013, 8, 1), date(2016, 8, 1))
SCHOOL = Segment(Part.HAD, "Søndervang Skole", date(2016, 8, 1), date(2026, 7, 1))
GUIDANCE = Segment(Part.HAS, "Ungeenheden", date(2026, 7, 1), None, "Bo Holm")
COLLEGE = Segment(Part.OFFERED, "Erhvervsskolen", date(2026, 11, 18))


def _heard(relay: Relay) -> str:
    return parse(small_relay(relay)).text


def test_a_line_without_a_holder_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Relay((SCHOOL, COLLEGE), STEP, TODAY)


def test_a_line_with_two_holders_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Relay((GUIDANCE, GUIDANCE), STEP, TODAY)


def test_a_line_runs_from_those_who_had_it_to_those_who_are_to_take_it() -> None:
    with pytest.raises(ValueError, match="runs from"):
        Relay((COLLEGE, GUIDANCE), STEP, TODAY)


def test_the_small_line_reads_aloud_as_a_sentence_of_the_relay() -> None:
    assert _heard(Relay((SCHOOL, GUIDANCE, COLLEGE), STEP, TODAY)) == (
        "Before: Søndervang SkoleNow: Ungeenheden, Bo HolmOffered to: Erhvervsskolen"
        "Next step: Call home, Due in 3 days, 27 Nov"
    )


def test_what_is_held_and_what_is_offered_are_drawn_differently() -> None:
    line = parse(small_relay(Relay((SCHOOL, GUIDANCE, COLLEGE), STEP, TODAY)))

    parts = [item.get("class") for item in line.all("li")]
    assert parts == [
        "relay__leg relay__leg--had",
        "relay__leg relay__leg--has",
        "relay__leg relay__leg--offered",
        "relay__end relay__end--soon",
    ]


def test_the_small_line_says_how_many_came_before_the_last() -> None:
    assert "Before, after 1 other: Søndervang Skole" in _heard(
        Relay((KINDERGARTEN, SCHOOL, GUIDANCE), STEP, TODAY)
    )
    assert "Engen" not in _heard(Relay((KINDERGARTEN, SCHOOL, GUIDANCE), STEP, TODAY))


def test_the_next_step_of_another_year_shows_its_year() -> None:
    line = small_relay(Relay((GUIDANCE,), NextStep("Call", date(2027, 1, 4)), TODAY))

    assert ">4 Jan 2027</time>" in line


def test_a_name_cannot_bring_markup_into_the_line() -> None:
    hostile = Segment(Part.HAS, "<script>", TODAY, None, '"><img>')

    assert "<script>" not in small_relay(Relay((hostile,), STEP, TODAY))
    assert "<img>" not in small_relay(Relay((hostile,), NextStep("<img>", TODAY), TODAY))


def test_the_large_line_says_when_each_had_it_and_that_an_offer_is_not_taken() -> None:
    line = large_relay(Relay((SCHOOL, GUIDANCE, COLLEGE), STEP, TODAY))

    assert [leg.when for leg in line.legs] == [
        "1 Aug 2016 – 30 Jun 2026",
        "since 1 Jul 2026",
        "offered 18 Nov 2026, not yet taken",
    ]


def test_the_large_line_ends_in_the_next_step_and_its_deadline() -> None:
    line = large_relay(Relay((GUIDANCE,), NextStep("Call home", date(2026, 11, 20)), TODAY))

    assert (line.what, line.due.text) == ("Call home", "4 days overdue")
