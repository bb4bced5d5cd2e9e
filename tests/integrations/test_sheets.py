"""Workbooks: what people see in them is what is read, and what can't be trusted is refused."""

from __future__ import annotations

import io
import os
import time
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from stafet.integrations.findings import Unreadable
from stafet.integrations.grid import Row
from stafet.integrations.sheet_guard import look_through
from stafet.integrations.sheets import Workbook, workbook
from stafet.integrations.upload import open_upload
from stafet.kernel.records import Rejection
from tests.integrations.building import put, sheet, zipped
from tests.integrations.workbooks import handmade, inline


def open_book(folder: Path, content: bytes) -> Workbook:
    return workbook(open_upload(put(folder, "elever.xlsx", content)))


def rows_of(book: Workbook, name: str = "Ark1") -> list[Row | Rejection]:
    table = book.sheet(name)
    assert table is not None
    return list(table.grid().rows())


def test_dates_numbers_and_text_come_as_what_they_are_with_their_row(tmp_path: Path) -> None:
    content = sheet(
        [["Elever i Hedelund"], [], ["Navn", "Født", "Nr"], ["Åse", date(2011, 3, 4), 7], [], ["Bo", "", 8]]
    )
    table = open_book(tmp_path, content).sheets[0]
    grid = table.grid(3)
    assert (grid.header, grid.header_row) == (("Navn", "Født", "Nr"), 3)
    assert list(grid.rows()) == [Row(4, ("Åse", date(2011, 3, 4), 7.0)), Row(6, ("Bo", "", 8.0))]


