"""Every page as a counsellor meets it, on a desk and on a phone: rules of accessibility, and nothing sticks out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, a_step, covered
from tests.web.browser.conftest import DESK, PHONE, OpenAs

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HandoverKind, Receiver

pytestmark = pytest.mark.browser

LONG = ("Alexandrine Thorvaldsdatter", "Bjerregaardsen")
"""Forty-two letters, as real names have."""


@pytest.fixture
def places(everyone: Cast, amina: Held) -> dict[str, str]:
    """Something of everything on the pages, and their addresses."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, *LONG)
        a_spell(person, everyone.school, ends_on=TODAY - timedelta(days=20), end_reason="broken_off")
        a_spell(
            person,
            everyone.vocational,
            ActivityKind.VOCATIONAL_EDUCATION,
            starts_on=TODAY + timedelta(days=90),
            confirmed_on=None,
        )
        long = covered(person, everyone.guidance, user=everyone.bo, due_on=TODAY - timedelta(days=9))
        a_step(person, everyone.guidance, words="x" * 200, due_on=TODAY)
    incoming = _offer(everyone, amina)
    person_page = f"/people/{person.pk}/"
    return {
        "today": "/",
        "people": "/people/",
        "nobody": "/people/?question=register-silent",
        "person": person_page,
        "history": f"{person_page}history/?true_on=20.8.2026",
        "looks": f"{person_page}looks/",
        "a step more": f"{person_page}steps/new/",
        "finish": f"/steps/{long.step.pk}/finish/",
        "postpone": f"/steps/{long.step.pk}/postpone/",
        "reassign": f"/steps/{long.step.pk}/reassign/",
        "hand over": f"{person_page}hand-over/",
        "hand-overs": "/hand-overs/",
        "hand-over": f"/hand-overs/{incoming.pk}/",
        "withdraw": f"/hand-overs/{incoming.pk}/withdraw/",
        "ask": "/requests/new/",
        "watch": "/watch/",
        "lost": "/watch/step_overdue/",
        "nothing here": "/people/01900000-0000-7000-8000-000000000000/",
    }


PAGES = (
    "today",
    "people",
    "nobody",
    "person",
    "history",
    "looks",
    "a step more",
    "finish",
    "postpone",
    "reassign",
    "hand over",
    "hand-overs",
    "hand-over",
    "withdraw",
    "ask",
    "watch",
    "lost",
)


def _offer(cast: Cast, held: Held) -> responsibility.Handover:
    with access.user_scope(cast.bo.pk):
        return responsibility.offer_handover(
            person=held.person,
            to=Receiver(cast.vocational.pk),
            kind=HandoverKind.START,
            basis="dk.sharing.transition",
            message="Likes wood",
            by=access.actor_for(cast.bo, at=NOW),
            at=NOW,
        )


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_keeps_the_rules_of_accessibility_and_sticks_out_nowhere(
    everyone: Cast, places: dict[str, str], open_as: OpenAs, width: int
) -> None:
    page = open_as(everyone.bo, "/", width=width)
    broken: dict[str, list[str]] = {}
    for name in PAGES:
        page.goto(places[name])
        found = [
            f"{rule['id']}: {node['html']}"
            for rule in Axe().run(page).response["violations"]
            for node in rule["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append("sticks out to the side")
        if found:
            broken[name] = found
    assert broken == {}


@pytest.mark.parametrize("language", ["da", "sv"])
def test_the_pages_of_the_day_fit_in_every_language(
    everyone: Cast, places: dict[str, str], open_as: OpenAs, language: str
) -> None:
    page = open_as(everyone.bo, "/", width=PHONE, language=language)
    for name in ("today", "people", "person", "finish", "hand over"):
        page.goto(places[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, name


def test_the_door_and_its_errors_keep_the_rules_of_accessibility(open_as: OpenAs) -> None:
    page = open_as(None, "/log-in/", width=PHONE)
    page.get_by_role("button", name="Log in").click()
    assert page.get_by_role("alert").is_visible()
    assert Axe().run(page).response["violations"] == []


def test_a_form_with_errors_keeps_the_rules_of_accessibility(
    everyone: Cast, places: dict[str, str], open_as: OpenAs
) -> None:
    page = open_as(everyone.bo, places["finish"])
    page.get_by_role("button", name="Write it down").click()
    assert page.get_by_role("alert").is_visible()
    assert Axe().run(page).response["violations"] == []
