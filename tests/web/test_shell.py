"""The frame around every page: the ways that lead somewhere for this reader, and headers that keep pages ours."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.cast import Cast
from tests.factories import Held
from tests.web.conftest import ClientFor, tree

from stafet.web.registry import every_address, rule_of


@pytest.mark.parametrize(
    ("who", "ways"),
    [
        (
            "bo",
            {
                "Today",
                "People",
                "Education or steady work",
                "Hand-overs",
                "Plans",
                "Re-choice",
                "Watch",
                "Offers",
                "Placements",
                "Events",
                "Courses of the classes",
                "Timetables",
                "Materials",
                "The municipality’s plan",
                "Ask for a person",
                "Not reached",
                "Registered twice",
                "Emergency access",
                "Protected people",
                "Off the system",
                "Co-operation",
            },
        ),
        (
            "ditte",
            {
                "Today",
                "People",
                "Education or steady work",
                "Hand-overs",
                "Plans",
                "Re-choice",
                "Watch",
                "Offers",
                "Placements",
                "Events",
                "Courses of the classes",
                "Timetables",
                "Materials",
                "The municipality’s plan",
                "Ask for a person",
                "Not reached",
                "A colleague leaves",
                "Administration",
                "Colleagues",
                "Log-in services",
                "Emergency access",
                "Emergency access to review",
                "Protected people",
                "Off the system",
                "Co-operation",
            },
        ),
        (
            "tove",
            {
                "Today",
                "People",
                "Education or steady work",
                "Plans",
                "Not reached",
                "Offers",
                "Placements",
                "Events",
                "Courses of the classes",
                "Timetables",
                "Materials",
                "The municipality’s plan",
            },
        ),
        (
            "viggo",
            {
                "Today",
                "People",
                "What we keep",
                "Emergency access to review",
                "Control of the log",
                "Operation",
            },
        ),
    ],
)
def test_only_ways_that_lead_somewhere_are_shown(
    everyone: Cast, client_for: ClientFor, who: str, ways: set[str]
) -> None:
    client = client_for(getattr(everyone, who))
    links = tree(client.get("/")).one("ul", css="mainmenu").all("a")
    assert {link.text for link in links} == ways
    assert {client.get(link.get("href")).status_code for link in links} == {200}


def test_the_page_at_hand_is_marked(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    menu = tree(client_for(everyone.bo).get(f"/people/{amina.person.pk}/")).one("ul", css="mainmenu")
    assert [link.text for link in menu.all("a", aria_current="page")] == ["People"]


def test_the_house_and_the_reader_are_named(everyone: Cast, client_for: ClientFor) -> None:
    header = tree(client_for(everyone.bo).get("/")).one("header")
    assert "Hedeby Kommune" in header.text
    assert "Counsellor, Ungevejledningen Hedeby" in header.text


def test_whoever_is_not_logged_in_sees_languages_and_no_ways(everyone: Cast) -> None:
    header = tree(Client().get("/log-in/")).one("header")
    assert "Svenska" in header.text
    assert header.all("ul", css="mainmenu") == []


def test_pages_load_nothing_from_elsewhere_and_run_nothing_of_their_own(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    answer = client_for(everyone.bo).get(f"/people/{amina.person.pk}/")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    page = tree(answer)
    assert page.values("style") == []
    assert not [name for node in page.walk() for name in node.attributes if name.startswith("on")]
    assert not [script for script in page.all("script") if not script.get("src")]
    loaded = [*page.values("src"), *(link.get("href") for link in page.all("link"))]
    assert not [address for address in loaded if re.match(r"(https?:)?//", address)]


def test_nothing_of_a_page_is_kept_by_the_browser(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    answer = client_for(everyone.bo).get(f"/people/{amina.person.pk}/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_what_is_not_there_and_what_is_not_mine_look_the_same(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    client = client_for(everyone.carl)
    mine_not = client.get(f"/people/{amina.person.pk}/")
    nowhere = client.get("/people/01900000-0000-7000-8000-000000000000/")
    assert (mine_not.status_code, nowhere.status_code) == (404, 404)
    assert tree(mine_not).one("main").text == tree(nowhere).one("main").text


def test_a_page_that_only_shows_refuses_a_post(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    client = client_for(everyone.bo)
    for address in ("/", f"/people/{amina.person.pk}/", "/watch/", "/hand-overs/"):
        assert client.post(address).status_code == 405


def test_every_address_says_who_may_enter() -> None:
    rules = [rule_of(view) for _, view in every_address()]
    assert rules
    assert None not in rules
