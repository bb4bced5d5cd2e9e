"""Every rule of young people's work, on both sides of its boundary, in both countries. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from stafet.kernel import rules
from stafet.kernel.countries import Country
from stafet.placements import api as placements
from stafet.placements.api import Certificate, Gate, Insurance, PlaceKind, SchemeKind, Terms
from stafet.placements.numbers import read_number, read_unit_number

FIRST = date(2026, 9, 2)
BORN_15 = date(2011, 9, 2)
DANISH = Terms(
    country=Country.DK,
    kind=SchemeKind.JUNIOR_APPRENTICESHIP,
    birth_date=BORN_15,
    starts_on=FIRST,
    ends_on=FIRST + timedelta(days=280),
    weekdays=(3,),
    begins_at=time(8),
    stops_at=time(15),
    break_minutes=30,
    place_kind=PlaceKind.COMPANY,
    model_weekdays=(1, 2, 3, 4, 5),
    days_a_week=1,
    place_kinds=("company",),
    school_weeks=40,
    school_hours=Decimal(24),
    most_hours=None,
    heaviest_lift=10,
    tasks="Saws",
    aims="Measuring",
    risk_words="None",
    risk_assessed_on=FIRST,
    supervisor="Villy",
    instruction="First",
)
SWEDISH = replace(
    DANISH, country=Country.SE, kind=SchemeKind.PRAO, weekdays=(1, 2, 3, 4, 5), days_a_week=5, school_hours=Decimal(0),
    ends_on=FIRST + timedelta(days=14), school_weeks=2, risk_seen_on=FIRST, stops_at=time(14),
)  # fmt: skip
TWO_DAYS: dict[str, Any] = {"weekdays": (2, 3), "days_a_week": 2}
YOUNG = BORN_15 + timedelta(days=1)


@pytest.mark.parametrize("terms", [DANISH, SWEDISH], ids=["dk", "se"])
def test_what_is_in_order_closes_nothing(terms: Terms) -> None:
    assert terms.closed(on=FIRST) == ()


@pytest.mark.parametrize(
    ("terms", "inside", "outside", "gate", "rule"),
    [
        (DANISH, {"birth_date": date(2013, 9, 2)}, {"birth_date": date(2013, 9, 3)}, Gate.AGE, "dk.placement.from_age"),
        (DANISH, {"stops_at": time(16, 30)}, {"stops_at": time(16, 31)}, Gate.HOURS_A_DAY, "dk.placement.hours_a_day"),
        (DANISH, {"birth_date": YOUNG, "stops_at": time(15, 30)}, {"birth_date": YOUNG, "stops_at": time(15, 31)}, Gate.HOURS_A_DAY, "dk.placement.hours_a_day_young"),
        (DANISH, {"school_hours": Decimal("33.5")}, {"school_hours": Decimal("33.6")}, Gate.HOURS_A_WEEK, "dk.placement.hours_a_week"),
        (DANISH, {"birth_date": YOUNG, "school_hours": Decimal("28.5")}, {"birth_date": YOUNG, "school_hours": Decimal("28.6")}, Gate.HOURS_A_WEEK, "dk.placement.hours_a_week_young"),
        (DANISH, {**TWO_DAYS, "stops_at": time(15, 30), "school_hours": Decimal(19)}, {**TWO_DAYS, "stops_at": time(15, 31), "school_hours": Decimal(19)}, Gate.HOURS_A_YEAR, "dk.junior_apprenticeship.share_at_most"),
        (DANISH, {**TWO_DAYS}, {"weekdays": (2, 3, 4), "days_a_week": 3, "stops_at": time(12)}, Gate.DAYS, "dk.junior_apprenticeship.days_a_week"),
        (DANISH, {"begins_at": time(6), "stops_at": time(13)}, {"begins_at": time(5, 59), "stops_at": time(13)}, Gate.NIGHT, "dk.placement.not_after"),
        (DANISH, {"begins_at": time(7), "stops_at": time(11, 30), "break_minutes": 0}, {"begins_at": time(7), "stops_at": time(11, 31), "break_minutes": 29}, Gate.BREAK, "dk.placement.break_lasts"),
        (DANISH, {"begins_at": time(11), "stops_at": time(18)}, {"begins_at": time(11), "stops_at": time(18, 1)}, Gate.REST_A_DAY, "dk.placement.rest_a_day"),
        (DANISH, {"weekdays": (5,)}, {"weekdays": (6,), "model_weekdays": (6,)}, Gate.REST_A_WEEK, "dk.placement.rest_a_week"),
        (DANISH, {"heaviest_lift": 12}, {"heaviest_lift": 13}, Gate.LIFT, "dk.placement.heaviest_lift"),
        (DANISH, {"hazards": (), }, {"hazards": ("machines",)}, Gate.DANGER, "dk.placement.adult_work.from_age"),
        (DANISH, {"hazards": ("machines",), "birth_date": date(2008, 9, 2)}, {"hazards": ("machines",), "birth_date": date(2008, 9, 3)}, Gate.DANGER, "dk.placement.adult_work.from_age"),
        (SWEDISH, {"birth_date": date(2013, 9, 2)}, {"birth_date": date(2013, 9, 3)}, Gate.AGE, "se.placement.from_age"),
        (SWEDISH, {"stops_at": time(15, 30)}, {"stops_at": time(15, 31)}, Gate.HOURS_A_DAY, "se.placement.hours_a_day"),
        (SWEDISH, {"stops_at": time(15, 30)}, {"stops_at": time(15, 30), "school_hours": Decimal("0.1")}, Gate.HOURS_A_WEEK, "se.placement.hours_a_week"),
        (SWEDISH, {"begins_at": time(13), "stops_at": time(18)}, {"begins_at": time(13), "stops_at": time(20, 1)}, Gate.NIGHT, "se.placement.not_after"),
        (SWEDISH, {"stops_at": time(9), "break_minutes": 30}, {"stops_at": time(9), "break_minutes": 29}, Gate.BREAK, "se.placement.break_lasts"),
        (SWEDISH, {"weekdays": (2, 3, 4, 5, 6), "model_weekdays": (2, 3, 4, 5, 6)}, {"weekdays": (1, 2, 3, 4, 5, 6, 7), "days_a_week": 7, "model_weekdays": (1, 2, 3, 4, 5, 6, 7), "stops_at": time(12)}, Gate.REST_A_WEEK, "se.placement.rest_a_week"),
        (SWEDISH, {"heaviest_lift": 12}, {"heaviest_lift": 13}, Gate.LIFT, "se.placement.heaviest_lift"),
    ],
)  # fmt: skip
def test_a_rule_on_both_sides_of_its_boundary(
    terms: Terms, inside: dict[str, Any], outside: dict[str, Any], gate: Gate, rule: str
) -> None:
    assert gate not in {each.gate for each in replace(terms, **inside).closed(on=FIRST)}
    found = [each for each in replace(terms, **outside).closed(on=FIRST) if each.gate is gate]
    assert [each.rule for each in found] == [rule]
    assert rules.rule(rule, on=FIRST).source
    assert found[0].to_verify == rules.rule(rule, on=FIRST).to_verify


@pytest.mark.parametrize(
    ("terms", "outside", "gate"),
    [
        (DANISH, {"weekdays": (3, 4)}, Gate.DAYS),
        (DANISH, {"model_weekdays": (2,)}, Gate.DAYS),
        (DANISH, {"place_kind": PlaceKind.PREPARATORY}, Gate.PLACE),
        (DANISH, {"most_hours": 259}, Gate.HOURS_A_YEAR),
        (DANISH, {"birth_date": None}, Gate.AGE),
        (DANISH, {"weekdays": ()}, Gate.TIMES),
        (DANISH, {"heaviest_lift": None}, Gate.LIFT),
        (DANISH, {"aims": " "}, Gate.TASKS),
        (DANISH, {"risk_assessed_on": None}, Gate.RISK),
        (SWEDISH, {"risk_seen_on": None}, Gate.RISK),
        (DANISH, {"supervisor": ""}, Gate.SUPERVISION),
        (DANISH, {"certificate": Certificate.UNKNOWN}, Gate.CERTIFICATE),
        (DANISH, {"insurance": Insurance.NONE}, Gate.INSURANCE),
        (DANISH, {"is_abroad": True}, Gate.INSURANCE),
        (DANISH, {"is_unpaid": False}, Gate.UNPAID),
    ],
)
def test_what_the_model_and_the_agreement_demand(terms: Terms, outside: dict[str, Any], gate: Gate) -> None:
    assert gate not in {each.gate for each in terms.closed(on=FIRST)}
    assert gate in {each.gate for each in replace(terms, **outside).closed(on=FIRST)}


def test_a_birthday_that_passes_opens_a_gate() -> None:
    terms = replace(DANISH, birth_date=YOUNG, stops_at=time(16))
    assert [each.gate for each in terms.closed(on=FIRST)] == [Gate.HOURS_A_DAY]
    assert terms.closed(on=FIRST + timedelta(days=1)) == ()


def test_hours_are_those_of_the_school_weeks_at_most() -> None:
    assert replace(DANISH, ends_on=FIRST + timedelta(days=7)).hours_in_all == Decimal("6.5")
    assert replace(DANISH, ends_on=FIRST + timedelta(days=330)).hours_in_all == 40 * Decimal("6.5")


@pytest.mark.parametrize("country", list(Country))
def test_the_shipped_models_are_whole(country: Country) -> None:
    for facts in placements.examples(country, 2026).values():
        assert facts.days_a_week <= len(facts.weekdays)
        assert facts.decided
        assert facts.consequence or facts.kind not in placements.CHANGES_ACCESS


@pytest.mark.parametrize(
    ("register", "text", "digits"),
    [
        ("cvr", "10 00 00 09", "10000009"),
        ("cvr", "DK10000009", "10000009"),
        ("se_org", "556000-0019", "5560000019"),
        ("se_org", "2120000142", "2120000142"),
    ],
)
def test_a_number_that_a_register_can_have_given(register: str, text: str, digits: str) -> None:
    assert read_number(placements.RegisterKind(register), text) == digits


@pytest.mark.parametrize(
    ("register", "text"),
    [
        ("cvr", "10000008"),
        ("cvr", "01000009"),
        ("cvr", "1000000"),
        ("se_org", "5560000018"),
        ("se_org", "5510000014"),
    ],
)
def test_a_number_that_no_register_gave(register: str, text: str) -> None:
    with pytest.raises(placements.NotANumber):
        read_number(placements.RegisterKind(register), text)


def test_a_unit_number_has_ten_digits_or_is_not_there() -> None:
    assert (read_unit_number("1003 388 394"), read_unit_number("")) == ("1003388394", "")
    with pytest.raises(placements.NotANumber):
        read_unit_number("12345")
