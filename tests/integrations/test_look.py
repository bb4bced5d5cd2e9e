"""A first look at a table: which words a column is made of; and rows of a register that is one institution's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from stafet.integrations.mapping import ColumnMapping
from stafet.integrations.protocol import ReaderSettings
from stafet.integrations.tables.look import TableLook, headers_and_sample
from stafet.integrations.upload import open_upload
from stafet.kernel.countries import Country
from tests.integrations.building import put, read, sheet, zipped


def look_at(folder: Path, content: bytes | str, name: str = "e.csv") -> tuple[TableLook, ...]:
    return headers_and_sample(open_upload(put(folder, name, content)))


def suggested(folder: Path, content: bytes | str, name: str = "e.csv") -> ColumnMapping:
    return look_at(folder, content, name)[0].suggestion


def own(mapping: ColumnMapping) -> ReaderSettings:
    """A register that is one institution's own."""
    return ReaderSettings(country=Country.DK, key="k", mapping=mapping, has_own_place=True)


# --- the words of a column --------------------------------------------------------------------------


def test_a_column_of_few_words_is_a_closed_list(tmp_path: Path) -> None:
    (look,) = look_at(tmp_path, "Navn;Type\nA;EUD\nB;Særligt\nC;EUD\nD;\n")
    assert look.words_of("Type") == ("EUD", "Særligt")


def test_words_far_below_the_examples_belong_to_the_list(tmp_path: Path) -> None:
    rows = "".join(f"P{n};{'Særligt' if n == 399 else 'EUD'}\n" for n in range(400))
    (look,) = look_at(tmp_path, f"Navn;Type\n{rows}")
    assert len(look.sample) == 20
    assert look.words_of("Type") == ("EUD", "Særligt")


@pytest.mark.parametrize(("words", "listed"), [(40, 40), (41, 0)])
def test_a_column_of_more_than_forty_words_is_no_list(tmp_path: Path, words: int, listed: int) -> None:
    rows = "".join(f"P{n};W{n % words}\n" for n in range(80))
    (look,) = look_at(tmp_path, f"Navn;Type\n{rows}")
    assert len(look.words_of("Type")) == listed
    assert look.words_of("Navn") == ()


def test_the_lists_of_other_columns_survive_one_that_is_let_go_of(tmp_path: Path) -> None:
    rows = "".join(f"{n % 2};P{n};W{n % 3};\n" for n in range(80))
    (look,) = look_at(tmp_path, f"A;B;C;D\n{rows}")
    assert look.words == (("0", "1"), (), ("W0", "W1", "W2"), ())


def test_a_heading_that_is_not_there_has_no_words(tmp_path: Path) -> None:
    (look,) = look_at(tmp_path, "Navn;Type\nA;EUD\n")
    assert look.words_of("Skole") == ()
    assert replace(look, words=()).words_of("Type") == ()


def test_every_sheet_has_words_of_its_own(tmp_path: Path) -> None:
    one: list[list[object]] = [["Navn", "Type"], ["A", "EUD"]]
    two: list[list[object]] = [["Navn", "Type"], ["B", "GYM"]]
    looks = look_at(tmp_path, sheet(one, name="Et", others={"To": two}), "e.xlsx")
    assert [(look.sheet, look.words_of("Type")) for look in looks] == [("Et", ("EUD",)), ("To", ("GYM",))]


# --- where the headings are -------------------------------------------------------------------------

TITLE = "Klasselister 2026/27\n"


@pytest.mark.parametrize("headings", ["Elev-id;Navn;Klasse", "Kode;Kaldes;Hold", "Kode;Navn;Hold"])
@pytest.mark.parametrize("title", [TITLE, f"{TITLE}\n", "Klasse\n", "Klasselister, 9.A og 9.B\n"])
def test_below_a_title_the_columns_are_those_of_the_table(tmp_path: Path, title: str, headings: str) -> None:
    (look,) = look_at(tmp_path, f"{title}{headings}\n1;Amina Haddad;9.A\n2;Bo Lund;9.A\n")
    assert look.headings == tuple(headings.split(";"))
    assert look.header_row == title.count("\n") + 1
    assert look.sample == (("1", "Amina Haddad", "9.A"), ("2", "Bo Lund", "9.A"))