def test_formulas_are_their_values(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Ark1")
        page.write_row(0, 0, ["Navn", "Trin"])
        page.write(1, 0, "Amina")
        page.write_formula(1, 1, "=8+1", None, 9)
    assert rows_of(open_book(tmp_path, buffer.getvalue())) == [Row(2, ("Amina", 9.0))]


def test_a_formula_that_gives_an_error_or_was_never_calculated_is_rejected_with_its_cell(
    tmp_path: Path,
) -> None:
    rows = (
        f"<row r='1'>{inline('A1', 'Navn')}{inline('B1', 'Start')}</row>"
        f"<row r='2'>{inline('A2', 'Amina')}<c r='B2' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>"
        f"<row r='3'>{inline('A3', 'Bo')}<c r='B3'><f>TODAY()</f></c></row>"
        f"<row r='4'>{inline('A4', 'Eva')}<c r='B4'><f>TODAY()</f><v></v></c></row>"
        f"<row r='5'>{inline('A5', 'Ida')}<c r='B5' t='str'><f>\"\"</f><v></v></c></row>"
    )
    *rejections, row = rows_of(open_book(tmp_path, handmade(rows)))
    assert [(each.place.row, each.place.column) for each in rejections if isinstance(each, Rejection)] == [
        (2, "B"),
        (3, "B"),
        (4, "B"),
    ]
    assert "gives an error" in str(rejections[0])
    assert "has not been calculated" in str(rejections[1])
    assert row == Row(5, ("Ida", ""))


def test_cells_merged_over_rows_hold_for_every_row_and_it_is_said(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Ark1")
        page.write_row(1, 2, ["Skole", "Navn"])
        page.merge_range(2, 2, 4, 2, "Åskolen")
        for row, name in enumerate(["Amina", "Bo", "Eva"], start=2):
            page.write(row, 3, name)
        page.write_row(5, 2, ["Bakkeskolen", "Ida"])
    book_read = open_book(tmp_path, buffer.getvalue())
    assert [row.cells for row in rows_of(book_read) if isinstance(row, Row)] == [
        ("Åskolen", "Amina"),
        ("Åskolen", "Bo"),
        ("Åskolen", "Eva"),
        ("Bakkeskolen", "Ida"),
    ]
    assert "merged" in str(book_read.sheets[0].grid().notices[0].what)


def test_hidden_sheets_are_said_and_not_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet("Ark1").write(0, 0, "Navn")
        hidden = book.add_worksheet("Gamle elever & andre")
        hidden.write(0, 0, "Navn")
        hidden.hide()
    book_read = open_book(tmp_path, buffer.getvalue())
    assert [table.name for table in book_read.sheets] == ["Ark1"]
    assert [notice.place.file for notice in book_read.notices] == ["Gamle elever & andre"]


def test_something_to_the_right_of_the_last_heading_is_rejected(tmp_path: Path) -> None:
    (rejection,) = rows_of(open_book(tmp_path, sheet([["Navn"], ["Amina", "husk!"]])))
    assert isinstance(rejection, Rejection)
    assert (rejection.place.row, rejection.place.column) == (2, "B")


@pytest.mark.parametrize(
    ("reference", "what"),
    [
        ("XFD1048576", "beyond column 200"),
        ("A1048576", "more than 200000 rows"),
        ("GR150000", "too far apart"),
    ],
)
def test_a_cell_far_out_is_refused_before_the_sheet_is_laid_out(
    tmp_path: Path, reference: str, what: str
) -> None:
    started = time.monotonic()
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    content = handmade(
        f"<row r='1'>{inline('A1', 'Navn')}</row><row r='{row}'>{inline(reference, 'x')}</row>"
    )
    with pytest.raises(Unreadable) as stop:
        open_book(tmp_path, content)
    assert time.monotonic() - started < 2
    (rejection,) = stop.value.rejections
    assert what in str(rejection.what)
    assert (rejection.place.file, rejection.place.row) == ("Ark1", int(row))


def test_a_dimension_that_lies_and_empty_formatted_cells_far_out_do_no_harm(tmp_path: Path) -> None:
    rows = (
        f"<row r='1'>{inline('A1', 'Navn')}<c r='XFD1' s='1'/></row><row r='2'>{inline('A2', 'Amina')}</row>"
    )
    assert rows_of(open_book(tmp_path, handmade(rows, dimension="A1:XFD1048576"))) == [Row(2, ("Amina",))]


def test_cells_that_never_end_are_looked_through_once(tmp_path: Path) -> None:
    """Looking for each cell's own end would take hours here."""
    content = handmade("<c r='B7'>" * 400_000, extra={"xl/media/noise.bin": os.urandom(200_000).hex()})
    started = time.process_time()
    (look,) = look_through(open_upload(put(tmp_path, "elever.xlsx", content))).values()
    assert time.process_time() - started < 5
    assert (look.last_row, look.last_column) == (7, 2)


def test_what_follows_the_cells_may_be_long_but_no_cell_may(tmp_path: Path) -> None:
    noise = {"xl/media/noise.bin": os.urandom(200_000).hex()}
    long_tail = handmade(f"<row r='1'>{inline('A1', 'Navn')}</row>" + "<x></x>" * 900_000, extra=noise)
    (look,) = look_through(open_upload(put(tmp_path, "elever.xlsx", long_tail))).values()
    assert (look.last_row, look.last_column) == (1, 1)
    long_cell = handmade(
        f"<row r='1'><c r='A1' t='inlineStr'><is><t>{'x' * 6_000_000}</t></is></c></row>", extra=noise
    )
    with pytest.raises(Unreadable, match="far too much"):
        look_through(open_upload(put(tmp_path, "elever.xlsx", long_cell)))


def test_macros_are_refused(tmp_path: Path) -> None:
    content = handmade(f"<row r='1'>{inline('A1', 'Navn')}</row>", extra={"xl/vbaProject.bin": "x"})
    with pytest.raises(Unreadable, match="macros"):
        open_book(tmp_path, content)


def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'
    content = handmade(f"<row r='1'>{inline('A1', 'Navn')}</row>", shared_text=bomb)
    with pytest.raises(Unreadable, match="no spreadsheet program writes"):
        open_book(tmp_path, content)


def test_a_workbook_without_its_parts_is_damaged(tmp_path: Path) -> None:
    for content in (
        zipped({"[Content_Types].xml": "<Types/>", "xl/styles.xml": "<x/>"}),
        zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "xl/workbook.xml": "<x/>",
                "xl/_rels/workbook.xml.rels": "<x/>",
            }
        ),
    ):
        with pytest.raises(Unreadable) as stop:
            open_book(tmp_path, content)
        assert str(stop.value.rejections[0].mend)
