"""Names: found however they are spelled, sorted as each language does, the same in Python and SQL."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.kernel.names import (
    SORT_KEY_DA_SQL,
    SORT_KEY_SV_SQL,
    initials,
    search_key,
    short_name,
    sort_key_da,
    sort_key_sv,
    tidied,
)

LETTERS = "abzABZæøåäöÆØÅÄÖéèüÜßþÞðœğışçñłŁ -'’.‑IİΣςßẞ"
names = st.text(alphabet=LETTERS, max_size=12)


# --- sorting -------------------------------------------------------------------------------------

DANISH_ORDER = [
    "Andersen",
    "Müller",
    "Mynster",
    "Zander",
    "Ærø",
    "Öberg",
    "Østergaard",
    "Aabenraa",
    "Åkjær",
]
SWEDISH_ORDER = [
    "Aabenraa",
    "Andersen",
    "Müller",
    "Mynster",
    "Zander",
    "Åberg",
    "Åkjær",
    "Ängström",
    "Ærø",
    "Öberg",
    "Østergaard",
]


def test_danish_names_end_with_ae_oe_aa() -> None:
    assert sorted(DANISH_ORDER[4:] + DANISH_ORDER[:4], key=sort_key_da) == DANISH_ORDER


def test_swedish_names_end_with_aa_ae_oe() -> None:
    assert sorted(SWEDISH_ORDER[4:] + SWEDISH_ORDER[:4], key=sort_key_sv) == SWEDISH_ORDER


def test_double_a_is_one_letter_in_danish_and_two_in_swedish() -> None:
    assert sort_key_da("Aagaard") == sort_key_da("Ågård")
    assert sort_key_sv("Aagaard") < sort_key_sv("Abel") < sort_key_sv("Ågård")


def test_a_shorter_family_name_comes_before_the_longer_one_it_begins() -> None:
    assert sorted(["Hansen Bo", "Hans Carl", "Hansen-Bek"], key=sort_key_da) == [
        "Hans Carl",
        "Hansen-Bek",
        "Hansen Bo",
    ]


def test_accents_and_apostrophes_change_no_place() -> None:
    assert sort_key_da("Éva O’Brien") == sort_key_da("Eva OBrien")
    assert sort_key_sv("Éva O'Brien") == sort_key_sv("Eva OBrien")


def evaluated(expression: str, value: str) -> str:
    """What PostgreSQL makes of an expression of ``lower``, ``replace``, ``translate`` and literals."""
    if expression == "{column}":
        return value
    called, rest = expression.split("(", 1)
    inner, literals = _arguments(rest[:-1])
    text = evaluated(inner, value)
    if called == "lower":
        return _lower_by_sign(text)
    old, new = literals
    if called == "replace":
        return text.replace(old, new)
    assert called == "translate"
    return "".join(_translated(sign, old, new) for sign in text)


def _arguments(text: str) -> tuple[str, list[str]]:
    literals = re.findall(r", '((?:[^']|'')*)'", text[text.rfind(")") + 1 :] if ")" in text else text)
    inner = text[: text.rfind(")") + 1] if ")" in text else text.split(",")[0]
    return inner, [literal.replace("''", "'") for literal in literals]


def _lower_by_sign(text: str) -> str:
    """C.UTF-8 maps signs one to one: a dotted capital I gives a plain i, any sigma the same sigma."""
    return "".join("i" if sign == "İ" else sign.lower() for sign in text)


def _translated(sign: str, old: str, new: str) -> str:
    place = old.find(sign)
    if place < 0:
        return sign
    return new[place] if place < len(new) else ""


@given(names)
def test_python_and_the_database_make_the_same_danish_key(name: str) -> None:
    assert evaluated(SORT_KEY_DA_SQL, name) == sort_key_da(name)


@given(names)
def test_python_and_the_database_make_the_same_swedish_key(name: str) -> None:
    assert evaluated(SORT_KEY_SV_SQL, name) == sort_key_sv(name)


@pytest.mark.parametrize("sql", [SORT_KEY_DA_SQL, SORT_KEY_SV_SQL])
def test_a_generated_column_may_use_the_expression(sql: str) -> None:
    """Only immutable functions, one column, no sign that ends a literal or opens a parameter."""
    assert set(re.findall(r"([a-z_]+)\(", sql)) == {"lower", "replace", "translate"}
    assert sql.count("{column}") == 1
    assert "%" not in sql
    assert "\\" not in sql


@given(names)
def test_capital_letters_change_no_place(name: str) -> None:
    plain = "".join(sign for sign in name if sign not in "İıßΣς")  # they have no one capital

    assert sort_key_da(plain.upper()) == sort_key_da(plain.lower())
    assert sort_key_sv(plain.upper()) == sort_key_sv(plain.lower())


# --- searching -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "found_by"),
    [
        ("Søren Østergård", "søren østergård"),
        ("ÅSE", "åse"),
        ("Åse", "åse"),
        ("Anna-Maria  Nielsen", "anna maria nielsen"),
        ("José Núñez", "jose nunez"),
        ("Łukasz Kowalski", "lukasz kowalski"),
        ("Şükrü Çağlayan", "sukru caglayan"),
        ("O’Brien", "obrien"),
        ("O'Brien", "obrien"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("Weiß", "weiss"),
        ("Þóra", "thora"),
        ("Ly", "ly"),
        ("  van den   Berg ", "van den berg"),
        ("محمد", "محمد"),
        ("\u202bمحمد\u202c", "محمد"),
        ("Bjo\u0308rn", "björn"),
        ("مهر\u200cناز", "مهرناز"),
        ("Ida\u00ad\tMarie", "ida marie"),
    ],
)
def test_a_name_is_found_by_what_its_spellings_have_in_common(written: str, found_by: str) -> None:
    assert search_key(written) == found_by


def test_danish_and_swedish_letters_are_letters_and_no_accents() -> None:
    assert len({search_key(name) for name in ("Bor", "Bør", "Bör", "Bår", "Bær", "Bär")}) == 6


@given(names)
def test_the_key_of_a_key_is_the_key(name: str) -> None:
    assert search_key(search_key(name)) == search_key(name)


@given(st.text(max_size=20))
def test_a_key_of_any_text_has_no_double_spaces_and_no_hyphens(text: str) -> None:
    key = search_key(text)

    assert key == " ".join(key.split())
    assert not any(unicodedata.category(sign) == "Pd" for sign in key)


@given(names)
def test_a_name_written_in_pieces_is_stored_and_found_as_one(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)

    assert tidied(apart) == tidied(name)
    assert search_key(apart) == search_key(name)


def test_a_name_is_stored_with_what_spells_it_and_without_what_hides_in_it() -> None:
    assert tidied("مهر\u200cناز") == "مهر\u200cناز"
    assert tidied("\ufeffIda\u200b  Marie\n") == "Ida Marie"


# --- short forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_names", "family_name", "letters", "short"),
    [
        ("Amina", "Hassan", "AH", "Amina H."),
        ("Bo Anders", "Lund", "BL", "Bo L."),
        ("Anna-Maria", "van den Berg", "AB", "Anna-Maria B."),
        ("Åse", "østergård", "ÅØ", "Åse Ø."),
        ("Suharto", "", "S", "Suharto"),
        ("", "Suharto", "S", "Suharto"),
        ("Sanna", "Ö", "SÖ", "Sanna Ö"),
        ("", "", "", ""),
        ("محمد", "علي", "مع", "محمد ع."),
    ],
)
def test_people_are_called_by_their_first_name_and_one_letter(
    given_names: str, family_name: str, letters: str, short: str
) -> None:
    assert initials(given_names, family_name) == letters
    assert short_name(given_names, family_name) == short
