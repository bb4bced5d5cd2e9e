"""An information evening, from the invitation to who came: Bo plans and invites, Amina and her mother answer, Bo tells who came."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.cast import Cast
from tests.factories import Held
from tests.journeys.conftest import After
from tests.journeys.walking import follow, hides, press, shows, sound
from tests.own.conftest import Joins
from tests.web.browser.conftest import PHONE, OpenAs
from tests.web.test_mine import custody_of

pytestmark = pytest.mark.browser


def plans(bo: Page) -> None:
    """What, where, when, for how many; a wrong hour comes back with everything that was typed."""
    follow(bo, "Plan an event")
    bo.get_by_label("What is it called?").fill("Junior apprenticeship: an evening")
    bo.get_by_label("Whom does one ask").fill("Bo Bertelsen, 70 00 00 00")
    bo.get_by_label("On which day?").fill("15.9.2026")
    bo.get_by_label("From when?").fill("19.00")
    bo.get_by_label("Until when?").fill("18.00")
    bo.get_by_label("Where?").fill("The hall")
    bo.get_by_label("How many seats").fill("2")
    press(bo, "Plan it")
    shows(bo, "A session ends after it began.")
    assert bo.get_by_label("Where?").input_value() == "The hall", "nothing typed is lost"
    bo.get_by_label("Until when?").fill("21.00")
    press(bo, "Plan it")
    shows(bo, "0 of 2 seats taken")
    sound(bo)


def invites(bo: Page) -> None:
    """9.A, and those at home."""
    follow(bo, "Invite young people")
    bo.get_by_label("Which class?").select_option(label="Bakkeskolen, 9.A")
    press(bo, "Invite them")
    shows(bo, "at home: Mor Holm", "Invited, not answered: 2")
    sound(bo)


def answers(page: Page, events: str, answer: str, yes: str, send: str, stands: str) -> None:
    """Somebody at home reads what it is, and answers for themselves."""
    follow(page, events)
    follow(page, answer)
    page.get_by_label(yes).check()
    press(page, send)
    shows(page, stands)
    sound(page)


def tells_who_came(bo: Page) -> None:
    """The evening has been: one changes who did not come, and counts those who came without signing up."""
    shows(bo, "It was held; nobody has told who came.")
    follow(bo, "Tell who came")
    bo.get_by_role("group", name="Mor Holm").get_by_label("Excused").check()
    bo.get_by_label("How many came without").fill("3")
    press(bo, "Save who came")
    shows(bo, "Who came is told; 3 came without having signed up.")
    follow(bo, "It was held")
    bo.get_by_label("What is next?").fill("Talks with those who are interested")
    press(bo, "It was held")
    shows(bo, "This event was held", "Talks with those who are interested")
    sound(bo)


def test_an_evening_from_the_invitation_to_who_came(
    everyone: Cast, amina: Held, joins: Joins, after: After, open_as: OpenAs
) -> None:
    young, custody = joins(amina), custody_of(amina)
    at_home = joins(amina, custody, email="mor@example.org")
    bo = open_as(everyone.bo, "/events/")
    plans(bo)
    invites(bo)
    phone = open_as(young, "/mine/", width=PHONE)
    answers(phone, "Events", "^Answer", "Yes, sign up", "Send my answer", "Signed up")
    mother = open_as(at_home, "/mine/", width=PHONE)
    answers(mother, "Events", "^Answer", "Yes, sign up", "Send my answer", "Signed up")
    bo.reload()
    shows(bo, "2 of 2 seats taken")
    with after(15):
        bo = open_as(everyone.bo, "/")
        tells_who_came(bo)
        phone = open_as(young, f"/mine/{amina.person.pk}/events/", width=PHONE)
        shows(phone, "Came")
        hides(phone, "Mor Holm")
