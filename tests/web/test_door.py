"""In and out: who gets in, what a wrong try costs, and that nothing tells whether an account exists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.test import Client, override_settings
from tests.cast import PASSWORD, Cast
from tests.conftest import NOW
from tests.web.conftest import Answer, ClientFor

from stafet.access import api as access
from stafet.kernel import clock
from stafet.web.language import LANGUAGE_COOKIE


@pytest.fixture(autouse=True)
def demonstration() -> Iterator[None]:
    """The password alone lets in, as in a demonstration; the second step has tests of its own."""
    ways = [*settings.AUTHENTICATION_BACKENDS, "stafet.web.ways_in.PasswordOnly"]
    with override_settings(STAFET_PASSWORD_ONLY=True, AUTHENTICATION_BACKENDS=ways):
        yield


@pytest.fixture
def bo(everyone: Cast, database: psycopg.Connection) -> access.User:
    """Bo with a password, as administration gave it."""
    everyone.bo.set_password(PASSWORD)
    database.execute(
        "UPDATE access_user SET password = %s WHERE id = %s", [everyone.bo.password, everyone.bo.pk]
    )
    return everyone.bo


def log_in(client: Client, account: str, password: str, following: str = "") -> Answer:
    return client.post("/log-in/", {"account": account, "password": password, "next": following})


def test_whoever_is_not_logged_in_is_sent_to_log_in_and_then_on(bo: access.User) -> None:
    client = Client()
    asked = client.get("/people/")
    assert asked.headers["Location"] == "/log-in/?next=/people/"
    assert log_in(client, bo.email, PASSWORD, "/people/").headers["Location"] == "/people/"


def test_the_e_mail_is_found_whatever_its_case(bo: access.User) -> None:
    assert log_in(Client(), "BO@Example.org", PASSWORD).headers["Location"] == "/"


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_logging_in_never_leads_to_another_site(bo: access.User, elsewhere: str) -> None:
    assert log_in(Client(), bo.email, PASSWORD, elsewhere).headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_account_read_the_same(bo: access.User) -> None:
    wrong = log_in(Client(), bo.email, "wrong").content
    unknown = log_in(Client(), "no@example.org", "wrong").content
    assert b"do not belong together" in wrong
    assert _without_token(wrong, bo.email) == _without_token(unknown, "no@example.org")


def test_nothing_typed_is_lost_but_the_password(bo: access.User) -> None:
    page = log_in(Client(), bo.email, "wrong").content.decode()
    assert bo.email in page
    assert "wrong" not in page


def test_after_five_wrong_tries_even_the_right_password_must_wait(bo: access.User) -> None:
    client = Client()
    for _ in range(5):
        assert log_in(client, bo.email, "wrong").status_code == 200
    refused = log_in(client, bo.email, PASSWORD)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    with clock.at_moment(NOW + timedelta(seconds=30)):
        assert log_in(client, bo.email, PASSWORD).headers["Location"] == "/"


def test_the_wait_grows_and_has_an_end(bo: access.User) -> None:
    waits, at = [], NOW
    for _ in range(12):
        with clock.at_moment(at):
            log_in(Client(), bo.email, "wrong")
            wait = int(log_in(Client(), bo.email, "wrong").headers.get("Retry-After", 0))
        waits.append(wait)
        at += timedelta(seconds=wait)
    assert waits[:2] == [0, 0]
    assert [wait for wait in waits if wait] == [30, 60, 120, 240, 480, 900, 900, 900, 900, 900]


def test_an_unknown_account_waits_exactly_as_long(bo: access.User) -> None:
    for account in (bo.email, "no@example.org"):
        for _ in range(5):
            log_in(Client(), account, "wrong")
    known, unknown = (log_in(Client(), account, "wrong") for account in (bo.email, "no@example.org"))
    assert known.headers["Retry-After"] == unknown.headers["Retry-After"]
    assert _without_token(known.content, bo.email) == _without_token(unknown.content, "no@example.org")


def test_a_colleague_at_the_same_address_does_not_wait(bo: access.User) -> None:
    for _ in range(6):
        log_in(Client(), "no@example.org", "wrong")
    assert log_in(Client(), bo.email, PASSWORD).headers["Location"] == "/"


def test_tries_from_many_addresses_are_counted_together(bo: access.User) -> None:
    for number in range(25):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post("/log-in/", {"account": bo.email, "password": "wrong"})
    assert log_in(Client(REMOTE_ADDR="198.51.100.1"), bo.email, PASSWORD).status_code == 429


def test_one_home_counts_as_one_address_however_many_it_has(bo: access.User) -> None:
    for number in range(5):
        client = Client(REMOTE_ADDR=f"2001:db8::{number + 1}")
        client.post("/log-in/", {"account": bo.email, "password": "wrong"})
    assert log_in(Client(REMOTE_ADDR="2001:db8::99"), bo.email, PASSWORD).status_code == 429


def test_the_count_keeps_no_address_of_anybody(bo: access.User, database: psycopg.Connection) -> None:
    log_in(Client(), bo.email, "wrong")
    rows = database.execute("SELECT key, tries FROM access_failed_log_in").fetchall()
    assert [(len(key), tries) for key, tries in rows] == [(32, 1), (32, 1)]


def test_success_forgets_the_tries(bo: access.User, database: psycopg.Connection) -> None:
    log_in(Client(), bo.email, "wrong")
    log_in(Client(), bo.email, PASSWORD)
    assert database.execute("SELECT count(*) FROM access_failed_log_in").fetchone() == (0,)


def test_a_user_who_has_left_does_not_get_in(bo: access.User, database: psycopg.Connection) -> None:
    database.execute("UPDATE access_user SET is_active = false WHERE id = %s", [bo.pk])
    assert b"do not belong together" in log_in(Client(), bo.email, PASSWORD).content


def test_logging_in_gives_a_new_session(bo: access.User) -> None:
    client = Client()
    client.get("/log-in/")
    before = client.session.session_key
    log_in(client, bo.email, PASSWORD)
    assert client.session.session_key not in {None, before}


def test_logging_out_needs_a_post_and_says_so(everyone: Cast, client_for: ClientFor) -> None:
    client = client_for(everyone.bo)
    assert client.get("/log-out/").headers["Location"] == "/"
    said = client.post("/log-out/", follow=True)
    assert b"You are logged out" in said.content
    assert client.get("/").headers["Location"] == "/log-in/?next=/"


def test_the_reader_s_own_language_is_spoken_after_logging_in(
    bo: access.User, database: psycopg.Connection
) -> None:
    database.execute("UPDATE access_user SET language = 'sv' WHERE id = %s", [bo.pk])
    client = Client()
    log_in(client, bo.email, PASSWORD)
    assert client.get("/").headers["Content-Language"] == "sv"


def test_a_chosen_language_stays_and_leads_back(everyone: Cast, client_for: ClientFor) -> None:
    client = client_for(everyone.bo)
    back = client.post("/language/", {"language": "da", "next": "/people/"})
    assert back.headers["Location"] == "/people/"
    assert client.get("/").headers["Content-Language"] == "da"


@pytest.mark.parametrize("wrong", ["xx", "", "../da"])
def test_a_language_nobody_wrote_changes_nothing(wrong: str) -> None:
    client = Client()
    client.post("/language/", {"language": wrong, "next": "https://example.com/"})
    assert LANGUAGE_COOKIE not in client.cookies


def test_a_form_without_its_token_is_refused_with_a_page(bo: access.User) -> None:
    refused = log_in(Client(enforce_csrf_checks=True), bo.email, PASSWORD)
    assert refused.status_code == 403
    assert b"open for too long" in refused.content


def _without_token(page: bytes, account: str) -> str:
    lines = page.decode().replace(account, "…").splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)