def test_below_a_title_of_a_sheet_the_columns_are_those_of_the_table(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Klasselister 2026/27"], [], ["Kode", "Hold"], [1, "A"], [2, "B"]]
    (look,) = look_at(tmp_path, sheet(rows), "e.xlsx")
    assert (look.headings, look.header_row, len(look.sample)) == (("Kode", "Hold"), 3, 2)


@pytest.mark.parametrize("title", ["", TITLE, f"{TITLE}Udskrevet 2. september\n\n"])
def test_the_next_file_may_have_other_titles_above_its_headings(tmp_path: Path, title: str) -> None:
    described = f"{TITLE}Elev-id;Navn\n1;Ida Juul\n"
    how = ReaderSettings(key="k", mapping=suggested(tmp_path, described))
    following = put(tmp_path, "next.csv", f"{title}Elev-id;Navn\n7;Bo Lund\n")
    found = read(following, reader="table", settings=how)
    assert [(person.external_id, person.place.row) for person in found.people] == [
        ("7", title.count("\n") + 2)
    ]


def test_a_heading_that_is_nowhere_is_missed_in_the_row_where_it_was(tmp_path: Path) -> None:
    how = ReaderSettings(key="k", mapping=suggested(tmp_path, f"{TITLE}Elev-id;Navn\n1;Ida Juul\n"))
    found = read(put(tmp_path, "next.csv", f"{TITLE}Nummer;Navn\n7;Bo Lund\n"), reader="table", settings=how)
    assert [(each.place.row, str(each.what)) for each in found.rejections] == [
        (2, "The column Elev-id is missing.")
    ]


# --- more than one table ----------------------------------------------------------------------------

PEOPLE: list[list[object]] = [["Elev-id", "Navn", "Skole"], [1, "Ida Juul", "Åskolen"]]


def workbook(*more: str) -> bytes:
    others: dict[str, list[list[object]]] = {name: [["Note"], ["x"]] for name in more}
    return sheet(PEOPLE, name="Elever", others=others)


def told(folder: Path, content: bytes, name: str = "e.xlsx", *, asked: str = "Elever") -> list[str]:
    mapping = replace(suggested(folder, sheet(PEOPLE, name="Elever"), "only.xlsx"), sheet=asked)
    found = read(
        put(folder, name, content), reader="table", settings=ReaderSettings(key="k", mapping=mapping)
    )
    assert found.is_whole
    assert [person.given_names for person in found.people] == ["Ida"]
    return [str(notice.what) for notice in found.notices if "is read" in str(notice.what)]


@pytest.mark.parametrize("asked", ["Elever", ""])
def test_that_there_are_other_sheets_is_said(tmp_path: Path, asked: str) -> None:
    said = told(tmp_path, workbook("Noter", "Priser"), asked=asked)
    assert said == ["Only Elever is read; there is also Noter, Priser."]


def test_of_many_other_sheets_the_first_five_are_named(tmp_path: Path) -> None:
    (said,) = told(tmp_path, workbook(*"abcdefg"))
    assert said == "Only Elever is read; there is also a, b, c, d, e."


def test_of_one_table_nothing_is_said(tmp_path: Path) -> None:
    assert told(tmp_path, workbook()) == []


def test_that_there_are_other_text_files_is_said(tmp_path: Path) -> None:
    text = "Elev-id;Navn;Skole\n1;Ida Juul;Åskolen\n"
    content = zipped({"a.csv": text, "b.csv": "Note\nx\n"})
    assert told(tmp_path, content, "e.zip", asked="") == ["Only a.csv is read; there is also b.csv."]


# --- one institution's own register -----------------------------------------------------------------

OWN = "Elev-id;Navn;Klasse;Startdato;Slettet\n1;Ida Juul;9.A;10-08-2026;\n"


def test_rows_that_name_no_school_are_about_the_one_whose_register_it_is(tmp_path: Path) -> None:
    found = read(put(tmp_path, "e.csv", OWN), reader="table", settings=own(suggested(tmp_path, OWN)))
    assert found.organisations == []
    (enrolment,) = found.enrolments
    assert (enrolment.organisation_external_id, enrolment.starts_on) == ("", date(2026, 8, 10))
    (group,) = found.groups
    assert (group.organisation_external_id, group.name, group.grade) == ("", "9.A", 9)
    assert enrolment.group_external_id == group.external_id


def test_without_one_they_are_about_people_only(tmp_path: Path) -> None:
    how = replace(own(suggested(tmp_path, OWN)), has_own_place=False)
    found = read(put(tmp_path, "e.csv", OWN), reader="table", settings=how)
    assert (len(found.people), found.groups, found.enrolments) == (1, [], [])


def test_a_row_may_name_another_school_or_none(tmp_path: Path) -> None:
    table = "Elev-id;Navn;Skole\n1;Ida Juul;\n2;Bo Lund;Åskolen\n"
    mapping = suggested(tmp_path, table)
    found = read(put(tmp_path, "e.csv", table), reader="table", settings=own(mapping))
    assert found.rejections == []
    assert [each.organisation_external_id for each in found.enrolments] == ["", "åskolen"]
    elsewhere = replace(own(mapping), has_own_place=False)
    refused = read(put(tmp_path, "e.csv", table), reader="table", settings=elsewhere)
    assert [(each.place.row, str(each.what)) for each in refused.rejections] == [
        (2, "The row does not say which school.")
    ]


def test_a_row_to_be_taken_out_takes_out_the_place_and_not_the_person(tmp_path: Path) -> None:
    table = OWN.replace("10-08-2026;", "10-08-2026;Ja")
    found = read(put(tmp_path, "e.csv", table), reader="table", settings=own(suggested(tmp_path, table)))
    assert (found.people[0].removed, found.enrolments[0].removed) == (False, True)
    alone = replace(own(suggested(tmp_path, table)), has_own_place=False)
    found = read(put(tmp_path, "e.csv", table), reader="table", settings=alone)
    assert (found.people[0].removed, found.enrolments) == (True, [])
