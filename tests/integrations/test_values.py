"""Values as registers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.integrations.findings import BadValue
from stafet.integrations.values import (
    full_name,
    grade_in_class_name,
    grade_of,
    national_number_text,
    text_of,
    whether,
)
from stafet.kernel.countries import Country


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("  Amina  Haddad ", "Amina Haddad"),
        (13001.0, "13001"),
        (1.5, "1.5"),
        (True, "true"),
        ("A\u030ase", "Åse"),
    ],
)
def test_text_is_tidied_and_whole_numbers_have_no_point(cell: str | float, expected: str) -> None:
    assert text_of(cell) == expected


@pytest.mark.parametrize("word", ["ja", "Ja", "J", "yes", "TRUE", "sand", "sant", "x", 1.0, True])
def test_yes_in_three_languages(word: str | float) -> None:
    assert whether(word) is True


@pytest.mark.parametrize("word", ["", "nej", "Nej", "no", "False", "falsk", "0", 0.0, False])
def test_no_in_three_languages(word: str | float) -> None:
    assert whether(word) is False


@pytest.mark.parametrize(
    ("cell", "grade"),
    [
        *(("9", 9), ("09", 9), ("9.", 9), ("9. klasse", 9), ("9.klasse", 9), ("9. kl.", 9), ("9 klass", 9)),
        *(
            ("åk 9", 9),
            ("Åk9", 9),
            ("årskurs 9", 9),
            ("klassetrin 9", 9),
            ("Grade 9", 9),
            (9.0, 9),
            ("9.0", 9),
        ),
        *(("10. klasse", 10), ("0", 0), ("KG", 0), ("Förskoleklass", 0), ("børnehaveklasse", 0)),
        *(("", None), ("PK", None), ("ps1", None), ("UG", None)),
    ],
)
def test_grades_as_they_are_written(cell: str | float, grade: int | None) -> None:
    assert grade_of(cell) == grade


@pytest.mark.parametrize("cell", ["14", "99", "9A", "niende", "-1", "9.5"])
def test_what_is_no_grade_is_said(cell: str) -> None:
    with pytest.raises(BadValue, match="is not a grade"):
        grade_of(cell)


@pytest.mark.parametrize(
    ("name", "grade"), [("9A", 9), ("9.b", 9), ("10 C", 10), ("0.x", 0), ("Matematik", None), ("2026", None)]
)
def test_a_class_name_may_tell_the_grade(name: str, grade: int | None) -> None:
    assert grade_in_class_name(name) == grade


def test_zeroes_that_a_spreadsheet_dropped_are_put_back() -> None:
    assert national_number_text(102101234.0, Country.DK) == ("0102101234", True)
    assert national_number_text("102101234", Country.DK) == ("0102101234", True)
    assert national_number_text("010210-1234", Country.DK) == ("010210-1234", False)
    assert national_number_text(503041234.0, Country.SE) == ("0503041234", True)
    assert national_number_text(200503041234.0, Country.SE) == ("200503041234", False)
    assert national_number_text("102101234", None) == ("102101234", False)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Haddad, Amina Sofie", ("Amina Sofie", "Haddad")),
        ("Amina Sofie Haddad", ("Amina Sofie", "Haddad")),
        ("Prince", ("Prince", "")),
        ("", ("", "")),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(text: str, names: tuple[str, str]) -> None:
    assert full_name(text) == names


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_a_sentence(text: str) -> None:
    for parse in (whether, grade_of):
        found: object
        try:
            found = parse(text)
        except BadValue as bad:
            found = bad
        assert not isinstance(found, BadValue) or (str(found.what) and str(found.mend))
