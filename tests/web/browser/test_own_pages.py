"""A young person's own pages, and those on which staff open them: on a desk and on a phone, with rules of accessibility."""

from __future__ import annotations

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.own.conftest import Joins, joins
from tests.web.browser.conftest import DESK, PHONE, OpenAs
from tests.web.test_my_plan import approve, plan

from stafet.access import api as access
from stafet.careerplans.api import CareerPlan
from stafet.kernel.actors import SYSTEM
from stafet.own import api as own

__all__ = ["joins", "plan"]
pytestmark = pytest.mark.browser


@pytest.fixture
def young(amina: Held, joins: Joins) -> access.User:
    return joins(amina)


@pytest.fixture
def custody(amina: Held) -> own.Custody:
    with access.job_scope(amina.person.municipality_id):
        draft = own.CustodyDraft("M" * 42, own.CustodyKind.SHARED, date(2025, 1, 1), "m@example.org")
        return own.add_custody(person=amina.person, draft=draft, by=SYSTEM, at=NOW)


def faults(page: Page, address: str, width: int) -> list[str]:
    """What is wrong with a page."""
    page.goto(address)
    found = [
        f"{address} {rule['id']}: {node['html']}"
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth") > width
    return [*found, *([f"{address} sticks out to the side"] if wide else [])]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_young_persons_pages_keep_the_rules_and_stick_out_nowhere(
    amina: Held, young: access.User, open_as: OpenAs, width: int
) -> None:
    page = open_as(young, "/mine/", width=width)
    mine = f"/mine/{amina.person.pk}/"
    assert page.url.endswith(mine)
    parts = ("", "read/", "everything/", "wrong/")
    assert [fault for part in parts for fault in faults(page, mine + part, width)] == []


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_so_do_those_of_the_plan_at_home_and_at_work(
    everyone: Cast, amina: Held, plan: CareerPlan, young: access.User, open_as: OpenAs, width: int
) -> None:
    approve(everyone, plan)
    mine, person = f"/mine/{amina.person.pk}/plan/", f"/people/{amina.person.pk}/plan/"
    page = open_as(young, "/mine/", width=width)
    parts = ("", "words/wishes/", "goals/new/", "versions/1/")
    assert [fault for part in parts for fault in faults(page, mine + part, width)] == []
    at_work = open_as(everyone.bo, person, width=width)
    assert [fault for part in ("", "versions/1/") for fault in faults(at_work, person + part, width)] == []


def test_the_plan_is_written_by_keyboard(
    amina: Held, plan: CareerPlan, young: access.User, open_as: OpenAs
) -> None:
    page = open_as(young, f"/mine/{amina.person.pk}/plan/")
    page.get_by_text("Who reads this?").first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("Those who have custody, until the 18th birthday").first.is_visible()
    page.get_by_role("link", name=re.compile("What I want")).focus()
    page.keyboard.press("Enter")
    page.get_by_label("In your own words").focus()
    page.keyboard.type("Build houses")
    page.get_by_role("button", name="Save the words").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/")
    assert page.get_by_text("Build houses").is_visible()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_so_do_those_on_which_staff_open_them(
    everyone: Cast, amina: Held, young: access.User, custody: own.Custody, open_as: OpenAs, width: int
) -> None:
    page = open_as(everyone.bo, "/", width=width)
    person = f"/people/{amina.person.pk}/"
    with access.job_scope(everyone.hedeby.pk):
        login = own.PersonalLogin.objects.get()
    addresses = (
        f"{person}own/",
        f"{person}own/invite/",
        f"{person}custody/new/",
        f"{person}copy/",
        f"/custody/{custody.pk}/invite/",
        f"/custody/{custody.pk}/end/",
        f"/own-log-ins/{login.pk}/end/",
    )
    assert [fault for address in addresses for fault in faults(page, address, width)] == []


def test_saying_that_something_is_wrong_works_without_a_script(
    amina: Held, young: access.User, open_as: OpenAs
) -> None:
    page = open_as(young, f"/mine/{amina.person.pk}/", width=PHONE, script=False)
    page.get_by_role("link", name="Say that this is wrong").click()
    page.get_by_label("What is wrong, and what is right?").fill("Jeg hedder Amina Sofie")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_text("You get an answer by 15 September 2026.").is_visible()
