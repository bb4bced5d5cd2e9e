"""Logging in with an organisation's SAML service: a signed answer lets in, once; anything else does not."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from tests.accounts.saml_mock import MAIL, Mock
from tests.accounts.test_invitations import BODIL, invited
from tests.cast import Cast
from tests.conftest import NOW
from tests.web.conftest import Answer, read

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.messages import api as messages
from stafet.web.registry import every_address


def a_service(ida: access.User, everyone: Cast, mock: Mock, **other: object) -> accounts.LogInService:
    values: dict[str, object] = {
        "organisation_id": everyone.town.pk,
        "name": "Hedeby",
        "protocol": accounts.Protocol.SAML,
        "assurance": accounts.Assurance.HIGH,
        "issuer": mock.entity_id,
        "sign_on_url": mock.sign_on_url,
        "certificate": mock.certificate,
        **other,
    }
    draft = accounts.ServiceDraft(**values)  # type: ignore[arg-type]
    with access.user_scope(ida.pk):
        return accounts.add_service(draft=draft, by=access.actor_for(ida, at=NOW), at=NOW)


@pytest.fixture
def mock() -> Mock:
    return Mock()


@pytest.fixture
def service(ida: access.User, everyone: Cast, mock: Mock) -> accounts.LogInService:
    service = a_service(ida, everyone, mock)
    linked(service, everyone.bo)
    return service


@pytest.fixture
def browser() -> Client:
    return Client(headers={"accept-language": "en"})


def linked(service: accounts.LogInService, user: access.User) -> None:
    with access.user_scope(user.pk):
        accounts.link_identity(
            claim=accounts.Claim(service.pk, "7c1e"),
            user_id=user.pk,
            by=access.actor_for(user, at=NOW),
            at=NOW,
        )


def asked(browser: Client, service: accounts.LogInService, more: str = "") -> str:
    gone = browser.get(f"/log-in/with/{service.pk}/{more}")
    assert gone.headers["Location"].startswith(service.sign_on_url)
    return gone.headers["Location"]


def posted(browser: Client, service: accounts.LogInService, answer: str) -> Answer:
    """The service's page posts the answer, from a site that is not ours, and the browser follows to where it is looked at."""
    bounced = browser.post(f"/log-in/saml/{service.pk}/back/", {"SAMLResponse": answer})
    assert bounced.headers["Location"] == f"/log-in/saml/{service.pk}/finish/"
    return browser.get(bounced.headers["Location"])


def there_and_back(browser: Client, service: accounts.LogInService, mock: Mock, more: str = "") -> Answer:
    return posted(browser, service, mock.answer(asked(browser, service, more)))


def is_in(browser: Client) -> bool:
    return browser.get("/").status_code == 200


