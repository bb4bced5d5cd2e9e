"""Nobody reaches Malik: letter, message, home, a visit; somebody decides and looks again on a day; then he answers."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page
from tests.cast import Cast
from tests.factories import Held, a_person, a_spell, a_step, covered
from tests.journeys.conftest import After
from tests.journeys.walking import enter, follow, hides, press, shows, sound, told
from tests.own.conftest import Joins
from tests.web.browser.conftest import PHONE, OpenAs
from tests.web.browser.keys import tab_to

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.conversations.api import ContactOutcome, ContactWay
from stafet.kernel import clock
from stafet.kernel.activities import ActivityKind
from stafet.responsibility.api import StepKind

pytestmark = pytest.mark.browser

LETTER, MESSAGE, SCHOOL, VISIT = 3, 10, 17, 30
DECISION, DECEMBER = 31, 91
"""Days after 1 September 2026: the 4th, 11th and 18th, 1 and 2 October, 1 December."""


@pytest.fixture
def malik(everyone: Cast) -> Held:
    """Malik has left his school. The municipality has him, and Bo is to make first contact."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Malik", "Sand", birth_date=date(2009, 3, 2))
        a_spell(
            person,
            everyone.vocational,
            ActivityKind.VOCATIONAL_EDUCATION,
            starts_on=date(2026, 8, 10),
            ends_on=date(2026, 8, 20),
        )
        held = covered(
            person,
            everyone.town,
            user=everyone.gro,
            duty=[everyone.guidance, everyone.town],
            due_on=date(2026, 12, 10),
        )
        a_step(person, everyone.town, kind=StepKind.FIRST_CONTACT, due_on=date(2026, 9, 8))
        return held


def sought(cast: Cast, held: Held, way: ContactWay) -> None:
    """Bo tries, and nobody answers."""
    with access.user_scope(cast.bo.pk):
        conversations.record_attempt(
            person=held.person,
            attempt=conversations.AttemptDraft(way, clock.now().date(), ContactOutcome.NO_ANSWER),
            by=access.actor_for(cast.bo, at=clock.now()),
            at=clock.now(),
        )


def tried_on_the_phone(bo: Page, way: str) -> None:
    """Bo, on the doorstep, writes down on his phone that nobody answered. What is next is filled in."""
    follow(bo, "Skriv et forsøg ned")
    assert bo.get_by_label("Hvordan prøvede du?").evaluate("e => e.selectedOptions[0].text") == way
    bo.get_by_label("Intet svar").check()
    press(bo, "Skriv det ned")
    told(bo, "Forsøget er skrevet ned")
    sound(bo)


def answered(bo: Page) -> None:
    """Bo rings him, and he answers."""
    follow(bo, "Skriv et forsøg ned")
    bo.get_by_label("Hvordan prøvede du?").select_option("telephone")
    bo.get_by_label("Nået").check()
    press(bo, "Skriv det ned")
    told(bo, "Forsøget er skrevet ned")


def decided_without_a_mouse(gro: Page) -> None:
    """Gro, who leads, says why he is no longer sought and on which day one looks again."""
    enter(gro, "Decide what happens instead", then="**/decide/")
    tab_to(gro, "Why are they no longer sought?")
    gro.keyboard.type("Said to be at sea until winter")
    tab_to(gro, "By when?")
    gro.keyboard.type("1.12.2026")
    enter(gro, "Decide it", then="**/contact/")
    told(gro, "It is decided, and the next step has a date")
    shows(gro, "Gro Gram decided: Said to be at sea until winter", "Looked at again 1 Dec")


def test_somebody_nobody_reaches_is_sought_decided_about_and_found(
    everyone: Cast, malik: Held, joins: Joins, open_as: OpenAs, after: After
) -> None:
    contact = f"/people/{malik.person.pk}/contact/"
    gro = open_as(everyone.gro, "/contact/")
    shows(gro, "Nobody has tried yet", "Malik Sand")
    sound(gro)

    # A letter and a message go unanswered; then Bo asks at the school, and goes there.
    for day, way in ((LETTER, ContactWay.LETTER), (MESSAGE, ContactWay.MESSAGE)):
        with after(day):
            sought(everyone, malik, way)
    with after(SCHOOL):
        bo = open_as(everyone.bo, contact, width=PHONE, language="da")
        tried_on_the_phone(bo, "Den tidligere skole")
    with after(VISIT):
        tried_on_the_phone(open_as(everyone.bo, contact, width=PHONE, language="da"), "Hjemmebesøg af to")

    # Everything was tried: that is a situation with a name, and somebody decides.
    with after(DECISION):
        gro = open_as(everyone.gro, "/contact/?situation=unreachable")
        shows(gro, "Malik Sand", "4 attempts. Next: whoever has the responsibility decides")
        follow(gro, "To the ladder")
        decided_without_a_mouse(gro)
        gro.goto("/contact/")
        hides(gro, "Malik")

    # In December Gro is reminded, Bo rings and he answers: he is sought no more, and has a log-in of his own.
    with after(DECEMBER):
        gro = open_as(everyone.gro, "/")
        shows(gro, "Malik Sand", "Follow up")
        answered(open_as(everyone.bo, contact, width=PHONE, language="da"))
        gro.goto(contact)
        shows(gro, "Reached", "Nobody is being sought")
        sound(gro)
        young = open_as(joins(malik), "/mine/", width=PHONE, language="sv")
        shows(young, "Gro Gram frågar dig hur det går")
        sound(young)
