"""Nora is protected: her case, conversation, plan, offer and hand-over go on, and only who stands on the list meets her."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.core import mail
from django.test import Client, override_settings
from playwright.sync_api import Page
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, a_person, a_spell, covered
from tests.journeys.conftest import After
from tests.journeys.walking import enter, follow, press, shows, sound, told
from tests.offers.conftest import an_offer
from tests.own.conftest import Joins
from tests.web.browser.conftest import PHONE, OpenAs
from tests.web.test_mine import custody_of

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.careerplans.api import DoneBy, GoalTerm
from stafet.conversations import api as conversations
from stafet.conversations.api import ConversationKind, ConversationWay, Guest, Party
from stafet.kernel import clock
from stafet.kernel.activities import ActivityKind
from stafet.messages import api as messages
from stafet.offers import api as offers
from stafet.people import api as people
from stafet.rechoice import api as rechoice
from stafet.responsibility.api import StepDraft, StepKind

pytestmark = pytest.mark.browser

SECRETS = ("Nora", "Rosengren", "nora@example.org", "22 33 44 55", "Ceramics", "the back door")
"""Who she is, how she is reached, what she wants, and where one meets her."""
LISTS = (
    "/",
    "/people/",
    "/people/?question=no-activity",
    "/re-choice/",
    "/re-choice/measures/",
    "/plans/",
    "/contact/",
    "/conversations/",
    "/hand-overs/",
    "/offers/wanted/",
    "/protected/",
    "/leaving/",
    "/watch/",
    "/watch/nothing_follows/",
    "/watch/plan_missing/",
    "/watch/step_overdue/",
)
HERS = (
    "",
    "history/",
    "looks/",
    "own/",
    "access/",
    "re-choice/",
    "conversations/",
    "contact/",
    "offers/",
    "plan/",
    "plan.pdf",
    "plan.json",
    "copy.json",
    "hand-over/",
    "protection/",
)


@pytest.fixture
def nora(everyone: Cast) -> Held:
    """Nora at the vocational school, where Freja has her."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Nora", "Rosengren", birth_date=date(2010, 2, 3))
        a_spell(person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION, starts_on=date(2026, 8, 10))
        people.ContactDetails.objects.create(
            municipality_id=person.municipality_id,
            person=person,
            email="nora@example.org",
            phone="22 33 44 55",
            known_at=NOW,
        )
        return covered(
            person, everyone.vocational, user=everyone.freja, duty=[everyone.guidance, everyone.town]
        )


def protected(gro: Page) -> None:
    """Gro protects her, and names Freja, who has her."""
    follow(gro, "Protect them")
    gro.get_by_label("Protected name and address").check()
    gro.get_by_label("On which basis, and why?").fill("Letter of 28 August")
    gro.get_by_label("Look at it again on").fill("1.9.2027")
    press(gro, "Protect them")
    told(gro, "They are hidden from everybody who is not on the list.")
    shows(gro, "nobody there stands on the list")
    sound(gro)
    follow(gro, "Name another reader")
    gro.get_by_label("Work e-mail of your colleague").fill("freja@example.org")
    gro.get_by_label("Why must they see the person?").fill("Counsels her")
    press(gro, "Put them on the list")
    told(gro, "They are on the list.")


def broken_off(freja: Page) -> None:
    """Freja, on her phone, writes down that Nora has left."""
    follow(freja, "Re-choice")
    follow(freja, "Write down a break-off")
    freja.get_by_label("Their last day there").fill("31.8.2026")
    press(freja, "Write down the break-off")
    shows(freja, "Nora Rosengren")
    sound(freja)


def worked_on(cast: Cast, held: Held, workshop: offers.Offer) -> None:
    """What Freja does with her then: they talk, plan, meet, and she waits for an offer."""
    person, at = held.person, clock.now()
    with access.user_scope(cast.freja.pk):
        by = access.actor_for(cast.freja, at=at)
        talk = rechoice.Talk(on=at.date(), reason=rechoice.BreakOffReason.WRONG_CHOICE)
        again = StepDraft(StepKind.CONVERSATION, at.date() + timedelta(days=10))
        rechoice.talk_to(
            case=rechoice.Case.objects.get(person=person), talk=talk, next_step=again, by=by, at=at
        )
        conversations.plan_conversation(
            person=person,
            draft=conversations.ConversationDraft(
                ConversationKind.GUIDANCE,
                at + timedelta(days=2),
                ConversationWay.MEETING,
                cast.vocational.pk,
                [Guest(Party.YOUNG_PERSON)],
                place="At the back door",
            ),
            by=by,
            at=at,
        )
        plan = careerplans.begin_plan(person=person, by=by, at=at)
        step = careerplans.StepOnTheWay("See the workshop", DoneBy.YOUNG_PERSON, date(2026, 10, 1))
        careerplans.add_goal(plan=plan, term=GoalTerm.SHORT, words="Ceramics", step=step, by=by, at=at)
        offers.wait_for_offer(person=person, offer=workshop, by=by, at=at)


