"""A head finds the two classes without a course; a teacher books a workshop, which answers without an account; it is held and evaluated."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page
from tests.cast import Cast
from tests.catalogue.conftest import career_course
from tests.classcourses.conftest import a_class, held, partner, planned
from tests.journeys.conftest import After
from tests.journeys.walking import follow, press, shows, sound, told
from tests.web.browser.conftest import PHONE, OpenAs
from tests.web.test_coverage import link_page

from stafet.catalogue.api import CareerCourse
from stafet.classcourses.api import Booking, Partner

__all__ = ["career_course", "partner"]

pytestmark = pytest.mark.browser


def finds_the_gaps(ditte: Page) -> None:
    """Two of three classes have none: they are named, and the way to mend it is a link."""
    shows(ditte, "2 classes have no course and none ahead", "7.B", "8.A")
    shows(ditte, "1 of 3 classes have had a course that counts.")
    sound(ditte)
    follow(ditte, "^8.A$")
    shows(ditte, "This class has no course in this school year")


def plans_and_asks(tove: Page) -> None:
    """She picks a course, sets a week, and asks whoever was asked longest ago."""
    follow(tove, "Plan a course")
    tove.get_by_label("Production from inside").check()
    tove.get_by_label("In which week?").fill("16.9.2026")
    press(tove, "Plan it")
    told(tove, "It is planned.")
    follow(tove, "Production from inside")
    follow(tove, "Ask a partner")
    tove.get_by_label("Værkstedet").check()
    press(tove, "Send the request")
    shows(tove, "Asked, not answered yet")
    sound(tove)


def answers(outside: Page) -> None:
    """On a telephone, without an account."""
    shows(outside, "Bakkeskolen asks you for a visit", "8.A")
    sound(outside)
    outside.get_by_label("Yes, they are welcome").check()
    press(outside, "Send the answer")
    shows(outside, "The school has your answer.")


def holds_and_evaluates(tove: Page) -> None:
    """Two weeks later it stands on her day: it was held, and what she learned."""
    shows(tove, "“Production from inside” was planned for this week")
    follow(tove, "Say that it was held")
    tove.get_by_label("What was done?").fill("We built a lamp")
    press(tove, "Save that it was held")
    follow(tove, "Evaluate it")
    tove.get_by_label("What do you keep").fill("Begin earlier")
    press(tove, "Save it")
    shows(tove, "Evaluated", "Begin earlier")
    sound(tove)


def test_a_class_without_a_course_meets_a_workshop(
    everyone: Cast, career_course: CareerCourse, partner: Partner, open_as: OpenAs, after: After
) -> None:
    held(everyone, planned(everyone, career_course), "The baker")
    a_class(everyone, "7.B", 7)
    unit = a_class(everyone, "8.A", 8)

    finds_the_gaps(open_as(everyone.ditte, "/coverage/"))
    plans_and_asks(open_as(everyone.tove, f"/coverage/classes/{unit.pk}/"))
    answers(open_as(None, link_page(Booking.objects.get()), width=PHONE))

    with after(timedelta(days=27)):
        holds_and_evaluates(open_as(everyone.tove, "/"))
        shows(open_as(everyone.ditte, "/coverage/"), "2 of 3 classes", "1 class has no course")
