"""Personal links can't be guessed: whoever follows links that open nothing waits longer each time; a good link works."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.offers.conftest import acting, an_offer

from stafet.access.throttle import LINKS_FROM_ONE_ADDRESS, ONE_LINK
from stafet.kernel import clock
from stafet.messages import api as messages
from stafet.offers import api as offers

TOO_MANY = 429


def guessed(number: int) -> str:
    return f"{number:032x}-guessed"


@pytest.mark.parametrize(
    "where", ["offers/keep", "invite", "join", "placements/tell", "placements/answer", "placements/sign"]
)
def test_whoever_guesses_links_from_one_address_waits(everyone: Cast, where: str) -> None:
    client = Client(headers={"accept-language": "en"})
    answers = [
        client.get(f"/{where}/{guessed(number)}/").status_code
        for number in range(LINKS_FROM_ONE_ADDRESS.free + 1)
    ]
    assert answers[: LINKS_FROM_ONE_ADDRESS.free] == [302] * LINKS_FROM_ONE_ADDRESS.free
    assert answers[-1] == TOO_MANY
    refused = client.get(f"/{where}/{guessed(99)}/")
    assert int(refused.headers["Retry-After"]) > 0
    assert "Wait a moment" in refused.content.decode()
    with clock.at_moment(NOW + timedelta(minutes=20)):
        assert client.get(f"/{where}/{guessed(99)}/").status_code == 302


def test_one_link_is_not_hammered_from_many_addresses(everyone: Cast) -> None:
    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{number}").get(f"/offers/keep/{guessed(1)}/").status_code
        for number in range(ONE_LINK.free + 1)
    ]
    assert answers == [302] * ONE_LINK.free + [TOO_MANY]


def test_a_link_of_ours_opens_however_often_it_is_looked_at(everyone: Cast) -> None:
    offer = an_offer(everyone)
    with acting(everyone.freja) as freja:
        offers.send_offer_link(offer=offer, by=freja, at=NOW)
    offer.refresh_from_db()
    assert offer.link_id is not None
    link, client = messages.link_for(offer.link_id), Client(headers={"accept-language": "en"})
    for _ in range(LINKS_FROM_ONE_ADDRESS.free + ONE_LINK.free):
        assert client.get(f"/offers/keep/{link}/").status_code == 200


def test_no_link_and_no_address_stands_in_the_table(everyone: Cast, database: psycopg.Connection) -> None:
    Client(REMOTE_ADDR="192.0.2.7").get(f"/offers/keep/{guessed(7)}/")
    rows = database.execute("SELECT f::text FROM access_failed_log_in f").fetchall()
    assert len(rows) == 2
    assert not [row for (row,) in rows if "guessed" in row or "192.0.2" in row]
