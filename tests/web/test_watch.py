"""Who would be lost: how many, why, who acts and how it is mended; and only those the reader may see."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from tests.cast import Cast
from tests.factories import TODAY, Held, a_person, a_spell, covered, hidden, some_people
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.watch.api import LostCode

LONG_AGO = TODAY - timedelta(days=30)


@pytest.fixture
def late(everyone: Cast) -> Held:
    """Somebody whose step has been overdue for a month."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Liv", "Lund")
        a_spell(person, everyone.school)
        return covered(person, everyone.guidance, user=everyone.bo, duty=[everyone.town], due_on=LONG_AGO)


def test_nobody_lost_is_good_news_and_names_what_was_looked_for(
    everyone: Cast, client_for: ClientFor
) -> None:
    page = tree(client_for(everyone.gro).get("/watch/"))
    assert "Nobody would be lost" in page.text
    assert len(page.one("ul", css="lost__found-none").all("li")) == len(LostCode)


def test_a_way_of_being_lost_says_how_many_why_who_acts_and_how_it_is_mended(
    everyone: Cast, late: Held, client_for: ClientFor
) -> None:
    way = tree(client_for(everyone.gro).get("/watch/")).one("li", css="lost__way").text
    for said in (
        "1 person",
        "A step is overdue for too long",
        "a promise that was not kept",
        "or their leader",
        "postpone it",
    ):
        assert said in way


def test_each_is_named_with_the_reason_and_the_way_to_mend(
    everyone: Cast, late: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    page = tree(client_for(everyone.gro).get("/watch/step_overdue/"))
    row = page.one("li", css="work__row")
    assert "Liv Lund" in row.text
    assert "A step at Ungevejledningen Hedeby was due on 2 August 2026." in row.text
    assert row.values("href").count(f"/people/{late.person.pk}/") == 2
    shown = database.execute(
        "SELECT person_ids FROM audit_reading WHERE view = 'web.watch.lost_people'"
    ).fetchall()
    assert shown == [([late.person.pk],)]


def test_whom_i_may_not_see_is_not_counted(everyone: Cast, late: Held, client_for: ClientFor) -> None:
    assert "Nobody would be lost" in read(client_for(everyone.ditte).get("/watch/"))
    assert "Nobody would be lost" in read(client_for(everyone.carl).get("/watch/"))


def test_a_protected_person_is_counted_for_named_readers_only(
    everyone: Cast, late: Held, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(late.person, everyone.bo)
    assert "Nobody would be lost" in read(client_for(everyone.gro).get("/watch/"))
    assert "Liv Lund" in read(client_for(everyone.bo).get("/watch/step_overdue/"))


def test_a_long_list_goes_on(everyone: Cast, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for person in some_people(everyone.hedeby, 60):
            a_spell(person, everyone.school)
            covered(person, everyone.guidance, user=everyone.bo, due_on=LONG_AGO)
    client = client_for(everyone.bo)
    first = tree(client.get("/watch/step_overdue/"))
    second = tree(client.get(first.one("a", rel="next").get("href")))
    rows = [row.one("h3").text for page in (first, second) for row in page.all("li", css="work__row")]
    assert len(rows) == len(set(rows)) == 60


def test_a_way_nobody_has_named_does_not_exist(everyone: Cast, client_for: ClientFor) -> None:
    assert client_for(everyone.gro).get("/watch/bored/").status_code == 404


@pytest.mark.parametrize("who", ["tove", "viggo"])
def test_the_watch_is_for_those_who_may(everyone: Cast, client_for: ClientFor, who: str) -> None:
    assert client_for(getattr(everyone, who)).get("/watch/").status_code == 404
