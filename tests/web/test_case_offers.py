"""An offer of the catalogue becomes what comes next, in the browser: chosen from what answers the need, and followed."""

from __future__ import annotations

from tests.benchmarks.asked import listening
from tests.cast import Cast
from tests.factories import Held
from tests.offers.conftest import acting, an_offer, start_of
from tests.web.conftest import ClientFor, read, tree
from tests.web.test_offers import post
from tests.web.test_rechoice import NEXT, TODAYS, broken_off, way

from stafet.offers import api as offers
from stafet.offers.api import Need


def test_the_offers_that_answer_the_need_stand_first_and_any_can_be_looked_for(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    an_offer(everyone)
    an_offer(everyone, title="The reading room", needs=(Need.LANGUAGE,))
    bo, case = client_for(everyone.bo), broken_off(everyone, amina)
    post(bo, f"{case}talk/", {**TODAYS, **NEXT})
    assert "Write down what they need" in read(bo.get(f"{case}offers/"))
    post(bo, f"/people/{amina.person.pk}/offers/need/", {"needs": ["try_a_trade"], "words": ""})

    found = read(bo.get(f"{case}offers/"))
    assert "The workshop" in found
    assert "The entry fits." in found
    assert "The reading room" not in found
    assert "The reading room" in read(bo.get(f"{case}offers/?need=language"))
    assert "The reading room" in read(post(bo, f"{case}offers/", {"search": "reading"}))


def test_from_an_offer_as_a_possibility_to_the_start(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    offer = an_offer(everyone)
    bo, case = client_for(everyone.bo), broken_off(everyone, amina)
    post(bo, f"{case}talk/", {**TODAYS, **NEXT})
    page = post(bo, f"{case}offers/{offer.pk}/", {"seat": ""})
    assert "No seat has been asked for" in read(page)
    assert "The entry fits." in read(page)
    assert "The workshop" not in read(bo.get(f"{case}offers/"))
    held = post(bo, way(page, "/seat/"))
    assert "The seat is theirs until the provider has answered" in read(held)
    with acting(everyone.bo):
        seat = f"/seats/{offers.Seat.objects.get(person=amina.person).pk}/"

    asks = post(bo, f"{seat}propose/", {"start": str(start_of(offer).pk)})
    assert "A seat is held. Does that count as an offer?" in read(asks)
    follow = way(bo.get(case), "/follow/")
    page = post(bo, follow, dict.fromkeys(NEXT, ""))
    assert "Offered on 1 September 2026" in read(page)
    assert "Somebody there said yes" not in read(page)
    asks = post(bo, f"{seat}accept/", {"said_by": "Villy"})
    assert "The provider has said yes. Does the break-off say so, too?" in read(asks)
    page = post(bo, follow, dict.fromkeys(NEXT, ""))
    assert "Villy said yes on 1 September 2026" in read(page)
    asks = post(bo, f"{seat}start/", {"on": "1.9.2026"})
    assert "They have started. Is this what they have chosen?" in read(asks)
    assert "Counts as lasting from" in read(post(bo, follow, dict.fromkeys(NEXT, "")))
    assert "The possibility says what the seat says." in read(bo.get(follow))


def test_news_of_a_seat_stand_first_on_the_break_off(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    offer, bo = an_offer(everyone), client_for(everyone.bo)
    case = broken_off(everyone, amina)
    post(bo, f"{case}talk/", {**TODAYS, **NEXT})
    post(bo, f"{case}offers/{offer.pk}/", {"seat": "ask"})
    with acting(everyone.bo):
        seat = f"/seats/{offers.Seat.objects.get(person=amina.person).pk}/"
    post(bo, f"{seat}propose/", {"start": str(start_of(offer).pk)})
    sent = {"said_by": "Villy", "outcome": "Too young", "on": "1.9.2026"}
    assert "Do you look for something else?" in read(post(bo, f"{seat}decline/", sent))
    page = tree(bo.get(case)).one("main")
    assert next(link.text for link in page.all("a", css="button-primary")) == "Leave it aside"
    follow = way(bo.get(case), "/follow/")
    assert "Too young" in read(post(bo, follow))


def test_whoever_may_not_see_the_break_off_finds_no_offers_for_it(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    offer, case = an_offer(everyone), broken_off(everyone, amina)
    viggo = client_for(everyone.viggo)
    assert viggo.get(f"{case}offers/").status_code == 404
    assert viggo.post(f"{case}offers/{offer.pk}/", {"seat": "ask"}).status_code == 404


def test_the_page_asks_as_much_for_many_offers_as_for_few(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    an_offer(everyone)
    bo, case = client_for(everyone.bo), broken_off(everyone, amina)

    def statements() -> int:
        bo.get(f"{case}offers/")
        with listening() as heard:
            bo.get(f"{case}offers/")
        return len(heard)

    few = statements()
    for number in range(8):
        an_offer(everyone, title=f"The workshop {number}")
    assert statements() == few
