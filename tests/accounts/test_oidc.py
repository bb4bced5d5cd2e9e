"""Logging in with an organisation's OpenID Connect service: the whole way out and back, and every lie on it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
import requests
from django.test import Client
from tests.accounts import oidc_mock
from tests.accounts.oidc_mock import Mock
from tests.accounts.test_invitations import BODIL, invited
from tests.cast import PASSWORD, Cast
from tests.conftest import NOW
from tests.web.conftest import Answer, ClientFor, read
from tests.web.entrance import Phone, a_phone, give_password, key_on, type_code, type_password

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.messages import api as messages

BO = {"sub": "7c1e", "email": "bo@example.org", "email_verified": True, "name": "Bo B."}
BODILS = {"sub": "b0d1", "email": BODIL, "email_verified": True, "name": "Bodil Bech"}


@pytest.fixture
def mock() -> Iterator[Mock]:
    with oidc_mock.serving() as mock:
        mock.person = dict(BO)
        yield mock


def a_service(ida: access.User, everyone: Cast, mock: Mock, **other: object) -> accounts.LogInService:
    values: dict[str, object] = {
        "organisation_id": everyone.town.pk,
        "name": "Hedeby",
        "protocol": accounts.Protocol.OIDC,
        "assurance": accounts.Assurance.SUBSTANTIAL,
        "issuer": mock.address,
        "client_id": oidc_mock.CLIENT_ID,
        "client_secret": oidc_mock.CLIENT_SECRET,
        **other,
    }
    draft = accounts.ServiceDraft(**values)  # type: ignore[arg-type]
    with access.user_scope(ida.pk):
        return accounts.add_service(draft=draft, by=access.actor_for(ida, at=NOW), at=NOW)


@pytest.fixture
def service(ida: access.User, everyone: Cast, mock: Mock) -> accounts.LogInService:
    return a_service(ida, everyone, mock)


@pytest.fixture
def browser() -> Client:
    return Client(headers={"accept-language": "en"})


def out(browser: Client, service: accounts.LogInService, more: str = "") -> str:
    """To the service, and what the service answers the browser with: the way back."""
    gone = browser.get(f"/log-in/with/{service.pk}/{more}")
    assert gone.status_code == 302, read(gone)
    return came_from(gone)


def came_from(gone: Answer) -> str:
    answer = requests.get(gone.headers["Location"], allow_redirects=False, timeout=5)
    return answer.headers["Location"].removeprefix("http://testserver")


def there_and_back(browser: Client, service: accounts.LogInService, more: str = "") -> Answer:
    return browser.get(out(browser, service, more))


def linked(service: accounts.LogInService, user: access.User, subject: str = "7c1e") -> None:
    with access.user_scope(user.pk):
        accounts.link_identity(
            claim=accounts.Claim(service.pk, subject),
            user_id=user.pk,
            by=access.actor_for(user, at=NOW),
            at=NOW,
        )


def is_in(browser: Client) -> bool:
    return browser.get("/").status_code == 200


def test_the_button_stands_on_the_log_in_page(service: accounts.LogInService, browser: Client) -> None:
    page = browser.get("/log-in/?next=/people/")
    assert "Log in with Hedeby" in read(page)
    assert f'href="/log-in/with/{service.pk}/?next=%2Fpeople%2F"'.encode() in page.content


def test_who_is_known_by_the_subject_gets_in_to_where_they_were_going(
    everyone: Cast, service: accounts.LogInService, browser: Client
) -> None:
    linked(service, everyone.bo)
    assert there_and_back(browser, service, "?next=/people/").headers["Location"] == "/people/"
    assert "Log-in service" in read(browser.get("/account/"))


def test_the_subject_decides_and_not_the_address(
    everyone: Cast, service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    linked(service, everyone.bo)
    mock.person = {**BO, "email": "ditte@example.org"}
    there_and_back(browser, service)
    assert "Bo Bertelsen" in read(browser.get("/account/"))


def test_what_is_asked_for_is_bound_to_this_browser(
    everyone: Cast, service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    out(browser, service)
    (asked,) = mock.asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["response_type"] == "code"
    assert len(asked["nonce"]) > 20
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}


def test_an_answer_for_another_browser_is_refused(
    everyone: Cast, service: accounts.LogInService, browser: Client
) -> None:
    linked(service, everyone.bo)
    back = out(browser, service)
    victim = Client()
    assert victim.get(back).status_code == 400
    assert not is_in(victim)


def test_an_answer_works_once(everyone: Cast, service: accounts.LogInService, browser: Client) -> None:
    linked(service, everyone.bo)
    back = out(browser, service)
    assert browser.get(back).status_code == 302
    browser.post("/log-out/")
    assert browser.get(back).status_code == 400
    assert not is_in(browser)


@pytest.mark.parametrize(
    "lie",
    [
        "issuer",
        "audience",
        "expired",
        "nonce",
        "signature",
        "unsigned",
        "public key as secret",
        "no token",
    ],
)
def test_a_lie_lets_nobody_in_and_is_told_in_a_sentence(
    everyone: Cast, service: accounts.LogInService, browser: Client, mock: Mock, lie: str
) -> None:
    linked(service, everyone.bo)
    mock.lie = lie
    answer = there_and_back(browser, service)
    assert answer.status_code == 400
    assert "You are not logged in" in read(answer)
    assert not is_in(browser)


def test_the_mock_is_believed_when_it_does_not_lie(
    everyone: Cast, service: accounts.LogInService, browser: Client
) -> None:
    """The test before this one would pass for a door that is walled up."""
    linked(service, everyone.bo)
    assert there_and_back(browser, service).status_code == 302
    assert is_in(browser)


def test_who_gives_up_there_is_told_that_nothing_happened(
    everyone: Cast, service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    mock.lie = "gave up"
    assert "You stopped at Hedeby" in read(there_and_back(browser, service))


def test_a_service_that_says_it_is_another_one_is_not_gone_to(
    service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    mock.lie = "discovery"
    assert "can't be reached now" in read(browser.get(f"/log-in/with/{service.pk}/"))


def test_a_service_that_is_down_is_told_in_a_sentence(
    ida: access.User, everyone: Cast, mock: Mock, browser: Client
) -> None:
    service = a_service(ida, everyone, mock, issuer="http://127.0.0.1:9")
    answer = browser.get(f"/log-in/with/{service.pk}/")
    assert "Hedeby can't be reached now" in read(answer)


def test_who_was_not_invited_gets_no_account(
    everyone: Cast, service: accounts.LogInService, browser: Client, mock: Mock, database: psycopg.Connection
) -> None:
    mock.person = BODILS
    answer = there_and_back(browser, service)
    assert answer.status_code == 403
    assert "nobody has invited you" in read(answer)
    assert not access.User.objects.filter(email=BODIL).exists()
    assert database.execute("SELECT count(*) FROM socialaccount_socialaccount").fetchone() == (0,)


def test_an_account_is_never_taken_over_by_an_address(
    everyone: Cast, service: accounts.LogInService, browser: Client, database: psycopg.Connection
) -> None:
    give_password(database, everyone.bo)
    answer = there_and_back(browser, service)
    assert answer.status_code == 403
    assert "not connected with Hedeby yet" in read(answer)
    assert not is_in(browser)


def test_who_followed_the_link_takes_the_post_with_the_service(
    everyone: Cast, ida: access.User, service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    link = messages.link_for(invited(everyone, ida).link_id)
    mock.person = {**BODILS, "email": "bb@other.example", "email_verified": False}
    page = browser.get(f"/invite/{link}/")
    assert f'href="/log-in/with/{service.pk}/?invitation={link}"'.encode() in page.content
    back = there_and_back(browser, service, f"?invitation={link}")
    assert back.headers["Location"] == f"/invite/{link}/service/"
    asked = browser.get(back.headers["Location"])
    assert 'value="Bodil Bech"' in asked.content.decode()
    took = browser.post(back.headers["Location"], {"name": "Bodil Bech", "language": "en"})
    assert took.headers["Location"] == "/"
    assert is_in(browser)
    user = access.User.objects.get(email=BODIL)
    assert not user.has_usable_password()
    again = Client()
    there_and_back(again, service)
    assert is_in(again)


def test_who_was_invited_and_comes_straight_to_the_service_is_found_by_a_verified_address(
    everyone: Cast, ida: access.User, service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    link = messages.link_for(invited(everyone, ida).link_id)
    for verified, status in ((False, 403), (True, 302)):
        mock.person = {**BODILS, "email_verified": verified}
        assert there_and_back(browser, service).status_code == status
    took = browser.post(f"/invite/{link}/service/", {"name": "Bodil", "language": "en"})
    assert took.headers["Location"] == "/"


def test_a_service_vouches_for_its_own_only(
    everyone: Cast, ida: access.User, mock: Mock, browser: Client
) -> None:
    school = a_service(ida, everyone, mock, organisation_id=everyone.school.pk)
    link = messages.link_for(invited(everyone, ida).link_id)  # to the guidance unit
    mock.person = BODILS
    assert b"/log-in/with/" not in browser.get(f"/invite/{link}/").content
    assert there_and_back(browser, school, f"?invitation={link}").status_code == 403


def test_nobody_takes_a_post_with_what_somebody_else_showed(
    everyone: Cast, ida: access.User, service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    link = messages.link_for(invited(everyone, ida).link_id)
    stranger = Client()
    assert stranger.get(f"/invite/{link}/service/").headers["Location"] == "/log-in/"
    assert stranger.post(f"/invite/{link}/service/", {"name": "X", "language": "en"}).status_code == 302
    assert not access.User.objects.filter(email=BODIL).exists()


def test_a_service_with_one_factor_leads_to_our_second_step(
    everyone: Cast, ida: access.User, mock: Mock, browser: Client
) -> None:
    service = a_service(ida, everyone, mock, assurance=accounts.Assurance.LOW)
    linked(service, everyone.bo)
    assert there_and_back(browser, service).headers["Location"] == "/log-in/set-up/"
    assert not is_in(browser)
    phone = Phone(key_on(browser.get("/log-in/set-up/")))
    browser.post("/log-in/set-up/", {"code": phone.shows()})
    assert is_in(browser)


@pytest.mark.parametrize(
    ("said", "let_in"), [("high", True), ("substantial", True), ("low", False), ("", False)]
)
def test_what_is_demanded_of_this_log_in_must_be_said(
    everyone: Cast, ida: access.User, mock: Mock, browser: Client, said: str, let_in: bool
) -> None:
    service = a_service(ida, everyone, mock, demanded_level="substantial high")
    linked(service, everyone.bo)
    mock.person = {**BO, "acr": said}
    answer = there_and_back(browser, service)
    assert mock.asked[0]["acr_values"] == "substantial high"
    assert is_in(browser) is let_in
    assert let_in or "less sure of you" in read(answer)


def test_an_address_may_be_told_later_and_about_nobody_else(
    everyone: Cast, ida: access.User, service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    invited(everyone, ida)
    mock.person, mock.told_later = {"sub": "b0d1"}, {"email": BODIL, "email_verified": True}
    assert there_and_back(browser, service).status_code == 302
    mock.told_later["sub"] = "somebody else"
    assert there_and_back(Client(), service).status_code == 400


def test_my_account_is_connected_after_i_have_seen_to_whom(
    everyone: Cast, service: accounts.LogInService, browser: Client, database: psycopg.Connection
) -> None:
    bo = give_password(database, everyone.bo)
    phone, _ = a_phone(bo)
    type_password(browser, bo)
    type_code(browser, phone.shows())
    assert "Not connected" in read(browser.get("/account/"))
    gone = browser.get(f"/account/connect/{service.pk}/")
    back = browser.get(came_from(gone))
    assert back.headers["Location"] == "/account/connect/"
    asked = read(browser.get("/account/connect/"))
    assert "bo@example.org" in asked
    assert "7c1e" in asked
    assert not accounts.identities_of(bo.pk)
    browser.post("/account/connect/")
    assert [identity.subject for identity in accounts.identities_of(bo.pk)] == ["7c1e"]
    again = Client()
    there_and_back(again, service)
    assert is_in(again)


def test_another_subject_never_takes_the_place_of_the_one_that_is_connected(
    everyone: Cast,
    service: accounts.LogInService,
    client_for: ClientFor,
    mock: Mock,
    database: psycopg.Connection,
) -> None:
    linked(service, give_password(database, everyone.bo))
    mock.person = {**BO, "sub": "another"}
    bo = client_for(everyone.bo)
    bo.post("/account/prove/", {"proof": PASSWORD, "next": "/account/"})
    bo.get(came_from(bo.get(f"/account/connect/{service.pk}/")))
    assert "names somebody else than before" in read(bo.post("/account/connect/"))
    assert [identity.subject for identity in accounts.identities_of(everyone.bo.pk)] == ["7c1e"]
    browser = Client()
    assert there_and_back(browser, service).status_code == 403


def test_connecting_asks_once_more_who_is_sitting_here(
    everyone: Cast, service: accounts.LogInService, client_for: ClientFor
) -> None:
    asked = client_for(everyone.bo).get(f"/account/connect/{service.pk}/")
    assert asked.headers["Location"].startswith("/account/prove/?next=")


def test_a_locked_out_user_does_not_come_in_by_the_back_door(
    everyone: Cast, service: accounts.LogInService, browser: Client, database: psycopg.Connection
) -> None:
    linked(service, everyone.bo)
    database.execute("UPDATE access_user SET is_active = false WHERE id = %s", [everyone.bo.pk])
    assert there_and_back(browser, service).status_code == 403
    assert not is_in(browser)


def test_a_retired_service_lets_nobody_in(
    everyone: Cast, ida: access.User, service: accounts.LogInService, browser: Client, client_for: ClientFor
) -> None:
    linked(service, everyone.bo)
    back = out(browser, service)
    assert client_for(ida).post(f"/log-in-services/{service.pk}/retire/").status_code == 302
    assert browser.get(back).status_code == 404
    assert browser.get(f"/log-in/with/{service.pk}/").status_code == 404


def test_the_secret_lies_sealed(service: accounts.LogInService, database: psycopg.Connection) -> None:
    row = database.execute(
        "SELECT s::text, encode(client_secret, 'escape') FROM accounts_loginservice s"
    ).fetchone()
    assert row is not None
    assert oidc_mock.CLIENT_SECRET not in " ".join(row)
    assert accounts.secret_of(service) == oidc_mock.CLIENT_SECRET


def test_going_in_gives_a_new_key_and_keeps_nothing_laid_ready(
    everyone: Cast, service: accounts.LogInService, browser: Client
) -> None:
    linked(service, everyone.bo)
    back = out(browser, service)
    before = browser.session.session_key
    browser.get(back)
    assert browser.session.session_key != before
    assert not [key for key in browser.session.keys() if "social" in key]  # noqa: SIM118
