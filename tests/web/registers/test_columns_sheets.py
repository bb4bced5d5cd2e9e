"""Where the table is: in which sheet or file of an upload, and below which title."""

from __future__ import annotations

import pytest
from tests.integrations.building import sheet
from tests.registers.worker import work
from tests.web.registers.desk_pages import (
    DAY,
    TABLE,
    Keeper,
    Sent,
    lines,
    pupils_table,
    suggested,
    waiting,
)


def workbook() -> Sent:
    """A workbook with notes and with pupils."""
    notes: list[list[object]] = [["Bemærkning", "Dato"], ["Husk", "i dag"]]
    rows: list[list[object]] = [
        ["Elev-id", "Navn", "Født", "Skole", "Klassetrin"],
        [1, "Ida Juul", "04-05-2011", "Bakkeskolen", 9],
    ]
    return "elever.xlsx", sheet(notes, name="Noter", others={"Elever": rows, "Mere": rows})


def test_of_a_workbook_the_sheet_with_the_best_known_headings_is_asked_about(gro: Keeper) -> None:
    page = gro.page(waiting(gro, workbook()))
    assert "Navn" in suggested(page)
    for number, name in enumerate(("Noter", "Elever", "Mere")):
        assert f"?sheet={number}" in page.values("href")
        assert name in page.text


def test_another_sheet_can_be_chosen(gro: Keeper) -> None:
    address = waiting(gro, workbook())
    asked = {"0": "Bemærkning", "2": "Navn", "99": "Navn", "x": "Navn", "-1": "Navn"}
    for sheet_number, heading in asked.items():
        assert heading in suggested(gro.page(f"{address}?sheet={sheet_number}")), sheet_number


def test_the_chosen_sheet_is_read_and_the_others_are_named(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    load_id = gro.described(source_id, workbook(), sheet="?sheet=2")
    assert gro.state(load_id) == "previewed"
    page = gro.text(f"/loads/{load_id}/")
    assert "Only Mere is read; there is also Noter, Elever." in page


def test_of_several_text_files_the_chosen_one_is_read(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    notes = ("a.csv", lines("Bemærkning;Dato", "Husk;i dag"))
    gro.upload(source_id, notes, TABLE)
    load_id = gro.newest()
    assert gro.say_columns(load_id).status_code == 302
    work()
    assert "2 young people are taken in" in gro.text(f"/loads/{load_id}/")


@pytest.mark.parametrize("title", ["Udtræk 1. september;;;;;;\n\n", "Klasselister 2026/27\n"])
def test_a_table_below_a_title_is_found(gro: Keeper, title: str) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    file = ("e.csv", title + pupils_table(1))
    gro.knows(source_id, file)
    load_id = gro.taken(source_id, file)
    assert "1 young person is taken in" in gro.text(f"/loads/{load_id}/")
