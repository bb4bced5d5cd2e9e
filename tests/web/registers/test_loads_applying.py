"""A file is applied when somebody says so: whole or by choice, once, with losses confirmed; or discarded."""

from __future__ import annotations

from uuid import UUID

import pytest
from tests.registers.desk import Desk, pupils
from tests.registers.worker import work
from tests.web.conftest import tree
from tests.web.registers.desk_pages import (
    YES,
    Keeper,
    errors,
    filled_in,
    wrong,
)


def test_by_default_it_is_all_or_nothing(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(wrong())
    address = f"/loads/{load_id}/apply/"
    page = gro.page(address)
    assert filled_in(page) == {"rows": "all"}
    assert "1 row can’t be applied as it is." in page.text.replace("can't", "can’t")
    again = tree(gro.client.post(address, {"rows": "all"}))
    assert "nothing is applied" in errors(again)
    assert gro.state(load_id) == "previewed"
    assert gro.count("procrastinate_jobs") == 0


def test_only_the_rows_that_can_be_applied_are_when_that_is_chosen(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(wrong())
    assert "Only the 5 rows that can be applied. Left out: 1 row." in gro.text(f"/loads/{load_id}/apply/")
    gro.client.post(f"/loads/{load_id}/apply/", {"rows": "accepted_only"})
    work()
    assert gro.state(load_id) == "applied"
    assert gro.count("pathways_spell") == 2
    assert "Only the rows that can be applied" in gro.text(f"/loads/{load_id}/")


def test_before_it_is_applied_it_is_said_in_whose_lists_it_lands(at: Desk, gro: Keeper) -> None:
    page = gro.page(f"/loads/{at.preview(pupils(2))}/apply/")
    said = "2 young people held by Bakkeskolen: in the lists of Ditte Dam"
    assert said in page.text
    assert "Apply, for 2 young people" in page.text
    assert filled_in(page) == {}


@pytest.fixture
def half(at: Desk) -> UUID:
    """A file that lacks half of what the last one had."""
    at.load(pupils(20))
    return at.preview(pupils(10))


def test_half_a_file_is_applied_only_when_the_number_is_confirmed(at: Desk, gro: Keeper, half: UUID) -> None:
    losses = "10 of 20 places this register says are running would end or go missing."
    assert losses in gro.text(f"/loads/{half}/")
    address = f"/loads/{half}/apply/"
    assert f"Yes, the file is whole: {losses}" in gro.text(address)
    refused = tree(gro.client.post(address, YES))
    assert "Confirm the number, or discard the file" in errors(refused)
    assert gro.state(half) == "previewed"
    gro.client.post(address, {"losses_confirmed": "on"})
    work()
    assert gro.state(half) == "applied"
    assert at.count("pathways_spell", "missing_since IS NOT NULL") == 10
    assert "Confirmed losses 10" in gro.text(f"/loads/{half}/")


def test_a_press_on_the_button_that_sends_nothing_else_is_understood(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(pupils(1))
    assert gro.client.post(f"/loads/{load_id}/apply/").headers["Location"] == f"/loads/{load_id}/waiting/"


def test_a_second_press_orders_nothing_twice(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(pupils(1))
    for _ in range(2):
        answer = gro.client.post(f"/loads/{load_id}/apply/", YES)
        assert answer.status_code == 302
    assert gro.count("procrastinate_jobs") == 1


def test_the_same_file_again_changes_nothing(at: Desk, gro: Keeper) -> None:
    at.load(pupils(2))
    load_id = at.preview(pupils(2))
    page = gro.text(f"/loads/{load_id}/")
    assert "Unchanged 5" in page
    assert "Nobody is taken in, goes missing or has to be followed up because of this file." in page
    assert "Nobody gets new work from it." in gro.text(f"/loads/{load_id}/apply/")
    before = at.count("pathways_spell"), at.count("responsibility_nextstep"), at.count("people_person")
    gro.client.post(f"/loads/{load_id}/apply/", YES)
    work()
    assert "It said nothing that was not known already." in gro.text(f"/loads/{load_id}/")
    assert before == (
        at.count("pathways_spell"),
        at.count("responsibility_nextstep"),
        at.count("people_person"),
    )


def test_what_has_changed_since_the_preview_is_shown_before_it_is_applied(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(pupils(2))
    gro.client.post(f"/loads/{load_id}/apply/", YES)
    at.database.execute("UPDATE organisations_organisation SET name = 'Lukket' WHERE name = 'Bakkeskolen'")
    work()
    assert "changed since the preview" in gro.text(f"/loads/{load_id}/")
    assert at.count("people_person") == 0


def test_the_story_of_an_applied_file_names_who_did_it_and_the_file_itself(at: Desk, gro: Keeper) -> None:
    load_id = at.load(pupils(1))
    page = gro.text(f"/loads/{load_id}/")
    for said in (
        "roster.zip",
        "SHA-256 begins with",
        "by Gro Gram",
        "Ordered",
        "All rows",
        "New 1 place, 1 young person",
    ):
        assert said in page, said


def test_a_discarded_file_changes_nothing_and_makes_room(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(pupils(1))
    assert "Discard this file?" in gro.text(f"/loads/{load_id}/discard/")
    assert gro.state(load_id) == "previewed"
    answer = gro.client.post(f"/loads/{load_id}/discard/", follow=True)
    assert "The file is discarded. Nothing has been changed." in answer.content.decode()
    page = gro.page(f"/loads/{load_id}/")
    assert "Discarded" in page.text
    assert f"/loads/{load_id}/discard/" not in page.values("href")
    assert gro.client.get(f"/loads/{load_id}/discard/").headers["Location"] == f"/loads/{load_id}/"
    assert at.count("people_person") == 0
    assert "Load a file" in gro.text(f"/registers/{at.source_id}/")


def test_what_was_applied_can_not_be_discarded(at: Desk, gro: Keeper) -> None:
    load_id = at.load(pupils(1))
    assert gro.client.post(f"/loads/{load_id}/discard/").status_code == 409
    assert gro.state(load_id) == "applied"