def keeps_quiet(user: access.User, person_id: object) -> None:
    """In no list of this reader she is, and none of her pages and files exists."""
    reader = Client(SERVER_NAME="localhost")
    reader.force_login(user)
    assert reader.get("/people/").status_code == 200
    for path in LISTS:
        content = reader.get(path, follow=True).content.decode()
        found = [secret for secret in (*SECRETS, str(person_id)) if secret.lower() in content.lower()]
        assert found == [], path
    statuses = {path: reader.get(f"/people/{person_id}/{path}").status_code for path in HERS}
    assert statuses == dict.fromkeys(HERS, 404)


def found_nowhere(bo: Page) -> None:
    """Bo, who knows her name, looks for her."""
    bo.get_by_label("Who are you looking for?").fill("Nora Rosengren")
    press(bo, "Search")
    shows(bo, "Nobody")
    assert bo.get_by_role("link", name="Nora").count() == 0
    sound(bo)


def offered(freja: Page, bo: access.User) -> None:
    """Freja hands her over: to one named colleague, as nobody else may open the envelope."""
    follow(freja, "Hand over")
    freja.get_by_label("Who is to take the responsibility?").select_option(label="Ungevejledningen Hedeby")
    press(freja, "Go on")
    press(freja, "Go on")
    shows(freja, "one named colleague")
    sound(freja)
    freja.get_by_label("To whom there?").select_option(label=bo.name)
    press(freja, "Go on")
    freja.get_by_label("Needed for the transition").check()
    press(freja, "Go on")
    shows(freja, "somebody protected is offered to them")
    press(freja, "Send the offer")
    told(freja, "The offer is sent.")


def took_over(bo: Page, person: str) -> None:
    """Bo, without a mouse: the list holds no name, the envelope does, for him."""
    shows(bo, "A protected person: call Hedeby Tekniske Skole on 70 00 00 00.")
    enter(bo, "Take over", then="**/accept/")
    shows(bo, "Nora Rosengren")
    enter(bo, "Take over", then=f"**{person}")
    told(bo, "You have the responsibility now")
    bo.goto(f"{person}plan/")
    shows(bo, "Ceramics")


def mailed(cast: Cast) -> list[mail.EmailMessage]:
    """Everything that has been written to anybody, as it is sent."""
    mail.outbox = []
    at = NOW + timedelta(days=2)
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        scope = partial(access.job_scope, cast.hedeby.pk)
        messages.send_due(scope=scope, base_url="https://stafet.test", at=at)
    return mail.outbox


def test_a_protected_person_goes_through_it_all_and_only_who_stands_on_the_list_meets_her(
    everyone: Cast, nora: Held, joins: Joins, open_as: OpenAs, after: After
) -> None:
    person = f"/people/{nora.person.pk}/"
    herself = joins(nora)
    father = joins(nora, custody_of(nora, "Far Rosengren"), email="father@example.org")
    workshop = an_offer(everyone)

    protected(open_as(everyone.gro, person))
    broken_off(open_as(everyone.freja, person, width=PHONE))
    worked_on(everyone, nora, workshop)

    # To whoever isn't on the list there is nobody: at her school, in guidance, next door, at home.
    with after(1):
        for user in (everyone.bo, everyone.ditte, everyone.tove, everyone.carl):
            keeps_quiet(user, nora.person.pk)
        found_nowhere(open_as(everyone.bo, "/people/"))
        shows(open_as(father, "/mine/"), "There is nothing to see here now")

        # To whoever is, and to herself, all is there.
        gro = open_as(everyone.gro, "/re-choice/")
        shows(gro, "Nora Rosengren")
        own = open_as(herself, "/mine/", width=PHONE, language="da")
        shows(own, "Freja Falk")
        sound(own)

        # She is handed over to Bo, by name: from now on he stands on the list.
        offered(open_as(everyone.freja, person), everyone.bo)
        took_over(open_as(everyone.bo, "/hand-overs/"), person)
        keeps_quiet(everyone.ditte, nora.person.pk)
        own.reload()
        shows(own, "Bo Bertelsen ringer eller skriver til dig")

    # Everything that was mailed went to those on the list, and says of nobody whom it is about.
    sent = mailed(everyone)
    listed = {user.email for user in (everyone.gro, everyone.freja, everyone.bo, herself, father)}
    assert everyone.bo.email in {to for each in sent for to in each.to} <= listed
    said = " ".join(f"{each.subject} {each.body}" for each in sent).lower()
    assert [secret for secret in SECRETS if secret.lower() in said] == []
