"""Zahra turns 18 in the middle of it all: at that midnight her mother's page closes, hers stays, her case goes on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, a_person, a_spell, covered
from tests.journeys.conftest import After
from tests.journeys.walking import enter, follow, hides, press, shows, sound
from tests.own.conftest import Joins
from tests.web.browser.conftest import PHONE, OpenAs
from tests.web.test_mine import custody_of

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.careerplans.api import DoneBy, GoalTerm
from stafet.kernel import clock
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.own import api as own
from stafet.responsibility import api as responsibility

pytestmark = pytest.mark.browser

MIDNIGHT = datetime(2026, 9, 20, tzinfo=ZoneInfo("Europe/Copenhagen")) - NOW
"""From now to the first instant of her 18th birthday, where she lives."""
A_SECOND, TEN_HOURS = timedelta(seconds=1), timedelta(hours=10)


@pytest.fixture
def zahra(everyone: Cast) -> Held:
    """Zahra has broken off at the vocational school, where Freja has her; they have talked a plan through."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Zahra", "Ali", birth_date=date(2008, 9, 20))
        spell = a_spell(
            person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION, starts_on=date(2026, 8, 10)
        )
        held = covered(
            person, everyone.vocational, user=everyone.freja, duty=[everyone.guidance, everyone.town]
        )
    with access.user_scope(everyone.freja.pk):
        freja = access.actor_for(everyone.freja, at=NOW)
        responsibility.record_break_off(spell=spell, reason_code="own_wish", by=freja, at=NOW)
        plan = careerplans.begin_plan(person=person, by=freja, at=NOW)
        step = careerplans.StepOnTheWay("Try a week", DoneBy.YOUNG_PERSON, date(2026, 10, 1))
        careerplans.add_goal(
            plan=plan, term=GoalTerm.SHORT, words="Media graphics", step=step, by=freja, at=NOW
        )
        careerplans.discuss_plan(plan=plan, on=NOW.date(), by=freja, at=NOW)
    return held


def wrote_on_the_last_evening(mother: Page) -> None:
    """Her mother, in Danish on her phone, reads who reads the plan, and says what she thinks."""
    follow(mother, "Min plan")
    mother.get_by_text("Hvem læser det her?").first.click()
    shows(mother, "De, der har forældremyndigheden, til den unge fylder 18 år", "Media graphics")
    follow(mother, "Hvad jeg vil")
    mother.get_by_label("Med dine egne ord").fill("Hun har altid tegnet")
    press(mother, "Gem ordene")
    shows(mother, "Hun har altid tegnet")


def goes_on_at_work(freja: Page, plan: str) -> None:
    """Freja, without a mouse: the plan of an adult is approved without being shown at home."""
    shows(freja, "Hun har altid tegnet")
    hides(freja, "Seen at home", "Write down that it was seen at home")
    enter(freja, "Approve it as realistic", then="**/move/approve/")
    enter(freja, "Approve it as realistic", then=f"**{plan}")
    shows(freja, "Version 1")


def told_of_age(cast: Cast) -> list[str]:
    """The job of the night has run; who was told."""
    with access.job_scope(cast.hedeby.pk):
        own.tell_of_age(municipality_id=cast.hedeby.pk, by=SYSTEM, at=clock.now())
        found = messages.OutgoingMessage.objects.filter(template=messages.Template.OWN_OF_AGE)
        return [row.address for row in found]


def test_at_the_midnight_of_the_eighteenth_birthday_one_page_closes_and_nothing_is_lost(
    everyone: Cast, zahra: Held, joins: Joins, open_as: OpenAs, after: After
) -> None:
    mine, person = f"/mine/{zahra.person.pk}/", f"/people/{zahra.person.pk}/"
    young, parent = joins(zahra), joins(zahra, custody_of(zahra, "Mor Ali"), email="mother@example.org")

    with after(MIDNIGHT - A_SECOND):
        assert told_of_age(everyone) == []
        mother = open_as(parent, "/mine/", width=PHONE, language="da")
        wrote_on_the_last_evening(mother)
        kept = ("plan/", "plan.pdf", "plan.json", "everything.json")
        assert [mother.request.get(mine + part).status for part in kept] == [200] * len(kept)

    # At midnight her log-in opens nothing any more, and says why.
    with after(MIDNIGHT):
        mother.goto("/mine/")
        shows(mother, "Der er ikke noget at se her nu", "Den unge er 18 år")
        sound(mother)
        assert [mother.request.get(mine + part).status for part in ("", *kept)] == [404] * 5

    # Zahra reads on, and is told; what her mother said stays hers. At work one sees who reads the plan now.
    with after(MIDNIGHT + TEN_HOURS):
        assert told_of_age(everyone) == [young.email]
        zahra_herself = open_as(young, "/mine/", width=PHONE)
        follow(zahra_herself, "My plan")
        zahra_herself.get_by_text("Who reads this?").first.click()
        shows(zahra_herself, "Nobody at home, since the 18th birthday", "Hun har altid tegnet")
        goes_on_at_work(open_as(everyone.freja, f"{person}plan/"), f"{person}plan/")
        gro = open_as(everyone.gro, f"{person}own/", language="sv")
        shows(gro, "Mor Ali")
        assert gro.locator("a[href^='/custody/']").count() == 0, "nothing is to be done about her custody"
        gro.goto("/re-choice/")
        shows(gro, "Zahra Ali")
        sound(gro)
        zahra_herself.reload()
        shows(zahra_herself, "Version 1")
        sound(zahra_herself)
