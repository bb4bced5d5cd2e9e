"""Examples of a table nobody has described show nobody who is protected."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import a_person, hidden
from tests.kernel.numbers import danish_number
from tests.web.conftest import tree
from tests.web.registers.desk_pages import Keeper, example, lines, suggested, waiting

from stafet.access import api as access


def test_of_a_national_number_only_the_birth_date_is_shown(gro: Keeper) -> None:
    number = danish_number(NOW.date().replace(2011), 7)
    page = gro.page(
        waiting(gro, ("e.csv", lines("CPR;Navn", f"{number};A B", f"{number[:6]}-{number[6:]};C D")))
    )
    assert suggested(page)["CPR"] == "national_number"
    assert number[:6] in example(page, "column_0")
    assert number[6:] not in page.text


def test_a_person_known_as_protected_is_no_example(everyone: Cast, gro: Keeper) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(a_person(everyone.hedeby, "Skjult", "Sørensen"), everyone.ditte)
    rows = lines("Elev-id;Fornavn;Efternavn;Adresse", "1;SKJULT;SØRENSEN;Hemmelig 1", "2;Ida;Juul;Åben 2")
    page = gro.page(waiting(gro, ("e.csv", rows)))
    assert "Åben 2" in page.text
    for word in ("SKJULT", "SØRENSEN", "Hemmelig"):
        assert word not in page.text


@pytest.mark.parametrize("word", ["Ja", "Navne- og adressebeskyttelse", "x"])
def test_whoever_the_table_itself_calls_protected_is_no_example(gro: Keeper, word: str) -> None:
    rows = lines("Elev-id;Navn;Adresse;Beskyttelse", f"1;Skjult S;Hemmelig 1;{word}", "2;Ida J;Åben 2;Nej")
    page = gro.page(waiting(gro, ("e.csv", rows)))
    assert suggested(page)["Beskyttelse"] == "protection"
    assert "Åben 2" in page.text
    assert "Skjult" not in page.text
    assert "Hemmelig" not in page.text


def test_a_protected_person_is_not_shown_as_a_word_to_be_explained_either(
    everyone: Cast, gro: Keeper
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(a_person(everyone.hedeby, "Skjult", "Sørensen"), everyone.ditte)
    rows = lines("Elev-id;Fornavn;Efternavn;Adresse", "1;Skjult;Sørensen;Hemmelig 1", "2;Ida;Juul;Åben 2")
    address = waiting(gro, ("e.csv", rows))
    typed = {
        "column_0": "person_id",
        "column_1": "given_names",
        "column_2": "family_name",
        "column_3": "kind",
    }
    page = tree(gro.client.post(address, typed))
    assert "What do these words mean?" in page.text
    assert "Hemmelig" not in page.text


def test_a_table_without_headings_shows_nobody_protected_as_one(everyone: Cast, gro: Keeper) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(a_person(everyone.hedeby, "Skjult", "Sørensen"), everyone.ditte)
    page = gro.page(waiting(gro, ("e.csv", lines("1;Skjult;Sørensen;Hemmelig 1", "2;Ida;Juul;Åben 2"))))
    assert "Skjult" not in page.text
    assert "Hemmelig" not in page.text
