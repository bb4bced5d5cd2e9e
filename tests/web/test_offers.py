"""Offers in the browser: the catalogue, a young person's need and seat, the link of a provider, who has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.offers.conftest import SOON, acting, an_offer, somebody, start_of
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.kernel import clock
from stafet.messages import api as messages
from stafet.offers import api as offers
from stafet.offers.api import Need, StartDraft

SAID = {
    "title": "The bike workshop",
    "kind": "preparatory_education",
    "needs": ["try_a_trade", "everyday"],
    "words": "Mend bikes, four days a week",
    "town": "Hedeby",
    "from_age": "15",
    "to_age": "24",
    "conditions": ["talk_first"],
    "payer": "municipality",
    "price_per_week": "2450",
    "contact_name": "Villy",
    "contact_phone": "70 11 11 11",
    "starts": f"{SOON.day}.{SOON.month}.{SOON.year}: 8",
}


def post(client: object, path: str, sent: Mapping[str, object] | None = None) -> Answer:
    answer: Answer = client.post(path, sent or {}, follow=True)  # type: ignore[attr-defined]
    return answer


def test_a_provider_puts_an_offer_in_the_catalogue_and_a_counsellor_finds_it(
    everyone: Cast, client_for: ClientFor
) -> None:
    freja, bo = client_for(everyone.freja), client_for(everyone.bo)
    made = read(post(freja, "/offers/new/", {**SAID, "provider": str(everyone.vocational.pk)}))
    for words in (
        "The bike workshop",
        "15 to 24 years",
        "A talk or a visit first",
        "2,450 a week",
        "Villy",
        "8",
    ):
        assert words in made
    found = read(bo.get("/offers/?need=try_a_trade&town=Hedeby&starts=month&age=16"))
    assert "The bike workshop" in found
    assert "8 free seats" in found
    assert "Try practical work and a trade (1)" in tree(bo.get("/offers/")).one("main").text
    assert "No offer fits" in read(bo.get("/offers/?need=language"))
    assert "No offer fits" in read(bo.get("/offers/?age=14"))
    assert "The bike workshop" in read(post(bo, "/offers/", {"search": "bikes"}))
    assert "No offer fits" in read(post(bo, "/offers/", {"search": "pottery"}))


def test_nothing_typed_is_lost_and_a_line_that_cannot_be_read_is_named(
    everyone: Cast, client_for: ClientFor
) -> None:
    freja = client_for(everyone.freja)
    sent = {**SAID, "provider": str(everyone.vocational.pk), "starts": "in spring: 8"}
    page = read(post(freja, "/offers/new/", sent))
    assert "“in spring: 8” can’t be read" in page
    assert "Mend bikes" in page


def test_an_offer_is_changed_confirmed_paused_and_found_again_only_when_asked_for(
    everyone: Cast, client_for: ClientFor
) -> None:
    offer = an_offer(everyone)
    freja, here = client_for(everyone.freja), f"/offers/{offer.pk}/"
    fields = tree(freja.get(f"{here}change/"))
    assert f"{SOON.day}.{SOON.month}.{SOON.year}: 2" in fields.one("main").text
    sent = {**SAID, "provider": str(everyone.vocational.pk), "title": "The wood workshop", "any_time": "3"}
    changed = read(post(freja, f"{here}change/", sent))
    assert "The wood workshop" in changed
    assert "Begins at any time: 3 free seats" in changed
    assert "It is confirmed by you today" in post(freja, f"{here}confirm/").content.decode()
    assert "Paused" in read(post(freja, f"{here}move/pause/"))
    assert "No offer fits" in read(freja.get("/offers/"))
    assert "The wood workshop" in read(freja.get("/offers/?gone=yes"))
    assert "The offer is “Paused” now" in read(freja.get(f"{here}move/pause/"))


def test_whoever_does_not_keep_it_changes_nothing_and_another_municipality_has_no_such_offer(
    everyone: Cast, client_for: ClientFor
) -> None:
    offer = an_offer(everyone)
    bo, carl, viggo = (client_for(user) for user in (everyone.bo, everyone.carl, everyone.viggo))
    assert "Change the offer" not in read(bo.get(f"/offers/{offer.pk}/"))
    assert bo.get(f"/offers/{offer.pk}/change/").status_code == 404
    assert carl.get(f"/offers/{offer.pk}/").status_code == 404
    assert viggo.get("/offers/").status_code == 404


def test_an_entry_nobody_has_confirmed_for_long_says_so(everyone: Cast, client_for: ClientFor) -> None:
    offer = an_offer(everyone, StartDraft(None, 4))
    offers.Offer.objects.filter(pk=offer.pk).update(confirmed_at=NOW - timedelta(days=91))
    bo = client_for(everyone.bo)
    for path in ("/offers/", f"/offers/{offer.pk}/"):
        assert "Not confirmed since 2 June 2026: call before you count on it." in read(bo.get(path))


def test_from_a_need_to_a_start(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    offer = an_offer(everyone)
    an_offer(everyone, title="The reading room", needs=(Need.LANGUAGE,))
    bo, here = client_for(everyone.bo), f"/people/{amina.person.pk}/offers/"
    assert "Nobody has written down that they need an offer" in read(bo.get(here))
    wanted = read(post(bo, f"{here}need/", {"needs": ["try_a_trade"], "words": "Something with wood"}))
    assert "Something with wood" in wanted
    assert "The workshop" in wanted
    assert "The entry fits." in wanted
    assert "The reading room" not in wanted

    held = post(bo, f"{here}{offer.pk}/")
    assert "The seat is theirs until the provider has answered" in read(held)
    with acting(everyone.bo):
        seat = offers.Seat.objects.get(person=amina.person)
    assert "A seat is held" in read(
        post(bo, f"/seats/{seat.pk}/propose/", {"start": str(start_of(offer).pk)})
    )
    assert "Amina Holm" in read(bo.get(f"/offers/{offer.pk}/"))
    assert "Ask the provider for the answer" in read(bo.get("/offers/wanted/"))
    refused = read(post(bo, f"/seats/{seat.pk}/accept/", {"said_by": ""}))
    assert "Who at the provider said so?" in refused
    assert "Has a seat" in read(post(bo, f"/seats/{seat.pk}/accept/", {"said_by": "Villy"}))
    started = read(post(bo, f"/seats/{seat.pk}/start/", {"on": "1.9.2026"}))
    assert "Has started" in started
    assert "What they needed before" in started
    assert "Nobody you may see needs an offer" in read(bo.get("/offers/wanted/"))
    assert "This is “Has started” now." in read(bo.get(f"/seats/{seat.pk}/accept/"))


def test_whoever_is_taken_first_is_taken_for_a_reason(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    offer = an_offer(everyone)
    with acting(everyone.bo) as bo:
        earlier = somebody(everyone, "Bilal").person
    with acting(everyone.bo) as bo:
        offers.wait_for_offer(person=earlier, offer=offer, by=bo, at=NOW)
        seat = offers.wait_for_offer(person=amina.person, offer=offer, by=bo, at=NOW)
    browser, sent = client_for(everyone.bo), {"start": str(start_of(offer).pk)}
    assert "1 wait longer for this offer" in read(post(browser, f"/seats/{seat.pk}/propose/", sent))
    taken = read(post(browser, f"/seats/{seat.pk}/propose/", {**sent, "ahead_reason": "Moves on Monday"}))
    assert "A seat is held" in taken


def test_a_need_is_closed_with_what_came_of_it(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo, here = client_for(everyone.bo), f"/people/{amina.person.pk}/offers/"
    post(bo, f"{here}need/", {"needs": ["job"]})
    with acting(everyone.bo):
        need = offers.OfferNeed.objects.get()
    closed = read(post(bo, f"/needs/{need.pk}/close/", {"move": "withdraw", "outcome": "Has found a job"}))
    assert "A job or an apprenticeship: Has found a job" in closed
    assert "Has found a job" in read(bo.get(f"/needs/{need.pk}/close/"))


def test_who_needs_an_offer_is_listed_by_place_with_the_days(
    everyone: Cast, amina: Held, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    bo = client_for(everyone.bo)
    with acting(everyone.bo) as by:
        offers.open_need(
            person=amina.person,
            needs=(Need.LANGUAGE,),
            words="",
            on=NOW.date() - timedelta(days=12),
            by=by,
            at=NOW,
        )
    bo.get("/offers/wanted/")
    queries()
    page = read(bo.get("/offers/wanted/"))
    few = queries()
    assert "Amina Holm" in page
    assert "For 12 days." in page
    assert "Find an offer" in page
    chosen = read(bo.get(f"/offers/wanted/?place={everyone.school.pk}"))
    assert "All places" in chosen
    others = [somebody(everyone, f"Barn {number}").person for number in range(4)]
    with acting(everyone.bo) as by:
        for person in others:
            offers.open_need(person=person, needs=(Need.JOB,), words="", on=NOW.date(), by=by, at=NOW)
    queries()
    bo.get("/offers/wanted/")
    assert queries() == few
    assert client_for(everyone.viggo).get("/offers/wanted/").status_code == 404


def test_a_provider_without_an_account_answers_by_the_link_once(
    everyone: Cast, client_for: ClientFor
) -> None:
    offer = an_offer(everyone)
    asked = post(client_for(everyone.freja), f"/offers/{offer.pk}/link/").content.decode()
    assert "They are asked by e-mail" in asked
    offer.refresh_from_db()
    assert offer.link_id is not None
    link, stranger = f"/offers/keep/{messages.link_for(offer.link_id)}/", Client()
    stranger.cookies["django_language"] = "en"
    page = read(stranger.get(link, headers={"accept-language": "en"}))
    assert "Is “The workshop” still right?" in page
    sent = {
        "is_offered": "yes",
        "any_time": "6",
        "contact_name": "Vera",
        "contact_email": "vera@workshop.example",
    }
    with clock.at_moment(NOW + timedelta(days=1)):
        thanks = stranger.post(link, sent, headers={"accept-language": "en"})
        assert "Thank you" in read(thanks)
        gone = stranger.get(link, follow=True, headers={"accept-language": "en"})
        guessed = stranger.get("/offers/keep/guessed/", follow=True, headers={"accept-language": "en"})
    assert "This link opens nothing any more" in read(gone)
    assert "This link opens nothing any more" in read(guessed)
    offer.refresh_from_db()
    assert (offer.contact_name, offer.confirmed_at) == ("Vera", NOW + timedelta(days=1))
