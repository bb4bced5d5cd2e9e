"""Examples of a table nobody has described show nobody who is protected."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import a_number, a_person, hidden
from tests.integrations.building import sheet
from tests.kernel.numbers import danish_number, swedish_number
from tests.web.components.tree import Node
from tests.web.conftest import tree
from tests.web.registers.desk_pages import Keeper, example, lines, suggested, waiting

from stafet.access import api as access
from stafet.kernel.countries import Country
from stafet.kernel.national_numbers import parse
from stafet.people import api as people

NUMBER = danish_number(date(2011, 5, 4), 7)
COLUMNS = ("column_0", "column_1", "column_2", "column_3")


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


DANISH = parse(NUMBER, Country.DK, on=NOW.date())
SWEDISH = parse(swedish_number(date(2011, 5, 4), 7), Country.SE, on=NOW.date())
SKJULT_OF = {"Skjult", "Hemmelig", NUMBER[:6], SWEDISH.canonical[:8], SWEDISH.canonical[2:8]}
"""What a row about Skjult holds."""


@pytest.fixture
def skjult(everyone: Cast) -> people.Person:
    """Somebody who is protected, known here by another name than any file writes."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Bjørk", "Aa")
        hidden(person, everyone.ditte)
        return person


def shows_only_ida(page: Node) -> None:
    assert "Åben 2" in page.text
    assert [word for word in SKJULT_OF if word in page.text] == []


SPELLINGS = (
    NUMBER,
    f"{NUMBER[:6]}-{NUMBER[6:]}",
    f"{NUMBER[:6]} {NUMBER[6:]}",
    f"{NUMBER[:6]}–{NUMBER[6:]}",
    f"Skjult ({NUMBER[:6]}-{NUMBER[6:]}), 9.A",
    NUMBER.lstrip("0"),
    SWEDISH.canonical,
    SWEDISH.formatted,
    SWEDISH.formatted[2:],
    SWEDISH.canonical[2:],
)


def test_a_protected_person_is_known_by_their_numbers_however_they_are_written(
    gro: Keeper, skjult: people.Person
) -> None:
    with access.job_scope(skjult.municipality_id):
        a_number(skjult, DANISH)
        a_number(skjult, SWEDISH)
    about_skjult = [f"{n};Skjult S;{written};Hemmelig {n}" for n, written in enumerate(SPELLINGS)]
    address = waiting(gro, ("e.csv", lines("Nr;Navn;Nummer;Adresse", *about_skjult, "99;Ida J;;Åben 2")))
    shows_only_ida(gro.page(address))
    asked = tree(gro.client.post(address, {**dict.fromkeys(COLUMNS, "unused"), "column_3": "kind"}))
    assert "What do these words mean?" in asked.text
    shows_only_ida(asked)


def test_a_number_that_a_protected_person_had_formerly_is_known_too(
    gro: Keeper, skjult: people.Person
) -> None:
    with access.job_scope(skjult.municipality_id):
        number = a_number(skjult, DANISH)
        people.NationalNumber.objects.filter(pk=number.pk).update(replaced_at=NOW)
    rows = lines("Nr;Navn;Nummer;Adresse", f"1;Skjult S;{NUMBER};Hemmelig 1", "2;Ida J;;Åben 2")
    shows_only_ida(gro.page(waiting(gro, ("e.csv", rows))))


def test_in_a_workbook_a_protected_person_is_known_in_every_sheet_by_their_number(
    gro: Keeper, skjult: people.Person
) -> None:
    with access.job_scope(skjult.municipality_id):
        a_number(skjult, DANISH)
    head: list[object] = ["Nr", "Nummer", "Adresse"]
    one: list[list[object]] = [head, [1, "", "Åben 2"], [2, int(NUMBER), "Hemmelig 1"]]
    two: list[list[object]] = [["Liste", "", ""], head, [2, float(NUMBER), "Hemmelig 1"], [1, "", "Åben 2"]]
    address = waiting(gro, ("e.xlsx", sheet(one, name="Et", others={"To": two})))
    for number in (0, 1):
        shows_only_ida(gro.page(f"{address}?sheet={number}"))


def test_a_table_without_headings_does_not_begin_with_a_protected_person_s_number(
    gro: Keeper, skjult: people.Person
) -> None:
    with access.job_scope(skjult.municipality_id):
        a_number(skjult, DANISH)
    rows = lines(f"1;Skjult S;{NUMBER};{NUMBER};Hemmelig 1", "2;Ida J;;;Åben 2")
    page = gro.page(waiting(gro, ("e.csv", rows)))
    assert "There is no header row." in page.text
    assert [word for word in SKJULT_OF if word in page.text] == []


def test_somebody_else_s_number_hides_nobody(gro: Keeper, skjult: people.Person) -> None:
    with access.job_scope(skjult.municipality_id):
        a_number(skjult, DANISH)
    other = danish_number(date(2011, 5, 4), 8)
    page = gro.page(waiting(gro, ("e.csv", lines("Nr;Nummer;Adresse", f"1;{other};Åben 2"))))
    assert "Åben 2" in page.text


def test_whoever_is_protected_no_longer_is_an_example_again(gro: Keeper, skjult: people.Person) -> None:
    with access.job_scope(skjult.municipality_id):
        a_number(skjult, DANISH)
        access.HiddenPerson.objects.update(lifted_at=NOW)
    page = gro.page(waiting(gro, ("e.csv", lines("Nr;Nummer;Adresse", f"1;{NUMBER};Hemmelig 1"))))
    assert "Hemmelig 1" in page.text
