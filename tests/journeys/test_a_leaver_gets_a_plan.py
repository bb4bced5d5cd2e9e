"""In March somebody of grade 9 has no plan and is found; everybody writes their part; in the summer she leaves with one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.cast import Cast
from tests.factories import Held, granted
from tests.journeys.conftest import After
from tests.journeys.walking import enter, follow, hides, press, shows, sound
from tests.web.browser.conftest import PHONE, OpenAs
from tests.web.browser.keys import tab_to
from tests.web.test_mine import parent, young

from stafet.access import api as access
from stafet.pathways.models import Spell

__all__ = ["parent", "young"]
pytestmark = pytest.mark.browser

MARCH = 190
"""10 March 2027: a plan is missed since the 1st."""


@pytest.fixture
def pupil(everyone: Cast, amina: Held) -> Held:
    """Amina, whose teacher may write in her plan."""
    with access.job_scope(everyone.hedeby.pk):
        spell = Spell.objects.get(person=amina.person)
        source = access.Grant.Source.CLASS
        granted(
            amina.person,
            everyone.school,
            access.Purpose.TEACHING,
            "ABDG",
            source,
            spell.pk,
            unit=everyone.class_9a,
        )
    return amina


def begun(bo: Page) -> None:
    """Bo finds her on the list of leavers, and writes down her first goal with a step of hers."""
    shows(bo, "Amina Holm", "Not begun")
    follow(bo, "To the plan")
    follow(bo, "Write down a goal")
    bo.get_by_label("What is the goal?").fill("Carpenter")
    bo.get_by_label("What is done?").fill("Visit the technical school")
    bo.get_by_label("By when?").fill("14.4.2027")
    press(bo, "Save the goal")
    shows(bo, "Carpenter", "The young person, by 14 April 2027")


def wrote_on_her_phone(amina: Page) -> None:
    """Amina, in Danish."""
    follow(amina, "Min plan")
    shows(amina, "Carpenter")
    follow(amina, "Hvad jeg vil")
    amina.get_by_label("Med dine egne ord").fill("Bygge huse")
    press(amina, "Gem ordene")
    shows(amina, "Bygge huse")
    sound(amina)


def wrote_without_a_mouse(tove: Page) -> None:
    """Tove, who teaches her, has no mouse."""
    enter(tove, "Write: What I am good at", then="**/words/strengths/")
    tab_to(tove, "In your own words")
    tove.keyboard.type("Measures twice")
    enter(tove, "Save the words", then="**/plan/")
    shows(tove, "Measures twice", "In the school’s words")


def talked_through(bo: Page, plan: str) -> None:
    """Bo has sat with her; what nobody has seen at home he can't approve."""
    shows(bo, "Bygge huse", "Measures twice")
    follow(bo, "Write down that it was talked through")
    press(bo, "Write down that it was talked through")
    bo.goto(f"{plan}move/approve/")
    press(bo, "Approve it as realistic")
    shows(bo, "under age: those with custody see the plan")
    sound(bo)


def seen_at_home(mother: Page) -> None:
    """Her mother says what she thinks, and that she has seen it."""
    follow(mother, "Min plan")
    follow(mother, "Vad jag är bra på")
    mother.get_by_label("Med dina egna ord").fill("Envis som sin moster")
    press(mother, "Spara orden")
    follow(mother, "Jag har sett den")
    press(mother, "Jag har sett den")
    sound(mother)


def approved(bo: Page) -> None:
    """Bo says that it can be done, and it goes along with her."""
    shows(bo, "Envis som sin moster")
    follow(bo, "Approve it as realistic")
    press(bo, "Approve it as realistic")
    shows(bo, "Version 1")
    follow(bo, "Write down that it was handed over")
    press(bo, "Write down that it was handed over")
    shows(bo, "Handed over")


def test_a_leaver_without_a_plan_is_found_in_march_and_leaves_with_one(
    everyone: Cast,
    pupil: Held,
    young: access.User,
    parent: access.User,
    open_as: OpenAs,
    after: After,
) -> None:
    plan = f"/people/{pupil.person.pk}/plan/"
    with after(MARCH):
        # Gro, who coordinates, is told in how many ways somebody is lost, and that Amina is in one of them.
        gro = open_as(everyone.gro, "/watch/")
        sound(gro)
        follow(gro, "Leaves this summer without a plan")
        shows(gro, "Amina Holm", "approved by 1 March 2027")

        # Everybody writes: Bo begins, Amina on her phone, her teacher at the school.
        bo = open_as(everyone.bo, "/plans/")
        sound(bo)
        begun(bo)
        amina = open_as(young, "/mine/", width=PHONE, language="da")
        wrote_on_her_phone(amina)
        wrote_without_a_mouse(open_as(everyone.tove, plan))

        # Bo goes through it with her.
        bo.goto(plan)
        talked_through(bo, plan)

        # Her mother reads it in Swedish; only then it is approved.
        seen_at_home(open_as(parent, "/mine/", language="sv"))
        bo.goto(plan)
        approved(bo)

        # Nobody misses it any more.
        gro.reload()
        hides(gro, "Amina Holm")
        bo.goto("/plans/")
        shows(bo, "Everybody who leaves has a plan")
        amina.goto(f"/mine/{pupil.person.pk}/plan/")
        shows(amina, "Envis som sin moster", "Version 1")
