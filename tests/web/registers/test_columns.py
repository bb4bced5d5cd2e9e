"""A table nobody has described: which column holds what is asked once, with examples."""

from __future__ import annotations

import pytest
from tests.web.conftest import ClientFor, tree
from tests.web.registers.desk_pages import (
    ANSWERS,
    DAY,
    TABLE,
    Keeper,
    all_others,
    errors,
    example,
    filled_in,
    lines,
    register,
    suggested,
    waiting,
)


def test_what_is_known_by_its_heading_is_filled_in(gro: Keeper) -> None:
    page = gro.page(waiting(gro, ("elever.csv", lines("Elev-id;Navn;Født;Lærer", "1;A B;04-05-2011;Bo"))))
    assert suggested(page) == {
        "Elev-id": "person_id",
        "Navn": "full_name",
        "Født": "birth_date",
        "Lærer": "unused",
    }


def test_a_table_nobody_has_described_is_taken_and_its_columns_are_asked_about_before_it_is_read(
    gro: Keeper,
) -> None:
    answer = gro.upload(gro.add(format="mapped"), TABLE)
    address = f"/loads/{gro.newest()}/columns/"
    assert answer.headers["Location"] == address
    assert "Which column holds what?" in gro.text(address)
    assert gro.count("procrastinate_jobs") == 0
    answer = gro.client.get(address.replace("columns", "waiting"))
    assert answer.headers["Location"] == address


def test_three_examples_of_a_column_are_shown_in_an_order_that_joins_no_row(gro: Keeper) -> None:
    rows = [
        f"{n};{name};{day}-05-2011"
        for n, name, day in ((1, "Ca", "09"), (2, "Ab", "02"), (3, "Bo", "05"), (4, "Aa", "01"))
    ]
    page = gro.page(waiting(gro, ("e.csv", lines("Elev-id;Fornavn;Født;Tom", *(f"{row};" for row in rows)))))
    assert example(page, "column_1") == "For example: Ab · Bo · Ca"
    assert example(page, "column_2") == "For example: 02-05-2011 · 05-05-2011 · 09-05-2011"
    assert example(page, "column_3") == "Empty"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"column_2": "given_names"}, "“Fornavn” was chosen for it already."),
        ({"column_1": "unused", "column_2": "unused"}, "No column holds names."),
        ({"column_0": "unused", "column_3": "unused"}, "No column tells two people of the same name apart."),
        ({"column_0": "secret"}, "Select a valid choice"),
    ],
)
def test_what_can_not_be_read_is_refused_and_nothing_that_was_chosen_is_lost(
    gro: Keeper, answers: dict[str, str], said: str
) -> None:
    address = waiting(gro, TABLE)
    typed = {**ANSWERS, "column_6": "unused", **answers}
    page = tree(gro.client.post(address, typed))
    assert said in errors(page)
    assert {**filled_in(page), "column_0": ""} == {**typed, "column_0": ""}
    assert gro.count("registers_mapping") == 0
    assert gro.count("procrastinate_jobs") == 0


def test_a_described_table_is_read_and_shown(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    load_id = gro.described(source_id, TABLE)
    assert gro.state(load_id) == "previewed"
    assert "2 young people are taken in" in gro.text(f"/loads/{load_id}/")


def test_looking_at_the_columns_is_in_the_read_log_with_the_file(gro: Keeper) -> None:
    address = waiting(gro, TABLE)
    gro.page(address)
    assert gro.looks() == [f"web.loads_columns.choose_columns/{gro.newest()}"]
    assert gro.value("SELECT data_classes FROM audit_reading WHERE result = 'shown'") == "ABD"


def test_a_file_that_turns_out_to_be_no_table_says_so_instead_of_asking(gro: Keeper) -> None:
    address = waiting(gro, ("a.csv", b"%PDF-1.7"))
    page = gro.page(address)
    assert "PDF" in page.text
    assert address.replace("columns", "discard") in page.values("href")


def test_the_columns_of_other_formats_and_of_decided_files_are_not_asked_about(gro: Keeper) -> None:
    address = waiting(gro, TABLE)
    source_id = gro.value("SELECT id FROM registers_source")
    gro.client.post(f"/registers/{source_id}/change/", register(name="Tables", format="events"))
    assert gro.client.get(address).headers["Location"] == address.replace("columns/", "")
    gro.client.post(f"/registers/{source_id}/change/", register(name="Tables", format="mapped"))
    assert gro.client.get(address).status_code == 200
    gro.client.post(address.replace("columns", "discard"))
    assert gro.client.get(address).headers["Location"] == address.replace("columns/", "")


def test_nobody_else_meets_the_columns(gro: Keeper, client_for: ClientFor) -> None:
    address = waiting(gro, TABLE)
    for user in all_others(gro.everyone):
        client = client_for(user)
        assert client.get(address).status_code == 404, user.name
        assert client.post(address, ANSWERS).status_code == 404, user.name
    assert gro.count("registers_mapping") == 0
