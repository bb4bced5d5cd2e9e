"""My account: what I changed is changed, what I ended has ended, and what is far-reaching asks me once more."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.test import Client
from tests.cast import PASSWORD, Cast
from tests.conftest import NOW
from tests.web.conftest import Answer, ClientFor, read
from tests.web.entrance import Phone, a_phone, codes_on, give_password, key_on, type_code, type_password

from stafet.access import api as access
from stafet.kernel import clock
from stafet.web.language import LANGUAGE_COOKIE

NEW = "the-baton-crosses-at-noon"


@pytest.fixture
def bo(everyone: Cast, database: psycopg.Connection) -> access.User:
    return give_password(database, everyone.bo)


@pytest.fixture
def phone(bo: access.User) -> Phone:
    return a_phone(bo, at=NOW - timedelta(days=1))[0]


@pytest.fixture
def client(bo: access.User, phone: Phone) -> Client:
    """Bo, who logged in with both steps at ``NOW``."""
    client = Client(headers={"accept-language": "en", "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/145.0"})
    type_password(client, bo)
    type_code(client, phone.shows())
    return client


def change_password(client: Client, current: str = PASSWORD, new: str = NEW) -> Answer:
    return client.post("/account/password/", {"current": current, "new": new})


def test_the_page_says_who_i_am_how_i_log_in_and_where(client: Client) -> None:
    page = read(client.get("/account/"))
    for words in ("Bo Bertelsen", "bo@example.org", "Counsellor, Ungevejledningen Hedeby", "10 left"):
        assert words in page
    assert "Firefox, Linux this browser" in page
    assert "this machine itself · Password and second factor" in page


def test_name_and_language_change_at_once(client: Client) -> None:
    answer = client.post("/account/details/", {"name": "Bo Bak", "language": "da"})
    assert answer.headers["Location"] == "/account/"
    assert client.cookies[LANGUAGE_COOKIE].value == "da"
    assert "Bo Bak" in read(client.get("/account/"))


def test_a_new_password_lets_in_and_the_old_one_no_more(
    client: Client, bo: access.User, phone: Phone
) -> None:
    assert change_password(client).headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert type_password(Client(), bo).status_code == 200
    assert type_password(Client(), bo, NEW).status_code == 302


def test_a_new_password_logs_out_everywhere_else(
    client: Client, bo: access.User, phone: Phone, client_for: ClientFor
) -> None:
    elsewhere = client_for(bo)
    assert elsewhere.get("/").status_code == 200
    change_password(client)
    assert elsewhere.get("/").status_code == 302


@pytest.mark.parametrize(
    "new",
    [
        "short",
        "passwordpassword",
        "bo@example.org1",
        "Bo Bertelsen",
        "123456789012",
        "Sommer-2026!!",
        "kodeord kodeord",
        "qwertyuiopåasdf",
        "aaaaaaaaaaaaa",
    ],
)
def test_a_password_everybody_would_try_is_refused_with_a_sentence(client: Client, new: str) -> None:
    page = change_password(client, new=new)
    assert page.status_code == 200
    assert "Something must be put right" in read(page)
    assert f'value="{new}"' not in page.content.decode()


def test_the_password_now_is_asked_for_and_not_for_ever(client: Client) -> None:
    for _ in range(5):
        assert "This is not your password now." in read(change_password(client, current="guess"))
    assert "too many tries" in read(change_password(client))


def test_another_app_takes_the_place_of_the_first(client: Client, bo: access.User, phone: Phone) -> None:
    new = Phone(key_on(client.get("/account/codes/")))
    assert len(codes_on(client.post("/account/codes/", {"code": new.shows()}))) == 10
    later = NOW + timedelta(minutes=2)
    with clock.at_moment(later):
        for one, status in ((phone, 200), (new, 302)):
            again = Client()
            type_password(again, bo)
            assert type_code(again, one.shows(later)).status_code == status


def test_new_recovery_codes_end_those_before(client: Client, bo: access.User) -> None:
    first = codes_on(client.post("/account/recovery-codes/"))
    second = codes_on(client.post("/account/recovery-codes/"))
    assert not set(first) & set(second)
    for code, status in ((first[0], 200), (second[0], 302)):
        again = Client()
        type_password(again, bo)
        assert type_code(again, code).status_code == status


@pytest.mark.parametrize("address", ["/account/codes/", "/account/recovery-codes/"])
def test_after_a_quarter_of_an_hour_it_is_asked_who_is_sitting_here(client: Client, address: str) -> None:
    with clock.at_moment(NOW + timedelta(minutes=16)):
        asked = client.post(address, {"code": "000000"})
        assert asked.headers["Location"] == f"/account/prove/?next={address.replace('/', '%2F')}"
        wrong = client.post("/account/prove/", {"proof": "guess", "next": address})
        assert "This is not your password now." in read(wrong)
        proved = client.post("/account/prove/", {"proof": PASSWORD, "next": address})
        assert proved.headers["Location"] == address
        assert client.get(address).status_code == 200


def test_one_browser_is_logged_out_from_another(
    client: Client, bo: access.User, client_for: ClientFor
) -> None:
    elsewhere = client_for(bo)
    elsewhere.get("/")
    (link,) = _ends(client)
    assert client.post(link).headers["Location"] == "/account/"
    assert elsewhere.get("/").status_code == 302
    assert client.get("/").status_code == 200


def test_all_are_logged_out_at_once_this_one_too(
    client: Client, bo: access.User, client_for: ClientFor
) -> None:
    others = [client_for(bo) for _ in range(3)]
    assert client.post("/account/sessions/end/").headers["Location"] == "/log-out/"
    assert [one.get("/").status_code for one in (client, *others)] == [302] * 4


def test_nobody_ends_the_session_of_somebody_else(
    client: Client, everyone: Cast, client_for: ClientFor
) -> None:
    ditte = client_for(everyone.ditte)
    (link,) = _ends(client_for(everyone.ditte))
    assert client.post(link).status_code == 404
    assert ditte.get("/").status_code == 200


def test_ending_is_never_a_get(client: Client) -> None:
    assert client.get("/account/sessions/end/").status_code == 405
    assert client.get("/").status_code == 200


def _ends(client: Client) -> list[str]:
    page = client.get("/account/").content.decode()
    return [part.split('"')[0] for part in page.split('formaction="')[1:] if "sessions/end" not in part[:40]]
