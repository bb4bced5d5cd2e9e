"""Danish and Swedish identity numbers: everyone who has one is served, and nothing is guessed (T22)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.kernel.countries import Country
from stafet.kernel.national_numbers import (
    NationalNumber,
    NotANationalNumber,
    NumberKind,
    parse,
    possible_numbers,
)
from tests.kernel.numbers import (
    danish_number,
    danish_sevenths,
    swedish_number,
    swedish_temporary_number,
)

TODAY = date(2026, 11, 24)
AMINA_BORN_ON = date(2010, 3, 14)
BIRTH_DATES = [date(1900, 1, 1) + timedelta(days=379 * n) for n in range(122)]
DECADES = range(1900, 2030, 10)

danish_births = st.dates(date(1858, 1, 1), date(2057, 12, 31))
swedish_births = st.dates(date(1890, 1, 1), TODAY)
serials = st.integers(0, 9999)


def born_in(decade: int) -> list[date]:
    """Some birth dates of ten years, all months and days among them."""
    return [born_on for born_on in BIRTH_DATES if born_on.year // 10 * 10 == decade]


def danish(text: str) -> NationalNumber:
    return parse(text, Country.DK, on=TODAY)


def swedish(text: str) -> NationalNumber:
    return parse(text, Country.SE, on=TODAY)


# --- Denmark -------------------------------------------------------------------------------------


@pytest.mark.parametrize("decade", DECADES)
def test_a_danish_number_tells_its_birth_date_in_every_century_code(decade: int) -> None:
    for born_on in born_in(decade):
        for serial in range(len(danish_sevenths(born_on.year))):
            number = danish(danish_number(born_on, serial))

            assert number.birth_date == born_on
            assert number.kind is NumberKind.PERSONAL


@pytest.mark.parametrize("decade", DECADES)
def test_a_danish_substitute_number_is_accepted_and_known_as_such(decade: int) -> None:
    for born_on in born_in(decade):
        number = danish(danish_number(born_on, 5, is_substitute=True))

        assert number.kind is NumberKind.SUBSTITUTE
        assert number.birth_date == born_on
        assert not number.identifies_one_person


@given(danish_births, serials)
def test_modulus_eleven_decides_nothing(born_on: date, serial: int) -> None:
    assert danish(danish_number(born_on, serial)).birth_date == born_on


def test_both_numbers_that_pass_and_that_fail_modulus_eleven_are_among_those_served() -> None:
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    numbers = [danish_number(AMINA_BORN_ON, serial) for serial in range(200)]
    remainders = {sum(int(d) * w for d, w in zip(text, weights, strict=True)) % 11 == 0 for text in numbers}

    assert remainders == {True, False}
    assert {danish(text).kind for text in numbers} == {NumberKind.PERSONAL}


@pytest.mark.parametrize("year", [1858, 1899, 1900, 1936, 1937, 1999, 2000, 2036, 2037, 2057])
def test_at_the_edges_of_the_table_every_seventh_digit_names_the_right_century(year: int) -> None:
    for born_on in (date(year, 1, 1), date(year, 12, 31)):
        for serial in range(len(danish_sevenths(year))):
            assert danish(danish_number(born_on, serial)).birth_date == born_on


def test_somebody_born_in_2057_has_a_number_and_somebody_born_in_1858_had_one() -> None:
    assert danish("3112575001").birth_date == date(2057, 12, 31)
    assert danish("0101588001").birth_date == date(1858, 1, 1)


def test_older_substitutes_with_letters_are_accepted_without_a_century_when_a_letter_hides_it() -> None:
    hidden = danish("140310-AB12")
    told = danish("140310-4AB1")

    assert hidden.kind is told.kind is NumberKind.SUBSTITUTE
    assert hidden.birth_date is None
    assert told.birth_date == AMINA_BORN_ON


def test_a_substitute_with_letters_still_needs_a_day_that_exists() -> None:
    for leap_day in ("290200-AB12", "290204-AB12", "690296-AB12"):
        assert danish(leap_day).birth_date is None
    for no_day in ("300200-AB12", "290205-AB12", "310496-AB12"):
        with pytest.raises(NotANationalNumber, match="date of birth"):
            danish(no_day)


@pytest.mark.parametrize("written", ["{0}-{1}", "{0}{1}", "{0} {1}", " {0}–{1} ", "{0} - {1}", "{0}‑{1}"])
def test_a_danish_number_may_be_written_as_people_and_spreadsheets_do(written: str) -> None:
    plain = danish_number(AMINA_BORN_ON, 44)

    assert danish(written.format(plain[:6], plain[6:])).canonical == plain


@pytest.mark.parametrize(
    "wrong",
    ["", "1", "140310", "14031012345", "3213101234", "1413101234", "0000001234", "2902211234", "1403-101234"],
)
def test_what_is_no_danish_number_is_refused_with_a_sentence(wrong: str) -> None:
    with pytest.raises(NotANationalNumber) as refusal:
        danish(wrong)

    assert refusal.value.field == "national_number"


# --- Sweden --------------------------------------------------------------------------------------


@pytest.mark.parametrize("decade", DECADES)
def test_a_swedish_number_of_twelve_digits_tells_its_birth_date(decade: int) -> None:
    for born_on in born_in(decade):
        number = swedish(swedish_number(born_on, 238))

        assert number.birth_date == born_on
        assert number.kind is NumberKind.PERSONAL
        assert number.identifies_one_person


@pytest.mark.parametrize("decade", DECADES)
def test_ten_digits_mean_the_same_person_as_twelve(decade: int) -> None:
    for born_on in born_in(decade):
        twelve = swedish_number(born_on, 238)
        sign = "+" if TODAY.year - born_on.year >= 100 else "-"

        assert swedish(f"{twelve[2:8]}{sign}{twelve[8:]}").canonical == twelve


@pytest.mark.parametrize("decade", DECADES)
def test_a_coordination_number_is_a_number_of_its_own_kind(decade: int) -> None:
    for born_on in born_in(decade):
        number = swedish(swedish_number(born_on, 71, is_coordination=True))

        assert number.kind is NumberKind.COORDINATION
        assert number.birth_date == born_on
        assert number.identifies_one_person


@pytest.mark.parametrize("serial", range(0, 100, 9))
def test_a_school_s_own_temporary_number_is_accepted_and_trusted_only_there(serial: int) -> None:
    number = swedish(swedish_temporary_number(AMINA_BORN_ON, serial))

    assert number.kind is NumberKind.TEMPORARY
    assert number.birth_date == AMINA_BORN_ON
    assert not number.identifies_one_person


def test_the_temporary_form_with_one_letter_is_accepted_too() -> None:
    assert swedish("20100314-T123").kind is NumberKind.TEMPORARY


@given(swedish_births, serials, st.integers(0, 9), st.integers(0, 9))
def test_one_mistyped_digit_is_always_noticed(born_on: date, serial: int, place: int, other: int) -> None:
    twelve = swedish_number(born_on, serial)
    mistyped = twelve[: 2 + place] + str(other) + twelve[3 + place :]

    if mistyped == twelve:
        assert swedish(mistyped).canonical == twelve
    else:
        with pytest.raises(NotANationalNumber):
            swedish(mistyped)


def test_ten_digits_are_read_as_the_youngest_person_they_can_mean() -> None:
    twelve = swedish_number(AMINA_BORN_ON, 238)

    assert swedish(twelve[2:]).birth_date == AMINA_BORN_ON


def test_ten_digits_of_a_leap_day_mean_nobody_before_that_day_came() -> None:
    ten = swedish_number(date(2000, 2, 29), 238)[2:]

    assert swedish(ten).birth_date == date(2000, 2, 29)
    with pytest.raises(NotANationalNumber):
        parse(ten, Country.SE, on=date(1999, 12, 31))


def test_on_the_day_before_birth_the_same_ten_digits_meant_somebody_a_hundred_years_older() -> None:
    ten = swedish_number(AMINA_BORN_ON, 238)[2:]

    assert parse(ten, Country.SE, on=AMINA_BORN_ON).birth_date == AMINA_BORN_ON
    assert parse(ten, Country.SE, on=AMINA_BORN_ON - timedelta(days=1)).birth_date == date(1910, 3, 14)


@pytest.mark.parametrize(
    "wrong", ["", "1403101234", "20101301-2384", "20100314", "20100314-TF1", "20100314-AB12"]
)
def test_what_is_no_swedish_number_is_refused_with_a_sentence(wrong: str) -> None:
    with pytest.raises(NotANationalNumber) as refusal:
        swedish(wrong)

    assert refusal.value.field == "national_number"


# --- both ----------------------------------------------------------------------------------------


def test_the_same_digits_are_a_substitute_in_denmark_and_may_be_a_coordination_number_in_sweden() -> None:
    """Day 74 means the 14th in both countries, so the country is told and never guessed."""
    twelve = swedish_number(date(2014, 3, 10), 412, is_coordination=True)
    ten_danish = danish_number(AMINA_BORN_ON, 412, is_substitute=True)

    assert swedish(twelve).country is Country.SE
    assert danish(ten_danish).country is Country.DK
    assert danish(ten_danish).kind is NumberKind.SUBSTITUTE
    with pytest.raises(NotANationalNumber):
        danish(twelve)


@given(danish_births, serials)
def test_reading_a_danish_number_again_changes_nothing(born_on: date, serial: int) -> None:
    number = danish(danish_number(born_on, serial))

    assert danish(number.formatted) == danish(number.canonical) == number


@given(swedish_births, serials)
def test_reading_a_swedish_number_again_changes_nothing(born_on: date, serial: int) -> None:
    number = swedish(swedish_number(born_on, serial))

    assert swedish(number.formatted) == swedish(number.canonical) == number


@given(swedish_births, serials)
def test_the_last_four_signs_show_neither_masked_nor_in_a_log(born_on: date, serial: int) -> None:
    for number in (swedish(swedish_number(born_on, serial)), danish(danish_number(born_on, serial))):
        assert number.masked == f"{number.canonical[:-4]}-••••"
        assert not re.search(r"\d", f"{number!r} {number!s}")


def test_digits_of_other_scripts_are_refused_rather_than_stored() -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

    with pytest.raises(NotANationalNumber):
        danish(danish_number(AMINA_BORN_ON, 44).translate(arabic))
    with pytest.raises(NotANationalNumber):
        swedish(swedish_number(AMINA_BORN_ON, 44).translate(arabic))


@given(st.text(alphabet="0123456789-+ TFAØßı²٣", max_size=16), st.sampled_from(Country))
def test_any_text_at_all_is_either_a_number_or_refused_without_repeating_it(
    text: str, country: Country
) -> None:
    try:
        outcome = parse(text, country, on=TODAY).formatted
    except NotANationalNumber as refusal:
        outcome = str(refusal)

    assert re.fullmatch(r"[0-9]{6,8}-[0-9A-ZØ]{4}", outcome) or (len(text) < 6 or text not in outcome)


WRITTEN = (
    "{0}{1}",
    "{0}-{1}",
    "{0} {1}",
    "{0}–{1}",
    " {0}- {1}",
    "{0}\u00a0{1}",
    "f. {0}-{1}, 9.A",
    "nr.{0}{1}",
)


@given(danish_births, serials, st.sampled_from(WRITTEN), st.booleans())
def test_a_danish_number_is_overlooked_in_no_spelling(
    born_on: date, serial: int, written: str, is_substitute: bool
) -> None:
    number = danish_number(born_on, serial, is_substitute=is_substitute)
    assert number in possible_numbers(written.format(number[:6], number[6:]))


@given(swedish_births, serials, st.sampled_from(WRITTEN), st.sampled_from([0, 2]))
def test_a_swedish_number_is_overlooked_in_no_spelling(
    born_on: date, serial: int, written: str, century: int
) -> None:
    for number in (swedish_number(born_on, serial), swedish_temporary_number(born_on, serial)):
        told = number[century:]
        assert told in possible_numbers(written.format(told[:-4], told[-4:]))


@pytest.mark.parametrize("text", ["", "Amina Haddad", "9.A", "Bakkeskolen 12", "2026", "1", "70 00"])
def test_what_can_be_no_number_is_none(text: str) -> None:
    assert possible_numbers(text) == frozenset()


def test_whole_digits_that_have_lost_their_zeroes_are_possible_numbers_too() -> None:
    assert possible_numbers("405111234") == {"405111234"}
