"""The pages of an emergency: ask, be let in for an hour, be asked why."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, hidden
from tests.kernel.numbers import danish_number
from tests.web.conftest import ClientFor, read
from tests.web.test_requests import BORN, NUMBER

from stafet.access import api as access
from stafet.emergency.api import EmergencyAccess
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.people import api as people

ASK, LIST = "/emergency/new/", "/emergency/"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def known(everyone: Cast, amina: Held) -> Held:
    with access.job_scope(everyone.hedeby.pk):
        people.set_number(person=amina.person, number=NUMBER, by=SYSTEM, at=NOW)
    return amina


def form(cast: Cast, number: str = NUMBER, **other: str) -> dict[str, str]:
    return {
        "organisation": str(cast.vocational.pk),
        "national_number": number,
        "reason": "here_now",
        "words": "She stands at our door and cannot go home",
        "reference": "2026-114",
        **other,
    }


def asked(cast: Cast) -> EmergencyAccess:
    with access.job_scope(cast.hedeby.pk):
        return EmergencyAccess.objects.get()


def test_the_page_says_how_long_is_left_and_that_each_look_is_noted(
    everyone: Cast, known: Held, client_for: ClientFor
) -> None:
    client = client_for(everyone.freja)
    where = f"/people/{known.person.pk}/"
    assert client.get(where).status_code == 404
    answer = client.post(ASK, form(everyone))
    assert answer.headers["Location"] == where
    page = read(client.get(where))
    assert "Amina Holm" in page
    assert "Emergency access: 61 minutes left" in page, "the test's database is a minute ahead"
    assert "Each page you look at here is noted" in page
    assert "Personal number" not in page
    assert "Amina" not in read(client.get("/people/")), "and in no list"


def test_it_ends_while_the_page_is_open(
    everyone: Cast, known: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    client = client_for(everyone.freja)
    client.post(ASK, form(everyone))
    database.execute("UPDATE gate.test_clock SET at = at + interval '60 minutes'")
    assert client.get(f"/people/{known.person.pk}/").status_code == 404


def test_the_young_person_reads_that_somebody_looked_in_an_emergency(
    everyone: Cast, known: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    client = client_for(everyone.freja)
    client.post(ASK, form(everyone))
    client.get(f"/people/{known.person.pk}/")
    purposes = database.execute(
        "SELECT DISTINCT purpose FROM audit_reading WHERE %s = ANY (person_ids)", [known.person.pk]
    ).fetchall()
    assert purposes == [("emergency",)]
    assert "Emergency access" in read(client_for(everyone.bo).get(f"/people/{known.person.pk}/looks/"))
    client_for(everyone.bo).get(f"/people/{known.person.pk}/")
    guided = database.execute(
        "SELECT count(*) FROM audit_reading WHERE by_id = %s AND purpose = 'emergency'", [everyone.bo.pk]
    ).fetchone()
    assert guided == (0,), "whoever may look anyway looks for guidance"


def test_nobody_and_the_protected_get_the_same_page(
    everyone: Cast, known: Held, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(known.person)
    client = client_for(everyone.freja)
    pages = [
        read(client.post(ASK, form(everyone, number))).replace(number, "")
        for number in (NUMBER, danish_number(BORN, 8))
    ]
    assert pages[0] == pages[1]
    assert "Nobody is shown" in pages[0]


def test_what_is_wrong_comes_back_with_what_was_typed(
    everyone: Cast, known: Held, client_for: ClientFor
) -> None:
    page = read(client_for(everyone.freja).post(ASK, form(everyone, words="Because")))
    assert "Say in at least 20 characters" in page


def test_a_leader_judges_it_and_the_log_says_so(everyone: Cast, known: Held, client_for: ClientFor) -> None:
    asker = client_for(everyone.freja)
    asker.post(ASK, form(everyone))
    asker.get(f"/people/{known.person.pk}/")
    where = f"{LIST}{asked(everyone).pk}/"
    gro = client_for(everyone.gro)
    listed = read(gro.get(LIST))
    assert "Freja Falk" in listed
    assert "Amina" not in listed
    page = read(gro.get(where))
    assert "She stands at our door" in page
    assert "Name and age, how to reach them, what is agreed and what they do" in page, "what was looked at"
    assert "Amina" not in page
    gro.post(where, {"verdict": "justified", "words": "I called Freja; it was right"})
    assert "Nothing waits for a verdict" in read(gro.get(LIST))
    seen = read(asker.get(where))
    assert "Justified, Gro Gram" in seen
    assert "it was right" in seen


def test_the_holder_is_led_to_it_and_can_not_judge(
    everyone: Cast, known: Held, client_for: ClientFor
) -> None:
    client_for(everyone.freja).post(ASK, form(everyone))
    where = f"{LIST}{asked(everyone).pk}/"
    bo = client_for(everyone.bo)
    assert "A leader or the log controller judges it" in read(bo.get(where))
    assert bo.post(where, {"verdict": "justified", "words": "ok"}).status_code == 404
    assert client_for(everyone.ditte).get(where).status_code == 404


def test_the_message_leads_there(
    everyone: Cast, known: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    client_for(everyone.freja).post(ASK, form(everyone))
    row = database.execute(
        "SELECT id FROM outbox_outgoingmessage WHERE template = 'emergency_opened'"
    ).fetchone()
    assert row
    led = client_for(everyone.bo).get(f"/go/{row[0]}/")
    assert led.headers["Location"] == f"{LIST}{asked(everyone).pk}/"


@pytest.mark.parametrize("who", ["tove", "viggo", "carl"])
def test_who_may_ask(everyone: Cast, known: Held, client_for: ClientFor, who: str) -> None:
    answer = client_for(getattr(everyone, who)).post(ASK, form(everyone))
    assert answer.status_code == (200 if who == "carl" else 404), "Carl's own places do not include this one"
    with access.job_scope(everyone.hedeby.pk):
        assert not EmergencyAccess.objects.exists()


def test_overdue_is_said(everyone: Cast, known: Held, client_for: ClientFor) -> None:
    client_for(everyone.freja).post(ASK, form(everyone))
    with clock.at_moment(NOW + timedelta(days=9)):
        assert "2 days overdue" in read(client_for(everyone.gro).get(LIST))
