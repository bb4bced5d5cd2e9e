"""Asking for a person: whoever asks gets the same answer whether the person is known, hidden, held or nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, hidden
from tests.kernel.numbers import danish_number
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HoldingRequest, RequestState

BORN = date(2010, 5, 17)
NUMBER, NOBODYS = danish_number(BORN, 7), danish_number(BORN, 8)
ADDRESS = "/requests/new/"


@pytest.fixture
def known(everyone: Cast, amina: Held) -> Held:
    """Amina, with a number in the register."""
    with access.job_scope(everyone.hedeby.pk):
        people.set_number(person=amina.person, number=NUMBER, by=SYSTEM, at=NOW)
    return amina


def form(cast: Cast, number: str) -> dict[str, str]:
    return {
        "municipality": str(cast.hedeby.pk),
        "organisation": str(cast.vocational.pk),
        "national_number": number,
        "words": "She came on Monday",
    }


def requests_of(cast: Cast) -> list[HoldingRequest]:
    with access.job_scope(cast.hedeby.pk):
        return list(HoldingRequest.objects.order_by("pk"))


def test_the_answer_is_always_the_same_and_costs_the_same(
    everyone: Cast, known: Held, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    client = client_for(everyone.freja)
    client.get(ADDRESS)
    seen = []
    for number in (NOBODYS, NUMBER, NUMBER):
        queries()
        answer = client.post(ADDRESS, form(everyone, number))
        seen.append((answer.status_code, answer.headers["Location"], answer.content, queries()))
        assert "If somebody has the responsibility, they are asked." in client.get(ADDRESS).content.decode()
        if number == NUMBER and len(seen) == 2:
            with access.job_scope(everyone.hedeby.pk):
                HoldingRequest.objects.all().delete()
                hidden(known.person, everyone.bo)
    assert len(set(seen)) == 1, "nobody's number, a known person's, a protected person's"


def test_whoever_has_them_is_asked(everyone: Cast, known: Held, client_for: ClientFor) -> None:
    client_for(everyone.freja).post(ADDRESS, form(everyone, NUMBER))
    (asked,) = requests_of(everyone)
    page = tree(client_for(everyone.bo).get("/"))
    row = page.one("section", aria_labelledby="requests-heading")
    assert "Freja Falk, Hedeby Tekniske Skole, asks for the responsibility: “She came on Monday”" in row.text
    assert f"/requests/{asked.pk}/answer/" in row.values("href")


@pytest.mark.parametrize(
    ("answer", "state"), [("offer", RequestState.OFFERED), ("refuse", RequestState.REFUSED)]
)
def test_the_holder_offers_or_keeps(
    everyone: Cast, known: Held, client_for: ClientFor, answer: str, state: RequestState
) -> None:
    client_for(everyone.freja).post(ADDRESS, form(everyone, NUMBER))
    (asked,) = requests_of(everyone)
    client = client_for(everyone.bo)
    assert "Somebody asks you for Amina Holm" in read(client.get(f"/requests/{asked.pk}/answer/"))
    client.post(f"/requests/{asked.pk}/answer/", {"answer": answer})
    assert requests_of(everyone)[0].state == state
    incoming = read(client_for(everyone.freja).get("/hand-overs/"))
    assert ("Amina Holm" in incoming) is (answer == "offer")


def test_a_request_that_is_answered_says_so(everyone: Cast, known: Held, client_for: ClientFor) -> None:
    client_for(everyone.freja).post(ADDRESS, form(everyone, NUMBER))
    (asked,) = requests_of(everyone)
    client = client_for(everyone.bo)
    client.post(f"/requests/{asked.pk}/answer/", {"answer": "refuse"})
    page = tree(client.post(f"/requests/{asked.pk}/answer/", {"answer": "offer"}))
    assert "Refused 1 Sept 2026 at 10:00" in page.text
    assert requests_of(everyone)[0].state == RequestState.REFUSED


@pytest.mark.parametrize("number", ["123", "990199-1234", "Amina Holm"])
def test_what_can_not_be_a_number_is_said_at_its_field(
    everyone: Cast, known: Held, client_for: ClientFor, number: str
) -> None:
    page = tree(client_for(everyone.freja).post(ADDRESS, form(everyone, number)))
    assert page.one("div", css="error-summary").one("ul").all("li")
    assert requests_of(everyone) == []


def test_the_number_is_kept_in_no_log(
    everyone: Cast, known: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    client_for(everyone.freja).post(ADDRESS, form(everyone, NUMBER))
    rows = database.execute(
        "SELECT r::text FROM audit_reading r UNION ALL SELECT c::text FROM audit_change c"
        " WHERE action = 'responsibility.request_person'"
    ).fetchall()
    assert rows
    assert NUMBER[:6] not in str(rows)
    assert known.person.pk.hex not in str(rows).replace("-", ""), "that somebody was found must not be told"


@pytest.mark.parametrize("who", ["carl", "ditte", "freja", "gro"])
def test_a_request_to_others_does_not_exist(
    everyone: Cast, known: Held, client_for: ClientFor, who: str
) -> None:
    client_for(everyone.freja).post(ADDRESS, form(everyone, NUMBER))
    (asked,) = requests_of(everyone)
    address = f"/requests/{asked.pk}/answer/"
    assert client_for(getattr(everyone, who)).get(address).status_code == 404
    assert client_for(getattr(everyone, who)).post(address, {"answer": "offer"}).status_code == 404
    assert requests_of(everyone)[0].state == responsibility.RequestState.ASKED
