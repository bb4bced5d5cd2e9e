"""Amina becomes a junior apprentice: she, her mother, Bo, Villy of the workshop and her school leader, each for themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.journeys.conftest import After
from tests.journeys.walking import enter, follow, hides, press, shows, sound, told
from tests.own.conftest import Joins
from tests.placements.conftest import (
    SAFE,
    acting,
    drafted,
    mother,
    place,
    placement,
    scheme,
    seen_by_ditte,
    signed,
)
from tests.web.browser.conftest import PHONE, OpenAs
from tests.web.test_mine import custody_of
from tests.web.test_placements import host_link

from stafet.placements import api as placements
from stafet.placements.api import Holder, Place, Placement, Scheme

__all__ = ["mother", "place", "placement", "scheme", "seen_by_ditte"]

pytestmark = pytest.mark.browser

A_WEEK = timedelta(days=7)


def applies(amina: Page) -> None:
    """On her phone she reads what the choice means; without having read it she does not get past."""
    follow(amina, "Placement")
    follow(amina, "Apply for it")
    shows(amina, "What this choice means", "optagelsesprøve")
    amina.get_by_label("What do you want to become?").fill("Carpenter")
    press(amina, "Apply for it")
    shows(amina, "Read what this choice means")
    assert amina.get_by_label("What do you want to become?").input_value() == "Carpenter", (
        "nothing typed is lost"
    )
    amina.get_by_label("I have read what this choice means").check()
    press(amina, "Apply for it")
    shows(amina, "Has applied")
    sound(amina)


def consents(mother: Page) -> None:
    """Her mother, in Danish on her phone, reads the same and answers."""
    follow(mother, "Praktik")
    follow(mother, "Læs, hvad det betyder, og svar")
    shows(mother, "Hvad valget betyder")
    mother.get_by_label("Ja").first.check()
    press(mother, "Send mit svar")
    shows(mother, "Søger en plads")
    sound(mother)


def holds_the_place(bo: Page) -> None:
    """Bo finds the workshop in the bank; the agreement says at once what is not in order."""
    follow(bo, "Draft the agreement")
    bo.get_by_label("Værk & Søn").check()
    press(bo, "Hold this place")
    follow(bo, "Open the agreement")
    shows(bo, "This is not in order yet", "Insurance: Say which insurance the pupil is under.")
    sound(bo)


def writes_the_agreement(bo: Page) -> None:
    """Day by day, tasks, safety and the rest, until nothing stands in the way; then it goes out."""
    links = bo.locator("a[href$='/change/times/']")
    links.first.click()
    for label, words in (
        ("First day", "8.9.2026"),
        ("Last day", "30.5.2027"),
        ("From", "8:00"),
        ("To", "15:00"),
        ("Minutes of break", "30"),
    ):
        bo.get_by_label(label, exact=True).fill(words)
    bo.get_by_label("Tuesday").uncheck()
    bo.get_by_label("Wednesday").check()
    press(bo, "Save this part")
    told(bo, "It stands in the agreement.")


def signs(page: Page, name: str, button: str) -> None:
    """Somebody at home reads the agreement and signs, for themselves."""
    follow(page, name)
    press(page, button)
    sound(page)


def signs_as_host(villy: Page) -> None:
    """Villy, by his link in Danish: a given name, days and his own part; and nothing of the family."""
    shows(villy, "Amina")
    hides(villy, "Mor Holm", "2010", "optagelsesprøve")
    sound(villy)
    villy.get_by_label("Vi kender arbejdsmiljøreglerne").check()
    villy.get_by_role("main").get_by_role("button").last.click()
    shows(villy, "skrevet under")
    sound(villy)


def sends_it_out(bo: Page, everyone: Cast) -> str:
    """The rest is written down as it was agreed, nothing stands in the way any more, and it goes out. Its address."""
    with acting(everyone.bo) as by:
        row = placements.Agreement.objects.get()
        rest = {key: value for key, value in SAFE.items() if key not in {"starts_on", "ends_on", "weekdays"}}
        placements.change_agreement(agreement=row, changes=rest, by=by, at=NOW)
    bo.reload()
    hides(bo, "This is not in order yet")
    follow(bo, "Send it out to be signed")
    press(bo, "Send it out to be signed")
    shows(bo, "Villy Værk has not signed yet")
    return f"/agreements/{row.pk}/"


def approves(ditte: Page, agreement: str) -> None:
    """The leader, without a mouse, is asked for both reasons of the law, and approves in her own name."""
    enter(ditte, "Approve", then="**/approve/")
    for box in ditte.get_by_role("checkbox").all():
        box.focus()
        ditte.keyboard.press("Space")
    enter(ditte, "Approve it in my name", then=f"**{agreement}")
    shows(ditte, "Approved by Ditte Dam")


def refuses(ditte: Page) -> None:
    """She can't say that it supports the teaching, and says why not."""
    follow(ditte, "^Refuse$")
    ditte.get_by_label("Why?").fill("She would only sweep the floor")
    press(ditte, "Refuse it in my name")
    shows(ditte, "Refused by Ditte Dam", "She would only sweep the floor")
    sound(ditte)


