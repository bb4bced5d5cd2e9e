"""A live register in the browser: how it is reached, testing it, fetching now, what it offers."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from tests.cast import Cast
from tests.integrations.ss12000.system import SECRET, Given, System, always, running
from tests.integrations.ss12000.town import lillby
from tests.registers.worker import work
from tests.web.conftest import ClientFor, read, tree
from tests.web.registers.desk_pages import YES, Keeper, all_others, errors, field_group, filled_in, register


@pytest.fixture
def system() -> Iterator[System]:
    with running(System(lillby())) as answering:
        yield answering


@pytest.fixture
def live(gro: Keeper) -> UUID:
    return gro.add(name="Lillby", format="ss12000", country="se")


def said(system: System, **changes: str) -> dict[str, str]:
    """The form of the connection, filled in."""
    usual = {
        "address": f"{system.address}/v2.0",
        "token_address": f"{system.address}/connect/token",
        "client_id": system.client_id,
        "client_secret": SECRET,
        "scope": "",
        "fetch_hour": "",
    }
    return {**usual, **changes}


def connect(gro: Keeper, live: UUID, system: System, **changes: str) -> str:
    """Say how it is reached. Returns what the page says then."""
    return read(gro.client.post(f"/registers/{live}/connection/", said(system, **changes), follow=True))


def test_a_new_live_register_is_asked_how_it_is_reached(gro: Keeper) -> None:
    answers = register(name="Lillby", format="ss12000", country="se")
    page = tree(gro.client.post("/registers/new/", answers, follow=True))
    assert page.one("h1").text == "How is Lillby reached?"


def test_what_was_said_is_kept_and_the_secret_never_shown(gro: Keeper, live: UUID, system: System) -> None:
    text = connect(gro, live, system, fetch_hour="3", applies_quietly="on", scope="standard")
    assert "Every day at 03:00" in text
    assert "What loses nobody is applied by itself" in text
    assert "Kept sealed since" in text
    again = gro.client.get(f"/registers/{live}/connection/")
    filled = filled_in(tree(again))
    assert (filled["client_id"], filled["fetch_hour"], filled["scope"]) == (system.client_id, "3", "standard")
    assert filled["client_secret"] == ""
    assert SECRET not in again.content.decode()


def test_changing_the_hour_keeps_the_secret(gro: Keeper, live: UUID, system: System) -> None:
    connect(gro, live, system)
    connect(gro, live, system, client_secret="", fetch_hour="5")
    assert gro.count("registers_connectionsecret") == 1
    assert gro.value("SELECT fetch_hour FROM registers_connection") == 5


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"address": "http://school.example/v2.0"}, "Without https"),
        ({"token_address": "school.example"}, "whole address"),
        ({"client_secret": ""}, "required"),
        ({"fetch_hour": "24"}, "Select a valid choice"),
    ],
)
def test_nothing_typed_is_lost_when_something_is_wrong(
    gro: Keeper, live: UUID, system: System, wrong: dict[str, str], words: str
) -> None:
    answer = gro.client.post(
        f"/registers/{live}/connection/", said(system, **{"scope": "all of it", **wrong})
    )
    page = tree(answer)
    assert words in errors(page)
    assert filled_in(page)["scope"] == "all of it"
    assert SECRET not in answer.content.decode()
    assert gro.count("registers_connection") == 0


def test_the_connection_is_tested_and_the_page_says_what_is_offered(
    gro: Keeper, live: UUID, system: System
) -> None:
    connect(gro, live, system)
    system.missing.add("groups")
    started = read(gro.client.post(f"/registers/{live}/connection/test/", YES, follow=True))
    assert "The connection is being tested" in started
    work()
    text = gro.text(f"/registers/{live}/")
    assert "The connection works" in text
    assert "Teachers do not see their classes by themselves." in text
    assert "Nothing is missing: Stafet does not fetch attendance." in text
    assert gro.count("registers_load") == 0


def test_a_test_that_fails_says_what_happened_and_how_to_mend_it(
    gro: Keeper, live: UUID, system: System
) -> None:
    connect(gro, live, system, client_secret="wrong")
    gro.client.post(f"/registers/{live}/connection/test/", YES)
    work()
    text = gro.text(f"/registers/{live}/")
    assert "The test failed: The system does not let Stafet in" in text
    assert "a secret may have run out" in text


def test_fetching_now_leads_over_the_progress_page_to_the_preview(
    gro: Keeper, live: UUID, system: System
) -> None:
    connect(gro, live, system)
    assert "Fetch from Lillby now?" in gro.text(f"/registers/{live}/fetch/")
    answer = gro.client.post(f"/registers/{live}/fetch/", YES)
    waiting = gro.text(answer.headers["location"])
    assert "Asking the school system" in waiting
    work()
    assert gro.state(gro.newest()) == "previewed"
    text = gro.text(f"/loads/{gro.newest()}/")
    assert "The system does not say which enrolments were broken off" in text


def test_a_fetch_that_failed_says_why_and_can_be_done_again(gro: Keeper, live: UUID, system: System) -> None:
    connect(gro, live, system)
    system.faults = [always("persons", Given(body=b"<html>"))]
    gro.client.post(f"/registers/{live}/fetch/", YES)
    work()
    text = gro.text(f"/loads/{gro.newest()}/")
    assert "Could not be fetched" in text
    assert "it is no JSON, or was cut off" in text
    assert "Fetch again" in text
    page = gro.text(f"/registers/{live}/")
    assert "The last fetch failed: The system’s answer could not be read" in page
    assert "Could not be fetched" in page


def test_data_health_says_what_is_filled_in(gro: Keeper, live: UUID, system: System) -> None:
    connect(gro, live, system, applies_quietly="on")
    gro.client.post(f"/registers/{live}/fetch/", YES)
    work()
    text = gro.text(f"/registers/{live}/")
    assert "0 of 4 enrolments say that they were broken off. Perhaps the system never says so." in text
    assert "2 of 4 enrolments name their programme." in text
    assert "AttendanceNot offered" in text


def test_while_one_waits_no_other_is_fetched(gro: Keeper, live: UUID, system: System) -> None:
    connect(gro, live, system)
    gro.client.post(f"/registers/{live}/fetch/", YES)
    work()
    assert "waits for a decision" in gro.text(f"/registers/{live}/fetch/")
    gro.client.post(f"/registers/{live}/fetch/", YES)
    assert gro.count("registers_load") == 1


def test_before_it_is_connected_the_way_leads_there(gro: Keeper, live: UUID) -> None:
    for page in ("fetch/", "connection/test/"):
        answer = gro.client.get(f"/registers/{live}/{page}")
        assert answer.headers["location"] == f"/registers/{live}/connection/"
    assert "Nobody has said yet how this system is reached" in gro.text(f"/registers/{live}/")
    assert gro.client.get(f"/registers/{live}/upload/").headers["location"] == f"/registers/{live}/fetch/"


def test_a_register_that_sends_files_has_no_connection(gro: Keeper) -> None:
    source_id = gro.add(name="School register")
    for page in ("fetch/", "connection/test/", "connection/"):
        assert gro.client.get(f"/registers/{source_id}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["fetch/", "connection/test/", "connection/"])
def test_nobody_else_gets_there(
    everyone: Cast, client_for: ClientFor, gro: Keeper, live: UUID, system: System, page: str
) -> None:
    connect(gro, live, system)
    for other in all_others(everyone):
        client = client_for(other)
        assert client.get(f"/registers/{live}/{page}").status_code in {403, 404}
        assert client.post(f"/registers/{live}/{page}", said(system)).status_code in {403, 404}
    assert gro.count("registers_load") == 0


def test_the_hint_at_the_secret_says_that_it_may_be_left_empty(
    gro: Keeper, live: UUID, system: System
) -> None:
    connect(gro, live, system)
    group = field_group(gro.page(f"/registers/{live}/connection/"), "client_secret")
    assert "Leave it empty to keep the one there is" in group.text
