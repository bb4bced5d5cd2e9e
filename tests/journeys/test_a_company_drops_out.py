"""In November the company drops out; the same day a practical course catches the pupil: Bo, Gro, Rita of another town, Amina, her mother."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page
from tests.cast import Cast
from tests.factories import Held
from tests.journeys.conftest import After
from tests.journeys.walking import enter, follow, hides, press, shows, sound, told
from tests.own.conftest import Joins
from tests.placements.conftest import mother, place, placement, scheme, seen_by_ditte, there
from tests.practicalcourses.conftest import published
from tests.web.browser.conftest import PHONE, OpenAs
from tests.web.test_courses import rita
from tests.web.test_mine import custody_of

from stafet.access import api as access
from stafet.placements.api import Holder, Place, Placement

__all__ = ["mother", "place", "placement", "rita", "scheme", "seen_by_ditte"]

pytestmark = pytest.mark.browser

NOVEMBER = timedelta(days=77)
A_WEEK = timedelta(days=7)


def shares_seats(gro: Page) -> None:
    """Gro offers half of the seats to the town next door."""
    follow(gro, "Wood and metal")
    follow(gro, "Share seats with another municipality")
    gro.get_by_label("How many seats?").fill("2")
    press(gro, "Offer the seats")
    shows(gro, "Anden Kommune", "Asked, not answered yet")
    sound(gro)


def agrees(rita: Page) -> None:
    """Rita reads terms and price, and agrees, by keyboard."""
    shows(rita, "2 seats on “Wood and metal” are offered to your municipality")
    enter(rita, "Read the terms, and answer", then="**/answer/")
    shows(rita, "800 DKK for a seat and a week")
    rita.get_by_label("We agree to the terms").check()
    enter(rita, "Send the answer", then="**/placements/courses/")
    shows(rita, "2 seats free of 2")
    sound(rita)


def loses_the_company(bo: Page) -> None:
    """Bo writes down that the workshop closes."""
    shows(bo, "Is there")
    follow(bo, "Change place")
    bo.get_by_label("In a few words").fill("The workshop closes")
    press(bo, "Change place")
    shows(bo, "Changes place")


def proposes(bo: Page) -> None:
    """She stands in the list the same day, with the day that is lost next; Bo proposes the course."""
    shows(bo, "Amina Holm", "Has had no place since 17 November 2026", "The first company day is lost on")
    follow(bo, "Propose a course")
    bo.get_by_label("Wood and metal").check()
    bo.get_by_label("Why this one?").fill("You liked the saw")
    press(bo, "Propose the seat")
    shows(bo, "Practical course: Wood and metal", "These have not said yes:")
    sound(bo)


def says_yes(hers: Page) -> None:
    """On her phone she reads what it is and why, and that she need not."""
    follow(hers, "A practical course is proposed: read it, and answer")
    shows(hers, "You liked the saw", "You need not")
    hers.get_by_label("Yes, we take the seat").check()
    press(hers, "Send my answer")
    told(hers, "Your answer is written down.")
    sound(hers)


def consents(mother: Page) -> None:
    """Another one with custody answers in Danish, on the telephone in the bus."""
    follow(mother, "Et praktisk undervisningsforløb er foreslået: læs det, og svar")
    mother.get_by_label("Ja, vi tager pladsen").check()
    press(mother, "Send mit svar")
    shows(mother, "Wood and metal")
    sound(mother)


def writes_down_an_answer(bo: Page) -> None:
    """The mother who signed in September has no log-in: she answers on paper. With the last yes the seat is theirs."""
    follow(bo, "Write down an answer")
    bo.get_by_label("Mona Holm").check()
    bo.get_by_label("Yes to the seat").check()
    press(bo, "Write down the answer")
    shows(bo, "On a practical course", "Has the seat")


def meets_nobody(page: Page, words: str) -> None:
    """The other town uses its own quota, the provider reads a number: neither meets her."""
    follow(page, "Wood and metal")
    shows(page, words)
    hides(page, "Amina")


def begins(bo: Page) -> None:
    """A week later she is there."""
    shows(bo, "On a practical course")
    follow(bo, "Begin on the course")
    press(bo, "Begin on the course")
    shows(bo, "Has begun on the course")
    sound(bo)


def test_a_company_drops_out_and_the_course_catches_her_the_same_day(
    everyone: Cast,
    amina: Held,
    scheme: object,
    placement: Placement,
    place: Place,
    mother: Holder,
    rita: access.User,
    joins: Joins,
    open_as: OpenAs,
    after: After,
) -> None:
    there(everyone, placement, place, mother)
    young = joins(amina)
    published(everyone)
    here, mine = f"/people/{amina.person.pk}/placement/", f"/mine/{amina.person.pk}/placement/"

    # Two towns share the course before anybody needs it.
    shares_seats(open_as(everyone.gro, "/placements/courses/"))
    agrees(open_as(rita, "/placements/courses/"))

    with after(NOVEMBER):
        at_home = joins(amina, custody_of(amina), email="mother@example.org")
        loses_the_company(open_as(everyone.bo, here))
        bo = open_as(everyone.bo, "/placements/courses/needs/")
        proposes(bo)

        # The same day, each from where they are.
        says_yes(open_as(young, mine, width=PHONE))
        consents(open_as(at_home, mine, width=PHONE, language="da"))
        bo.goto(here)
        writes_down_an_answer(bo)
        meets_nobody(open_as(rita, "/placements/courses/"), "not shown")
        meets_nobody(open_as(everyone.freja, "/placements/courses/"), "1 of 4 seats are held now.")

    with after(NOVEMBER + A_WEEK):
        begins(open_as(everyone.bo, here))
        hers = open_as(young, mine, width=PHONE, language="sv")
        shows(hers, "Wood and metal")
        sound(hers)
