"""From wishes to introduction courses: Bo asks a grade, Amina and a home answer, courses are given out, a yes, and why."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.introcourses.conftest import Town, town
from tests.journeys.walking import follow, hides, press, shows, sound, told
from tests.own.conftest import Joins
from tests.web.browser.conftest import PHONE, OpenAs
from tests.web.test_mine import custody_of

from stafet.integrations.course_jobs import work_out
from stafet.introcourses.api import Run

__all__ = ["town"]
pytestmark = pytest.mark.browser
THREE, FORGE, BAKERY = 3, "The forge", "The bakery"


def opens(bo: Page) -> None:
    """Who is asked what; a day that is over comes back with everything that was typed."""
    follow(bo, "Wishes among courses")
    follow(bo, "Open a round")
    bo.get_by_label("What is it called?").fill("Introduction courses")
    bo.get_by_label("Which grade?").select_option("8")
    bo.get_by_label("Until which day do they answer?").fill("1.8.2026")
    bo.get_by_label("Whom does one ask").fill("Bo Bertelsen, 70 00 00 00")
    press(bo, "Open the round")
    shows(bo, "They answer on a day from today on")
    assert bo.get_by_label("What is it called?").input_value() == "Introduction courses", "nothing is lost"
    bo.get_by_label("Until which day do they answer?").fill("15.9.2026")
    press(bo, "Open the round")
    follow(bo, "^Introduction courses")


def chooses_and_asks(bo: Page) -> None:
    """The three courses, the farm for three pupils at least; and every pupil of the grade Bo may see."""
    follow(bo, "Choose courses")
    boxes = bo.get_by_label("It can be wished for")
    for number in range(THREE):
        boxes.nth(number).check()
    bo.get_by_label("For how few pupils").nth(1).fill("3")
    press(bo, "Save it")
    shows(bo, "Choose which pupils are asked.")
    follow(bo, "Ask pupils")
    press(bo, "Ask them")
    shows(bo, "4 of 4 whom you may see have not answered")
    sound(bo)


def wishes(page: Page, *courses: str) -> None:
    """On one's own page, the best one first."""
    follow(page, "Events")
    follow(page, "Say what you wish for|Change the wishes")
    for rank, course in enumerate(courses, start=1):
        choice = page.get_by_label(f"Wish number {rank}").get_by_role("option", name=course)
        page.get_by_label(f"Wish number {rank}").select_option(value=choice.get_attribute("value"))
    press(page, "Save the wishes")
    shows(page, f"1. {courses[0]}")
    sound(page)


def gives_out(bo: Page, town: Town) -> None:
    """Closed, worked out by the job, and a yes to all; the course with too few is shown."""
    follow(bo, "Close it for wishes")
    press(bo, "Close it for wishes")
    follow(bo, "Work out who could have which course")
    press(bo, "Work it out")
    work_out(Run.objects.get().pk, town.cast.hedeby.pk)
    bo.reload()
    follow(bo, "^Answer 1")
    shows(bo, "4 of 4 have a course", "is held for 3 at least", "Proven: no other answer is better")
    follow(bo, "Say yes to all")
    press(bo, "Sign them up")
    told(bo, "4 are signed up.")
    sound(bo)


def test_from_wishes_to_a_course_and_why(town: Town, joins: Joins, open_as: OpenAs) -> None:
    amina, bilal = town.held["Amina"], town.held["Bilal"]
    young = joins(amina)
    home = joins(bilal, custody_of(bilal), email="mor@example.org")
    bo = open_as(town.cast.bo, "/events/")
    opens(bo)
    chooses_and_asks(bo)
    phone = open_as(young, "/mine/", width=PHONE)
    wishes(phone, BAKERY)
    wishes(phone, FORGE, BAKERY)
    wishes(open_as(home, "/mine/", width=PHONE), BAKERY)
    bo.reload()
    shows(bo, "2 of 4 whom you may see have not answered", "1. The bakery (said by the home)")
    gives_out(bo, town)
    phone.reload()
    shows(phone, "The forge, wish number 1")
    follow(phone, "^Why")
    shows(phone, "This one was given", "As few as possible are left without a course")
    hides(phone, "Bilal")
