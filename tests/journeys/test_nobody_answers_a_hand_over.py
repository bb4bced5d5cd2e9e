"""A school says no, the next one says nothing: the reminders climb until somebody takes over, and one holds all along."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.cast import Cast
from tests.factories import Held
from tests.journeys.conftest import After
from tests.journeys.walking import enter, follow, hides, press, shows, sound, told
from tests.web.browser.conftest import PHONE, OpenAs
from tests.web.browser.keys import tab_to
from tests.web.test_handovers import holder
from tests.web.test_mine import young

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HandoverKind, Receiver

__all__ = ["young"]
pytestmark = pytest.mark.browser

SECOND_OFFER = 2
"""Thursday 3 September 2026."""
CLIMBS = {7: "freja", 9: "freja", 13: "freja", 16: "gro"}
"""Three, five, seven and ten weekdays after it: on which day who is written to."""


def offered_to_the_school(cast: Cast, held: Held) -> None:
    """Bo asks the school to take over."""
    with access.user_scope(cast.bo.pk):
        responsibility.offer_handover(
            person=held.person,
            to=Receiver(cast.school.pk),
            kind=HandoverKind.CHANGE,
            basis="dk.sharing.transition",
            message="She knows the house",
            by=access.actor_for(cast.bo, at=clock.now()),
            at=clock.now(),
        )


def refused_without_a_mouse(ditte: Page) -> None:
    """Ditte says no, and why; she has no mouse."""
    sound(ditte)
    enter(ditte, "Amina Holm", then="**/hand-overs/*/")
    enter(ditte, "Decline with a reason", then="**/decline/")
    tab_to(ditte, "The young person does not belong with us")
    ditte.keyboard.press("ArrowDown")
    tab_to(ditte, "In your own words")
    ditte.keyboard.type("Ask the technical school")
    enter(ditte, "Decline", then="**/hand-overs/")
    hides(ditte, "Amina")


def offered_elsewhere(bo: Page) -> None:
    """Bo reads why, and asks the vocational school; what he will do is said before he does it."""
    follow(bo, "Offer elsewhere")
    bo.get_by_label("Who is to take the responsibility?").select_option(label="Hedeby Tekniske Skole")
    press(bo, "Go on")
    press(bo, "Go on")
    bo.get_by_label("Needed for the transition").check()
    press(bo, "Go on")
    sound(bo)
    press(bo, "Send the offer")
    shows(bo, "Waiting for an answer until 24 September 2026")


def night_passes(cast: Cast, held: Held) -> None:
    """The clock of the night has run, and Bo's guidance unit, and it alone, has the responsibility."""
    with access.job_scope(cast.hedeby.pk):
        responsibility.run_clock(municipality_id=cast.hedeby.pk, by=SYSTEM, at=clock.now())
    assert holder(cast, held) == cast.guidance.name


def climbed(cast: Cast, held: Held, after: After) -> None:
    """Each rung is climbed once, on its day; at the top Gro is asked. Amina has Bo all the while."""
    expected: list[str] = []
    for day in range(SECOND_OFFER, max(CLIMBS) + 1):
        with after(day):
            night_passes(cast, held)
            expected += [getattr(cast, CLIMBS[day]).email] if day in CLIMBS else []
            rungs = ("handover_reminder", "handover_steward", "handover_coordinator")
            assert [each for rung in rungs for each in written_to(cast, rung)] == expected, f"on day {day}"


def asked_what_is_up(gro: Page, mailed: str) -> None:
    """Gro, in Danish: Amina is lost in a way that has a name, and her mail leads to whom to call."""
    sound(gro)
    shows(gro, "Amina Holm")
    follow(gro, "Ret det")
    gro.goto(mailed)
    sound(gro)
    shows(gro, "Til", "Telefon: 70 00 00 00")


def took_over(freja: Page) -> None:
    """Freja, on her phone, after all."""
    sound(freja)
    follow(freja, "Take over")
    press(freja, "Take over")
    told(freja, "You have the responsibility now")
    sound(freja)


def written_to(cast: Cast, template: str) -> list[str]:
    """The addresses to which a message has gone."""
    with access.job_scope(cast.hedeby.pk):
        rows = messages.OutgoingMessage.objects.filter(template__startswith=template).order_by("pk")
        return [row.address for row in rows]


def mailed_to(cast: Cast, template: str) -> str:
    """Where the link in the only message of a template leads."""
    with access.job_scope(cast.hedeby.pk):
        return f"/go/{messages.OutgoingMessage.objects.get(template=template).pk}/"


def test_a_refused_hand_over_is_offered_again_and_climbs_until_somebody_takes_over(
    everyone: Cast,
    amina: Held,
    young: access.User,
    open_as: OpenAs,
    after: After,
) -> None:
    offered_to_the_school(everyone, amina)
    with after(1):
        refused_without_a_mouse(open_as(everyone.ditte, "/"))
        night_passes(everyone, amina)
    with after(SECOND_OFFER):
        assert written_to(everyone, "handover_declined") == [everyone.bo.email]
        bo = open_as(everyone.bo, mailed_to(everyone, "handover_declined"))
        shows(bo, "There is no place", "Ask the technical school")
        sound(bo)
        offered_elsewhere(bo)

    # Freja says nothing.
    climbed(everyone, amina, after)
    with after(17):
        amina_on_her_phone = open_as(young, "/mine/", width=PHONE, language="da")
        shows(amina_on_her_phone, "Du taler med Bo Bertelsen")
        gro = open_as(everyone.gro, "/watch/handover_unanswered/", language="da")
        asked_what_is_up(gro, mailed_to(everyone, "handover_coordinator"))

        # Gro calls, and Freja takes over on her phone.
        took_over(open_as(everyone.freja, "/hand-overs/", width=PHONE))
        assert holder(everyone, amina) == everyone.vocational.name
        gro.goto("/watch/handover_unanswered/")
        hides(gro, "Amina Holm")
        amina_on_her_phone.reload()
        shows(amina_on_her_phone, "Freja Falk ringer eller skriver til dig")
        sound(amina_on_her_phone)
    assert written_to(everyone, "handover_accepted") == [everyone.bo.email]