def test_a_signed_answer_lets_in(
    everyone: Cast, service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    answer = there_and_back(browser, service, mock, "?next=/people/")
    assert answer.headers["Location"] == "/people/"
    assert "Bo Bertelsen" in read(browser.get("/account/"))


@pytest.mark.parametrize(
    "lie",
    [
        "signature",
        "unsigned",
        "changed after signing",
        "expired",
        "audience",
        "recipient",
        "issuer",
        "another question",
        "unasked",
    ],
)
def test_a_lie_lets_nobody_in_and_is_told_in_a_sentence(
    service: accounts.LogInService, browser: Client, mock: Mock, lie: str
) -> None:
    mock.lie = lie
    answer = there_and_back(browser, service, mock)
    assert answer.status_code == 400
    assert "You are not logged in" in read(answer)
    assert not is_in(browser)


def test_an_answer_works_once(service: accounts.LogInService, browser: Client, mock: Mock) -> None:
    answer = mock.answer(asked(browser, service))
    assert posted(browser, service, answer).status_code == 302
    browser.post("/log-out/")
    again = posted(browser, service, answer)
    assert again.status_code == 400
    assert "was used before" in read(again)
    assert not is_in(browser)


def test_an_answer_works_in_the_browser_that_asked(
    service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    answer = mock.answer(asked(browser, service))
    thief = Client()
    assert posted(thief, service, answer).status_code == 400
    assert not is_in(thief)


def test_an_answer_of_one_service_is_not_one_of_another(
    everyone: Cast, ida: access.User, service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    other = a_service(ida, everyone, mock, name="Another")
    answer = mock.answer(asked(browser, service))
    assert posted(browser, other, answer).status_code == 400
    assert not is_in(browser)


@pytest.mark.parametrize("nonsense", ["", "%%%", "PHg+", "A" * 10_000])
def test_nonsense_is_told_in_a_sentence(
    service: accounts.LogInService, browser: Client, nonsense: str
) -> None:
    answer = posted(browser, service, nonsense)
    assert answer.status_code == 400
    assert "Begin again" in read(answer)


def test_nothing_to_look_at_is_told_in_a_sentence(service: accounts.LogInService, browser: Client) -> None:
    assert browser.get(f"/log-in/saml/{service.pk}/finish/").status_code == 400


def test_a_name_that_changes_each_time_is_nobody_s(
    service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    mock.lie = "transient"
    assert "calls you something new each time" in read(there_and_back(browser, service, mock))
    assert not is_in(browser)


def test_the_subject_may_stand_where_it_was_agreed(
    everyone: Cast, ida: access.User, browser: Client, mock: Mock
) -> None:
    service = a_service(ida, everyone, mock, subject_attribute="https://example.org/uuid")
    linked(service, everyone.bo)
    mock.subject, mock.attributes["https://example.org/uuid"] = "something new", "7c1e"
    there_and_back(browser, service, mock)
    assert is_in(browser)


@pytest.mark.parametrize(
    ("attribute", "told", "let_in"),
    [
        ("", "urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken", True),
        ("", "urn:oasis:names:tc:SAML:2.0:ac:classes:Password", False),
        ("https://example.org/loa", "urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken", True),
        ("https://example.org/loa", "Low", False),
    ],
)
def test_what_is_demanded_of_this_log_in_must_be_said(
    everyone: Cast,
    ida: access.User,
    browser: Client,
    mock: Mock,
    attribute: str,
    told: str,
    let_in: bool,
) -> None:
    demanded = "urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken"
    service = a_service(ida, everyone, mock, demanded_level=demanded, level_attribute=attribute)
    linked(service, everyone.bo)
    if attribute:
        mock.attributes[attribute] = told
    else:
        mock.context = told
    there_and_back(browser, service, mock)
    assert is_in(browser) is let_in


def test_who_was_invited_takes_the_post(
    everyone: Cast, ida: access.User, service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    link = messages.link_for(invited(everyone, ida).link_id)
    mock.subject, mock.attributes = "b0d1", {MAIL: BODIL}
    refused = there_and_back(browser, service, mock)
    assert refused.status_code == 403  # the service does not vouch for addresses
    answer = there_and_back(browser, service, mock, f"?invitation={link}")
    assert answer.headers["Location"] == f"/invite/{link}/service/"
    browser.post(answer.headers["Location"], {"name": "Bodil Bech", "language": "en"})
    assert is_in(browser)


def test_our_description_is_signed_for_and_names_no_log_out(
    service: accounts.LogInService, browser: Client
) -> None:
    answer = browser.get(f"/log-in/saml/{service.pk}/metadata/")
    found = ET.fromstring(answer.content)  # noqa: S314  # our own
    words = answer.content.decode()
    assert found.get("entityID") == f"http://testserver/log-in/saml/{service.pk}/metadata/"
    assert "X509Certificate" in words
    assert 'AuthnRequestsSigned="true"' in words
    assert 'WantAssertionsSigned="true"' in words
    assert "SingleLogoutService" not in words


def test_what_we_ask_is_signed(service: accounts.LogInService, browser: Client) -> None:
    gone = asked(browser, service)
    assert "Signature=" in gone
    assert "rsa-sha256" in gone


def test_the_bounce_is_kept_from_scripts_and_from_other_pages(
    service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    browser.post(f"/log-in/saml/{service.pk}/back/", {"SAMLResponse": "x"})
    cookie = browser.cookies["saml-acs-session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == f"/log-in/saml/{service.pk}/finish/"


def test_logging_out_there_does_not_log_out_here(
    service: accounts.LogInService, browser: Client, mock: Mock
) -> None:
    there_and_back(browser, service, mock)
    assert browser.get(f"/log-in/saml/{service.pk}/log-out/?SAMLRequest=x").status_code == 302
    assert is_in(browser)


def test_one_page_alone_takes_a_post_without_our_token() -> None:
    free = [address for address, view in every_address() if getattr(view, "csrf_exempt", False)]
    assert free == ["log-in/saml/<uuid:organization_slug>/back/"]