def talks_it_through(bo: Page) -> None:
    """What was said stands there; it decides nothing."""
    sound(bo)
    follow(bo, "Talk it through")
    bo.get_by_label("In a few words").fill("Likes wood; wants to try Wednesdays")
    press(bo, "Talk it through")
    shows(bo, "Likes wood; wants to try Wednesdays")


def reports_it(bo: Page) -> None:
    """Nobody begins before it is reported."""
    shows(bo, "It has not been reported to the register of pupils yet.")
    follow(bo, "Report to the register")
    press(bo, "Report to the register")


def begins(bo: Page) -> None:
    """The first day has come."""
    follow(bo, "^Start")
    press(bo, "^Start")
    shows(bo, "Is there")
    sound(bo)


def test_from_the_first_conversation_to_the_first_day(
    everyone: Cast,
    amina: Held,
    scheme: Scheme,
    placement: Placement,
    place: Place,
    joins: Joins,
    open_as: OpenAs,
    after: After,
) -> None:
    young = joins(amina)
    at_home = joins(amina, custody_of(amina), email="mother@example.org")
    here, mine = f"/people/{amina.person.pk}/placement/", f"/mine/{amina.person.pk}/placement/"

    # They talk it through; she alone applies, her mother consents.
    bo = open_as(everyone.bo, here)
    talks_it_through(bo)
    hers = open_as(young, "/mine/", width=PHONE)
    applies(hers)
    mother = open_as(at_home, "/mine/", width=PHONE, language="da")
    consents(mother)

    # Bo holds the place and writes what is agreed.
    bo.goto(here)
    holds_the_place(bo)
    writes_the_agreement(bo)
    agreement = sends_it_out(bo, everyone)

    # All three sign, each where they are.
    hers.goto(mine)
    signs(hers, "Read the agreement, and sign", "Sign as")
    shows(hers, "Amina Holm signed on 1 September 2026")
    mother.reload()
    signs(mother, "Læs aftalen, og skriv under", "Skriv under som")
    signs_as_host(open_as(None, host_link(everyone), width=PHONE, language="da"))
    approves(open_as(everyone.ditte, agreement), agreement)

    bo.goto(here)
    reports_it(bo)
    with after(A_WEEK):
        begins(open_as(everyone.bo, here))
        hers = open_as(young, mine, width=PHONE, language="sv")
        shows(hers, "Værk & Søn")
        sound(hers)


def test_a_leader_refuses_and_the_right_to_look_for_another_place_stays(
    everyone: Cast,
    amina: Held,
    placement: Placement,
    place: Place,
    mother: Holder,
    joins: Joins,
    open_as: OpenAs,
) -> None:
    row = signed(everyone, drafted(everyone, placement, place, mother), mother)
    young = joins(amina)
    refuses(open_as(everyone.ditte, f"/agreements/{row.pk}/"))

    # She reads it on her phone, and what was refused is the agreement: not her.
    hers = open_as(young, f"/mine/{amina.person.pk}/placement/", width=PHONE)
    shows(hers, "The leader has refused the agreement", "She would only sweep the floor")
    sound(hers)

    # Bo, by keyboard, frees the place again; the next step exists.
    bo = open_as(everyone.bo, f"/people/{amina.person.pk}/placement/")
    shows(bo, "The leader has refused the agreement")
    enter(bo, "Look for another place", then="**/look_again/")
    bo.get_by_label("In a few words").fill("The workshop can’t change the tasks")
    press(bo, "Look for another place")
    shows(bo, "Looks for a place")
    follow(bo, "Draft the agreement")
    shows(bo, "Værk & Søn, Hedeby (1 free)")
