"""Text tables as municipalities export them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stafet.integrations.findings import Unreadable
from stafet.integrations.grid import Grid, Row
from stafet.integrations.text import text_table
from stafet.integrations.upload import open_upload
from stafet.kernel.records import Rejection
from tests.integrations.building import put

NAMES = "Navn;Skole\nSøren Ågård;Bakkeskolen\nÖrjan Älg;Æblehaven\n"


def grid_of(folder: Path, content: bytes | str) -> Grid:
    upload = open_upload(put(folder, "elever.csv", content))
    return text_table(upload, upload.members[0]).grid()


def rows_of(folder: Path, content: bytes | str) -> list[tuple[object, ...]]:
    return [row.cells for row in grid_of(folder, content).rows() if isinstance(row, Row)]


def rejections_of(folder: Path, content: bytes | str) -> list[Rejection]:
    return [row for row in grid_of(folder, content).rows() if isinstance(row, Rejection)]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_letters_survive_every_usual_encoding(tmp_path: Path, codec: str) -> None:
    grid = grid_of(tmp_path, NAMES.encode(codec))
    assert grid.header == ("Navn", "Skole")
    assert rows_of(tmp_path, NAMES.encode(codec)) == [
        ("Søren Ågård", "Bakkeskolen"),
        ("Örjan Älg", "Æblehaven"),
    ]
    is_guessed = codec in {"cp1252", "latin-1"}
    assert [str(notice.what)[:23] for notice in grid.notices] == ["Read as Windows-1252, b"] * is_guessed


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_usual_separator_and_line_end_is_found(tmp_path: Path, separator: str, line_end: str) -> None:
    text = NAMES.replace(";", separator).replace("\n", line_end)
    assert rows_of(tmp_path, text) == [("Søren Ågård", "Bakkeskolen"), ("Örjan Älg", "Æblehaven")]


def test_commas_inside_cells_do_not_deceive(tmp_path: Path) -> None:
    text = 'Navn;Klasse\n"Hansen, Amina, Sofie";9A\n"Lund, Bo";9B\n'
    assert rows_of(tmp_path, text) == [("Hansen, Amina, Sofie", "9A"), ("Lund, Bo", "9B")]


def test_excels_own_line_about_the_separator_is_no_header(tmp_path: Path) -> None:
    grid = grid_of(tmp_path, "sep=|\nNavn|Klasse\nAmina|9A\n")
    assert (grid.header, grid.header_row) == (("Navn", "Klasse"), 2)
    assert [row.number for row in grid.rows() if isinstance(row, Row)] == [3]


TITLES = [
    "Klasselister 2026/27",
    "Klasselister 2026/27;;",
    "Klasselister, Bakkeskolen, 2026/27",
    "Klasselister\nBakkeskolen | 1. september 2026",
    "\nKlasselister 2026/27\n\n",
]
"""What stands above the headings, one line or two, with and without what separates cells below."""

CLASS_LIST = 'Elev-id;Navn;Klasse\n1;"Haddad, Amina";9.A\n2;Lund, Bo;9.A\n'


@pytest.mark.parametrize("title", TITLES)
def test_titles_above_the_headings_are_no_headings_and_rows_are_counted_with_them(
    tmp_path: Path, title: str
) -> None:
    grid = grid_of(tmp_path, f"{title}\n{CLASS_LIST}")
    above = title.count("\n") + 1
    assert (grid.header, grid.header_row) == (("Elev-id", "Navn", "Klasse"), above + 1)
    assert list(grid.rows()) == [
        Row(above + 2, ("1", "Haddad, Amina", "9.A")),
        Row(above + 3, ("2", "Lund, Bo", "9.A")),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_below_a_title_every_usual_separator_is_found(tmp_path: Path, separator: str) -> None:
    text = "Klasselister 2026/27\n" + NAMES.replace(";", separator)
    assert grid_of(tmp_path, text).header == ("Navn", "Skole")


@pytest.mark.parametrize(
    ("content", "header"),
    [
        ("Navn\nAmina\nBo\n", ("Navn",)),
        ("Navn;Adresse\nA;Gade 1, 2. th, Hedeby, DK;\nB;Vej 2, 1. tv, Hedeby, DK;\n", ("Navn", "Adresse")),
        ("a;b;c\n1;2,5\n1;2,5\n1;2,5\n", ("a", "b", "c")),
        ("Navn;Klasse\n", ("Navn", "Klasse")),
        ("Navn;Note\nAmina;\nBo;\nEva;\n", ("Navn", "Note")),
    ],
)
def test_what_looks_like_a_title_and_is_none_stays_the_headings(
    tmp_path: Path, content: str, header: tuple[str, ...]
) -> None:
    grid = grid_of(tmp_path, content)
    assert (grid.header, grid.header_row) == (header, 1)


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = '\nNavn;Klasse\n\n"Amina\nHaddad";9A\n;\nBo;9B\n'
    grid = grid_of(tmp_path, text)
    assert [row.number for row in grid.rows() if isinstance(row, Row)] == [4, 6]


def test_separators_for_columns_that_never_held_anything_are_ignored(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "a;b;;\n1;2;;\n3;4\n") == [("1", "2"), ("3", "4")]


def test_a_row_with_too_few_or_too_many_cells_is_rejected_with_its_place(tmp_path: Path) -> None:
    short, long = rejections_of(tmp_path, "a;b;c\n1;2\n1;2;3;4\n1;2;3\n")
    assert (short.place.row, short.place.column) == (2, "c")
    assert (long.place.row, long.place.column) == (3, "D")
    assert "2 cells, but there are 3 columns" in str(short.what)


def test_a_lost_letter_is_rejected_with_row_and_column(tmp_path: Path) -> None:
    content = NAMES.encode() + "Åse;".encode() + b"B\xf8gen\n"
    (rejection,) = rejections_of(tmp_path, content)
    assert (rejection.place.row, rejection.place.column) == (4, "Skole")
    assert len(rows_of(tmp_path, content)) == 2


def test_a_nul_is_rejected_with_row_and_column(tmp_path: Path) -> None:
    (rejection,) = rejections_of(tmp_path, b"a;b\n1;2\n3;\x00\n")
    assert (rejection.place.row, rejection.place.column) == (3, "b")


def test_a_letter_that_was_lost_before_does_not_change_the_encoding(tmp_path: Path) -> None:
    content = "Navn;Skole\nS\ufffdren;Åskolen\nAmina;Åskolen\n"
    assert rows_of(tmp_path, content) == [("Amina", "Åskolen")]
    assert [each.place.row for each in rejections_of(tmp_path, content)] == [2]


def test_a_quote_that_is_not_closed_stops_the_file(tmp_path: Path) -> None:
    grid = grid_of(tmp_path, 'a;b\n1;2\n"3;4\n5;6\n')
    with pytest.raises(Unreadable) as stop:
        list(grid.rows())
    assert stop.value.rejections[0].place.row == 3


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("a;b;A\n1;2;3\n", "Two columns are called A"),
        ("a;;c\n1;2;3\n", "Column B has no heading"),
        (";;;\n\n", "no header row"),
        ("\x00a;b\n1;2\n", "can't be read"),
        (";".join(f"k{i}" for i in range(201)) + "\n", "201 columns"),
    ],
)
def test_a_header_that_can_not_be_one_stops_the_file(tmp_path: Path, content: str, what: str) -> None:
    with pytest.raises(Unreadable) as stop:
        grid_of(tmp_path, content)
    assert what in str(stop.value.rejections[0].what)
    assert str(stop.value.rejections[0].mend)


def test_a_line_without_end_is_refused_before_it_is_held(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as stop:
        grid_of(tmp_path, b"a;b\n" + b"x" * (11 * 1024 * 1024))
    assert "longer than 10 MB" in str(stop.value.rejections[0].what)


cells = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Co", "Cn"], blacklist_characters="\ufffd"),
    max_size=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.lists(st.tuples(cells, cells, cells), max_size=12),
    separator=st.sampled_from(",;\t|"),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_writes_is_what_is_read(
    tmp_path: Path, table: list[tuple[str, str, str]], separator: str, codec: str
) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    text = separator.join(("Navn", "Skole", "Klasse")) + "\r\n"
    text += "".join(separator.join(map(quoted, row)) + "\r\n" for row in table)
    expected = [row for row in table if any(row)]
    assert rows_of(tmp_path, text.encode(codec)) == expected


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(min_size=1, max_size=400))
def test_any_bytes_end_in_rows_or_in_sentences(tmp_path: Path, content: bytes) -> None:
    try:
        found = list(grid_of(tmp_path, content).rows())
    except Unreadable as stop:
        found = list(stop.rejections)
        assert found, "a file is never refused without a sentence"
    for each in found:
        assert isinstance(each, Row) or str(each.mend)
