"""The way in as it is walked: password, code, passkey; the pages of accounts on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from tests.accounts.conftest import employed
from tests.cast import PASSWORD, Cast
from tests.conftest import NOW
from tests.web.browser.conftest import DESK, PHONE, OpenAs
from tests.web.entrance import Phone, a_phone, give_password

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.messages import api as messages

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A browser at ``localhost``, which passkeys take for a safe address, with a device in it that makes them."""
    with override_settings(STAFET_PASSWORD_ONLY=False):
        context = chromium.new_context(base_url=address.replace("127.0.0.1", "localhost"), locale="en")
        page = context.new_page()
        devices = context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        devices.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        yield page
        context.close()


def type_password(page: Page, user: access.User) -> None:
    page.goto("/log-in/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def test_a_device_is_set_up_at_the_first_log_in_and_lets_in_at_the_next(
    everyone: Cast, database: psycopg.Connection, page: Page
) -> None:
    bo = give_password(database, everyone.bo)
    type_password(page, bo)
    page.get_by_role("button", name="Use this device or a security key").click()
    expect(page.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("wait")
    page.context.clear_cookies()
    type_password(page, bo)
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_text("Bo Bertelsen").first).to_be_visible()
    (passkey,) = accounts.factors_of(bo.pk).passkeys
    assert passkey.sign_count > 0


def test_a_device_is_added_on_the_account_page_and_removed_again(
    everyone: Cast, database: psycopg.Connection, page: Page
) -> None:
    bo = give_password(database, everyone.bo)
    phone, _ = a_phone(bo)
    type_password(page, bo)
    page.get_by_label("Code").fill(phone.shows())
    page.get_by_role("button", name="Log in", exact=True).click()
    page.goto("/account/passkeys/")
    page.get_by_label("What do you call this device?").fill("Work computer")
    page.get_by_role("button", name="Use this device or a security key").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    page.get_by_role("row", name="Work computer").get_by_role("link").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    assert not accounts.factors_of(bo.pk).passkeys


def test_an_answer_for_somebody_else_does_not_count(
    everyone: Cast, database: psycopg.Connection, page: Page
) -> None:
    """Ditte's device answers Bo's question: the page is told to ask as if it were hers."""
    bo, ditte = (give_password(database, user) for user in (everyone.bo, everyone.ditte))
    type_password(page, ditte)
    page.get_by_role("button", name="Use this device or a security key").click()
    expect(page.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()
    with access.user_scope(bo.pk):
        (hers,) = accounts.factors_of(ditte.pk).passkeys
        *most, last = bytes(hers.credential)
        accounts.add_passkey(
            user_id=bo.pk,
            draft=accounts.PasskeyDraft("planted", bytes([*most, last ^ 1]), 0),
            by=access.actor_for(bo, at=NOW),
            at=NOW,
        )
    page.context.clear_cookies()
    type_password(page, bo)
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_text("did not prove itself")).to_be_visible()
    page.goto("/")
    expect(page).to_have_url(re.compile("/log-in/"))


def test_the_whole_way_by_keyboard_and_without_a_script(
    everyone: Cast, database: psycopg.Connection, open_as: OpenAs
) -> None:
    bo = give_password(database, everyone.bo)
    with override_settings(STAFET_PASSWORD_ONLY=False):
        page = open_as(None, "/log-in/", script=False)
        page.get_by_label("E-mail").focus()
        for words in (bo.email, PASSWORD):
            page.keyboard.type(words)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_text("Or type this key into the app").click()
        phone = Phone(page.locator(".door__key code").inner_text().replace(" ", ""))
        page.get_by_label("Code").focus()
        page.keyboard.type(phone.shows())
        page.keyboard.press("Enter")
        page.get_by_role("link", name="I have kept them").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Bo Bertelsen").first).to_be_visible()


@pytest.fixture
def places(everyone: Cast, database: psycopg.Connection) -> dict[str, str]:
    """Something of everything, and its address, for Ida who runs accounts."""
    ida = employed(everyone, "ida", "Alexandrine Thorvaldsdatter Bjerregaardsen", access.Role.ADMINISTRATOR)
    give_password(database, ida)
    a_phone(ida)
    by = access.actor_for(ida, at=NOW)
    with access.user_scope(ida.pk):
        invitation = accounts.invite(
            draft=accounts.InvitationDraft(
                email="a-very-long-address.of-somebody@administration.hedeby.example",
                language="en",
                organisation_id=everyone.town.pk,
                role=access.Role.COORDINATOR,
            ),
            by=by,
            at=NOW,
        )
        service = accounts.add_service(
            draft=accounts.ServiceDraft(
                organisation_id=everyone.town.pk,
                name="Hedeby Kommunes log-in",
                protocol=accounts.Protocol.OIDC,
                assurance=accounts.Assurance.SUBSTANTIAL,
                issuer="https://login.hedeby.example",
                client_id="stafet",
            ),
            by=by,
            at=NOW,
        )
    return {
        "account": "/account/",
        "details": "/account/details/",
        "password": "/account/password/",
        "prove": "/account/prove/?next=/account/",
        "colleagues": "/colleagues/",
        "invite a colleague": "/colleagues/invite/",
        "a colleague": f"/colleagues/{everyone.bo.pk}/",
        "lock out": f"/colleagues/{everyone.bo.pk}/lock-out/",
        "end a post": f"/posts/{access.Membership.objects.get(user=everyone.bo).pk}/end/",
        "services": "/log-in-services/",
        "an oidc service": "/log-in-services/new/",
        "a saml service": "/log-in-services/new/?protocol=saml",
        "a service": f"/log-in-services/{service.pk}/",
        "retire": f"/log-in-services/{service.pk}/retire/",
        "invited": f"/invite/{messages.link_for(invitation.link_id)}/",
        "dead link": "/invite/",
    }


PAGES = (
    "account",
    "details",
    "password",
    "prove",
    "colleagues",
    "invite a colleague",
    "a colleague",
    "lock out",
    "end a post",
    "services",
    "an oidc service",
    "a saml service",
    "a service",
    "retire",
    "invited",
    "dead link",
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_of_accounts_is_fit_to_be_used(
    open_as: OpenAs, places: dict[str, str], name: str, width: int
) -> None:
    ida = access.User.objects.get(email="ida@example.org")
    page = open_as(ida, places[name], width=width)
    assert page.locator("h1").count() == 1
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
