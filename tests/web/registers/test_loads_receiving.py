"""A file of a register in the browser: recognised and taken, or refused with what it looks like."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from tests.registers.desk import Desk
from tests.registers.worker import work
from tests.web.conftest import ClientFor, read, tree
from tests.web.registers.desk_pages import (
    YES,
    Keeper,
    Sent,
    chosen,
    errors,
    lines,
    members,
    pupils_table,
)

from stafet.kernel import clock

EVENTS: Sent = ("haendelser.csv", lines("Institution;Elev-id;Hændelse;Dato", "Skolen;1;Afbrudt;2026-08-24"))


def test_a_oneroster_set_is_recognised_waited_for_applied_and_lands_on_today(
    gro: Keeper, client_for: ClientFor, roster: Sent
) -> None:
    source_id = gro.add(name="School register")
    answer = gro.upload(source_id, roster)
    load_id = gro.newest()
    assert answer.headers["Location"] == f"/loads/{load_id}/waiting/"
    waiting = gro.client.get(answer.headers["Location"]).content.decode()
    assert "Recognised as OneRoster 1.2." in waiting
    assert "Waiting for its turn." in waiting
    work()
    assert gro.client.get(f"/loads/{load_id}/waiting/").headers["Location"] == f"/loads/{load_id}/"
    preview = gro.text(f"/loads/{load_id}/")
    assert "“set.zip” from School register" in preview
    assert "3 young people are taken in" in preview
    assert gro.count("people_person") == 0
    ordered = gro.client.post(f"/loads/{load_id}/apply/", YES)
    assert ordered.headers["Location"] == f"/loads/{load_id}/waiting/"
    assert "Writing what was shown" in gro.text(f"/loads/{load_id}/waiting/")
    work()
    applied = gro.text(f"/loads/{load_id}/")
    assert "“set.zip” from School register is applied." in applied
    assert "Young people taken in, each with a first step and a date" in applied
    ditte = client_for(gro.everyone.ditte)
    assert "Elev1 Hansen" in read(ditte.get("/people/"))
    with clock.at_moment(datetime(2026, 12, 1, 8, tzinfo=UTC)):
        ditte = client_for(gro.everyone.ditte)
        assert "Elev1 Hansen" in read(ditte.get("/"))


def test_several_files_become_one(gro: Keeper, roster: Sent) -> None:
    load_id = gro.loaded(gro.add(), *members(roster))
    assert gro.state(load_id) == "previewed"
    page = gro.text(f"/loads/{load_id}/")
    assert f"and {len(members(roster)) - 1} more” from School register" in page
    assert "3 young people are taken in" in page


def test_a_folder_is_taken_without_what_systems_hide_in_it(gro: Keeper, roster: Sent) -> None:
    source_id = gro.add()
    hidden = [(".DS_Store", b"x"), ("Thumbs.db", b"x"), ("~$users.csv", b"x")]
    folder = {"folder": chosen([*hidden, *members(roster)])}
    answer = gro.client.post(f"/registers/{source_id}/upload/", folder)
    assert answer.status_code == 302, read(answer)
    gro.client.post(f"/loads/{gro.newest()}/discard/")
    only_hidden = gro.client.post(f"/registers/{source_id}/upload/", {"folder": chosen(hidden)})
    assert "Choose the file to load." in errors(tree(only_hidden))


@pytest.mark.parametrize(
    ("sent_to", "file", "looks_like"),
    [
        ("oneroster", EVENTS, "Events from a youth-education institution"),
        ("events", ("elever.csv", pupils_table(1)), "Any CSV or Excel file"),
        ("mapped", EVENTS, "Events from a youth-education institution"),
        ("school_data_sync", EVENTS, "Events from a youth-education institution"),
    ],
)
def test_a_file_of_another_format_is_told_what_it_looks_like(
    gro: Keeper, sent_to: str, file: Sent, looks_like: str
) -> None:
    page = tree(gro.upload(gro.add(format=sent_to), file))
    assert f"It looks like this: {looks_like}." in errors(page)
    assert gro.count("registers_load") == 0


@pytest.mark.parametrize("sent_to", ["events", "mapped"])
def test_a_oneroster_set_is_recognised_wherever_it_is_sent(gro: Keeper, roster: Sent, sent_to: str) -> None:
    page = tree(gro.upload(gro.add(format=sent_to), roster))
    assert "It looks like this: OneRoster." in errors(page)
    assert gro.count("registers_load") == 0


@pytest.mark.parametrize("sent_to", ["oneroster", "mapped"])
@pytest.mark.parametrize(
    ("name", "content", "said"), [("a.pdf", b"%PDF-1.7", "PDF"), ("b.zip", b"PK\x03\x04broken", "")]
)
def test_what_can_not_be_opened_is_refused_at_once(
    gro: Keeper, sent_to: str, name: str, content: bytes, said: str
) -> None:
    page = tree(gro.upload(gro.add(format=sent_to), (name, content)))
    assert said in errors(page)
    assert "It looks like" not in page.text
    assert gro.count("registers_load") == 0


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Choose the file to load."),
        ([("empty.csv", b"")], "The submitted file is empty."),
        ([("a.csv", b"1"), ("A.CSV", b"2")], "Two of the files have the same name."),
        ([(f"{n}.csv", b"1") for n in range(65)], "There are 65 files; at most 64 are read together."),
    ],
)
def test_a_choice_that_can_not_be_loaded_says_why(gro: Keeper, files: list[Sent], said: str) -> None:
    assert said in errors(tree(gro.upload(gro.add(), *files)))
    assert gro.count("registers_load") == 0


def test_a_file_chosen_both_ways_is_chosen_twice(gro: Keeper) -> None:
    page = tree(gro.upload(gro.add(), ("a.csv", b"1"), folder=chosen([("a.csv", b"1")])))
    assert "Two of the files have the same name." in errors(page)


@pytest.mark.parametrize("parts", [1, 3])
def test_more_than_may_be_loaded_is_let_go_of_however_it_is_divided(gro: Keeper, parts: int) -> None:
    size = 1024 * 1024 // parts + 1024
    files = [SimpleUploadedFile(f"{number}.csv", b"x" * size) for number in range(parts)]
    with override_settings(STAFET_LARGEST_UPLOAD=1024 * 1024):
        answer = gro.client.post(f"/registers/{gro.add()}/upload/", {"file": files})
    assert "That is more than 1 MB." in errors(tree(answer))
    assert gro.count("registers_load") == 0


def test_while_a_file_waits_no_second_one_is_offered_or_taken(at: Desk, gro: Keeper, roster: Sent) -> None:
    waiting = gro.put(at.source_id, roster)
    page = gro.page(f"/registers/{at.source_id}/upload/")
    assert "A file of this register waits for a decision" in page.text
    assert page.one("main").all("form") == []
    again = tree(gro.upload(at.source_id, roster))
    assert "A file of this register waits for a decision" in again.text
    assert gro.newest() == waiting
    gro.client.post(f"/loads/{waiting}/discard/")
    assert gro.page(f"/registers/{at.source_id}/upload/").one("main").all("form")
