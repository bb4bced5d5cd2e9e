"""From logging in to a finished step without a mouse, and the same without script."""

from __future__ import annotations

import re

import psycopg
import pytest
from django.contrib.auth.hashers import make_password
from tests.cast import PASSWORD, Cast
from tests.factories import TODAY, Held, a_step
from tests.web.browser.conftest import OpenAs
from tests.web.browser.keys import tab_to

from stafet.access import api as access
from stafet.responsibility.api import NextStep, StepState

pytestmark = pytest.mark.browser


@pytest.fixture
def due(everyone: Cast, amina: Held, database: psycopg.Connection) -> NextStep:
    """A step of today that Bo, who has a password, is to finish."""
    everyone.bo.password = make_password(PASSWORD)
    database.execute(
        "UPDATE access_user SET password = %s WHERE id = %s", [everyone.bo.password, everyone.bo.pk]
    )
    with access.job_scope(everyone.hedeby.pk):
        return a_step(amina.person, everyone.guidance, assignee=everyone.bo, due_on=TODAY, words="Visit")


def is_done(cast: Cast, step: NextStep) -> bool:
    with access.job_scope(cast.hedeby.pk):
        return NextStep.objects.get(pk=step.pk).state == StepState.DONE


def test_a_step_is_finished_by_keyboard_alone(
    everyone: Cast, due: NextStep, open_as: OpenAs, address: str
) -> None:
    page = open_as(None, "/")
    tab_to(page, "E-mail")
    page.keyboard.type(everyone.bo.email)
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    tab_to(page, "What came of it?")
    page.keyboard.press("Enter")
    page.wait_for_url("**/finish/**")
    tab_to(page, "It was done as agreed")
    page.keyboard.press("Space")
    tab_to(page, "Write it down")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    assert page.get_by_role("status").get_by_text("It is written down").is_visible()
    assert is_done(everyone, due)


def test_the_same_without_script(everyone: Cast, due: NextStep, open_as: OpenAs) -> None:
    page = open_as(None, "/", script=False)
    page.get_by_label("E-mail").fill(everyone.bo.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name=re.compile("What came of it.*Amina Holm")).click()
    page.get_by_label("It was done as agreed").check()
    page.get_by_role("button", name="Write it down").click()
    assert page.get_by_text("It is written down").is_visible()
    assert is_done(everyone, due)


def test_a_list_is_narrowed_and_searched_without_script(
    everyone: Cast, due: NextStep, open_as: OpenAs
) -> None:
    page = open_as(everyone.bo, "/people/", script=False)
    page.get_by_label("What do you ask?").select_option("step-overdue")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_text("Nobody you have a task with fits these questions.").wait_for()
    page.get_by_role("link", name="Show everyone").first.click()
    page.get_by_label("Who are you looking for?").fill("Amnia")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("link", name="Amina Holm").is_visible()
    assert "Amnia" not in page.url


def test_with_script_an_answer_is_taken_at_once_and_only_the_list_is_fetched(
    everyone: Cast, due: NextStep, open_as: OpenAs
) -> None:
    page = open_as(everyone.bo, "/people/")
    page.get_by_label("Who are you looking for?").fill("kept while the list changes")
    page.get_by_label("What do you ask?").focus()
    with page.expect_response("**/people/?**") as fetched:
        page.get_by_label("What do you ask?").select_option("due-this-week")
    page.wait_for_url("**question=due-this-week**")
    assert "<html" not in fetched.value.text()
    assert page.get_by_role("heading", name="Whose next step is due this week?").is_visible()
    assert page.get_by_label("Who are you looking for?").input_value() == "kept while the list changes"
    assert page.get_by_label("What do you ask?").evaluate("e => e === document.activeElement")
